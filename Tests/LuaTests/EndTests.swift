import Lua
import Testing

/// Scripts that the host ends, and the clock around its functions.
@Suite struct EndTests {
    private static func makeRig() throws -> Rig {
        try Rig(functions: [
            (
                "exit",
                { _, engine in
                    engine.end()
                    return [.int(1)]
                }
            ),
            ("call", { arguments, engine in try engine.call(try arguments[0].asFunction()) }),
            (
                "catch",
                { arguments, engine in
                    do throws(LuaError) {
                        return try engine.call(try arguments.function(0).unwrapped())
                    } catch { return [.text(error.kindName)] }
                }
            ),
        ])
    }

    @Test(
        arguments: [
            "host.exit()", "pcall(host.exit) return 1", "xpcall(host.exit, function() return 1 end)",
            "coroutine.resume(coroutine.create(host.exit)) return 1", "pcall(coroutine.wrap(host.exit))",
            "host.call(host.exit) return 1", "host.catch(host.exit) return 1",
            "pcall(host.call, function() pcall(host.exit) end) return 1",
            "local x <close> = setmetatable({}, {__close = function() while true do end end}) host.exit()",
            "local x <close> = setmetatable({}, {__close = function() error('x') end}) host.exit()",
            "table.sort({2, 1}, function() host.exit() return true end) return 1",
            "(('x'):gsub('x', function() host.exit() end)) return 1",
            "setmetatable({}, {__index = host.exit}).x = 1 return setmetatable({}, {__index = host.exit}).x",
            "while true do pcall(host.exit) end",
        ].map { $0.hasPrefix("((") ? "local _ = " + $0 : $0 }
    ) func `nothing in a script catches its end`(
        _ source: String
    ) throws {
        let rig = try Self.makeRig()
        let error = try rig.failure(source)
        #expect(error.kind == .ended)
        #expect(error.kindName == "ended")
        #expect(rig.engine.tripped == .ended)
        #expect(try rig.failure("return 1").kind == .ended)
        rig.engine.rearm(.small)
        #expect(rig.engine.tripped == nil)
        #expect(try rig.run("return 1") == [.int(1)])
    }

    @Test func `a limit that was reached before stays the reason`() throws {
        let rig = try Rig(
            limits: .brief,
            functions: [
                (
                    "stop",
                    { _, engine in
                        #expect(!engine.countOutput(1 << 40))
                        engine.end()
                        return []
                    }
                )
            ]
        )
        #expect(try rig.failure("host.stop()").kind == .limit(.output))
    }

    /// Waits until the clock that the engine reads has moved by 30 ms.
    private static func spend() {
        let end = ContinuousClock.now + .milliseconds(30)
        while ContinuousClock.now < end {}
    }

    private static func makeClockRig(_ blocking: Set<Int32>?, _ limits: LuaLimits = .small) throws -> Rig {
        let host = RigHost()
        let body: RigHost.Body = { arguments, engine in
            spend()
            if let function = try arguments.function(0) { _ = try engine.call(function) }
            spend()
            return []
        }
        host.functions = [body, body]
        return try Rig(
            limits: limits,
            functions: [("a", body), ("b", body)],
            modules: [LuaModule(path: "part", functions: [("a", 0), ("b", 1)], blocking: blocking)],
            handles: [LuaHandleType(id: 1, name: "T", members: [("get", 0, true)], blocking: [])]
        )
    }

    @Test func `time in a blocking function is the host's`() throws {
        let rig = try Self.makeClockRig([0])
        try rig.run("part.a() part.a(function() end)")
        #expect(rig.engine.usage.hostTime > .milliseconds(80))
        #expect(rig.engine.usage.luaTime < .milliseconds(60))
    }

    @Test func `time in any other function is the script's`() throws {
        let rig = try Self.makeClockRig([0])
        try rig.run("part.b() part.b(function() end)")
        #expect(rig.engine.usage.luaTime > .milliseconds(80))
        #expect(rig.engine.usage.hostTime < .milliseconds(60))
    }

    @Test func `a blocking function inside one that is not stops the clock for itself`() throws {
        let rig = try Self.makeClockRig([0])
        try rig.run("part.b(function() part.a() end)")
        #expect(rig.engine.usage.luaTime > .milliseconds(40))
        #expect(rig.engine.usage.hostTime > .milliseconds(40))
    }

    @Test func `every function of a module blocks unless it says which do`() throws {
        let rig = try Self.makeClockRig(nil)
        try rig.run("part.a() part.b() host.a()")
        #expect(rig.engine.usage.hostTime > .milliseconds(140))
        #expect(rig.engine.usage.luaTime < .milliseconds(60))
    }

    @Test func `the time limit counts functions that do not block`() throws {
        #expect(
            try Self.makeClockRig([0], .brief).failure("while true do part.b() end").kind == .limit(.time)
        )
        let rig = try Self.makeClockRig([0], .brief)
        #expect(try rig.run("for i = 1, 3 do part.a() end return 1") == [.int(1)])
    }
}

extension Optional where Wrapped == LuaFunction {
    /// The function that a test has passed.
    func unwrapped() throws(LuaError) -> LuaFunction {
        guard let self else { throw LuaError(kind: .script, message: "no function") }
        return self
    }
}
