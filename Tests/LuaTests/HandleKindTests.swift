import Lua
import Testing

/// Handles that can be called, and handles that tell nothing.
@Suite struct HandleKindTests {
    private static func makeRig(_ profile: LuaEngine.Profile = .trusted) throws -> Rig {
        nonisolated(unsafe) var left = 3
        return try Rig(
            profile,
            functions: [
                ("lines", { _, _ in [.handle(LuaHandle(type: 1, slot: 1, generation: 1))] }),
                (
                    "next",
                    { arguments, _ in
                        #expect(arguments.handle(0) == LuaHandle(type: 1, slot: 1, generation: 1))
                        left -= 1
                        return left >= 0 ? [.int(Int64(left)), .int(Int64(arguments.count))] : [.nil]
                    }
                ),
                (
                    "secret",
                    { arguments, _ in
                        [.handle(LuaHandle(type: 2, slot: UInt64(arguments.int(0) ?? 1), generation: 1))]
                    }
                ),
                ("echo", { arguments, _ in try arguments.all() }),
            ],
            handles: [
                LuaHandleType(id: 1, name: "x.Lines", members: [("rest", 1, true)], call: 1),
                LuaHandleType(id: 2, name: "x.Secret", display: "<secret>"),
            ]
        )
    }

    @Test func `a handle that can be called is an iterator`() throws {
        let rig = try Self.makeRig()
        let results = try rig.run("local t = {} for n in host.lines() do t[#t + 1] = n end return t")
        #expect(results == [.array([.int(2), .int(1), .int(0)])])
    }

    @Test func `a call passes the arguments after the handle`() throws {
        #expect(
            try Self.makeRig().run("local h = host.lines() local _, n = h('a', nil, 'c') return n") == [
                .int(4)
            ]
        )
        #expect(try Self.makeRig().run("return (select(2, host.lines():rest()))") == [.int(1)])
    }

    @Test func `a handle that cannot be called says so`() throws {
        #expect(try Self.makeRig().failure("host.secret()()").message.contains("attempt to call a x.Secret"))
    }

    @Test(arguments: [
        "tostring(s)", "string.format('%s', s)", "('%5s'):format(s)", "('%.40s'):format(s)", "tostring(t[1])",
    ]) func `a secret shows its display and nothing else`(_ expression: String) throws {
        for profile in [LuaEngine.Profile.trusted, .restricted] {
            let rig = try Self.makeRig(profile)
            #expect(
                try rig.run("local s = host.secret() local t = {s} return \(expression)") == [
                    .text("<secret>")
                ]
            )
        }
    }

    @Test func `printing a secret shows its display`() throws {
        let rig = try Self.makeRig()
        try rig.run("print(host.secret(), 1) do local s <close> = host.secret(2) t = s end print(t)")
        #expect(rig.host.text == "<secret>\t1\n<secret>\n")
    }

    @Test func `a secret has no address`() throws {
        #expect(
            try Self.makeRig().run("return ('%p'):format(host.secret()), ('%p'):format(host.lines())").first
                == .text("(hidden)")
        )
    }

    @Test(arguments: [
        ("s .. 'x'", "a secret cannot be concatenated"), ("'x' .. s", "a secret cannot be concatenated"),
        ("1 .. s", "a secret cannot be concatenated"), ("s .. s", "a secret cannot be concatenated"),
        ("'a' .. 'b' .. s .. 'c'", "a secret cannot be concatenated"),
        ("s + 1", "a secret cannot be calculated with"), ("2 ^ s", "a secret cannot be calculated with"),
        ("-s", "a secret cannot be calculated with"), ("s // 2", "a secret cannot be calculated with"),
        ("s & 1", "a secret cannot be calculated with"), ("~s", "a secret cannot be calculated with"),
        ("1 << s", "a secret cannot be calculated with"),
        ("s < s", "a secret cannot be compared"), ("s <= 'x'", "a secret cannot be compared"),
        ("1 > s", "a secret cannot be compared"), ("#s", "a secret has no length"),
        ("s.value", "a secret has no fields"), ("s[1]", "a secret has no fields"),
        ("s:sub(1, 2)", "a secret has no fields"), ("pairs(s)", "a secret has nothing to go through"),
    ]) func `a secret refuses what would tell something`(_ expression: String, _ message: String) throws {
        let rig = try Self.makeRig()
        let results = try rig.run(
            "local s = host.secret() local ok, e = pcall(function() return \(expression) end) return ok, e.kind, e.message"
        )
        #expect(results == [.bool(false), .text("secret"), .text(message)])
    }

    @Test(arguments: [
        "string.len(s)", "string.upper(s)", "string.byte(s)", "string.sub(s, 1)", "string.rep(s, 2)",
        "string.find(s, '.')",
        "string.gsub('x', 'x', s)", "string.format('%d', s)", "string.format('%q', s)", "table.concat({s})",
        "utf8.len(s)", "load(s)", "string.pack('z', s)", "rawlen(s)", "rawget(s, 1)", "next(s)",
        "ipairs(s)()", "s()", "table.unpack(s)", "table.sort({s, s})", "math.floor(s)", "setmetatable(s, {})",
        "s.x == 1", "rawset(s, 1, 1)",
    ]) func `no library function reads a secret`(_ expression: String) throws {
        let rig = try Self.makeRig()
        let results = try rig.run(
            """
            local s = host.secret()
            local ok, e = pcall(function() return \(expression) end)
            return ok, tostring(e):find('0x') == nil
            """
        )
        #expect(results == [.bool(false), .bool(true)])
    }

    @Test func `secrets are equal by identity only`() throws {
        let rig = try Self.makeRig()
        let results = try rig.run(
            """
            local s = host.secret()
            return s == host.secret(), s == host.secret(2), s == '<secret>', getmetatable(s), type(s)
            """
        )
        #expect(results == [.bool(true), .bool(false), .bool(false), .bool(false), .text("userdata")])
    }

    @Test func `a copy of a secret is a handle`() throws {
        let handle = LuaValue.handle(LuaHandle(type: 2, slot: 1, generation: 1))
        #expect(
            try Self.makeRig().run("return host.echo({a = {host.secret()}})") == [
                .table(["a": .array([handle])])
            ]
        )
    }

    @Test func `a secret's names are not completed`() throws {
        let rig = try Self.makeRig()
        try rig.run("s = host.secret() l = host.lines()")
        #expect(rig.engine.names(in: rig.environment, prefix: "s.") == [])
        #expect(rig.engine.names(in: rig.environment, prefix: "l:") == ["l:rest"])
    }
}
