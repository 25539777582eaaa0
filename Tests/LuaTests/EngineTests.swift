import Lua
import Testing

@Suite struct EngineTests {
    @Test func `a chunk gets arguments and gives results`() throws {
        let rig = try Rig()
        #expect(
            try rig.run("local a, b = ... return a + b, a .. b", [.int(2), .int(3)]) == [
                .int(5), .text("23"),
            ]
        )
    }

    @Test func `a host function gets arguments and gives results`() throws {
        let rig = try Rig(functions: [
            ("add", { arguments, _ in [.int((arguments.int(0) ?? 0) + (arguments.int(1) ?? 0))] })
        ])
        #expect(try rig.run("return host.add(20, 22)") == [.int(42)])
    }

    @Test func `a callback may be called and kept`() throws {
        nonisolated(unsafe) var kept: LuaFunction?
        let rig = try Rig(functions: [
            (
                "map",
                { arguments, engine in
                    guard case .array(let items) = try arguments[0], let function = try arguments.function(1)
                    else { return [] }
                    return [.array(try items.map { try engine.call(function, [$0])[0] })]
                }
            ),
            (
                "keep",
                { arguments, _ in
                    kept = try arguments.function(0); return []
                }
            ),
        ])
        #expect(
            try rig.run("return host.map({1, 2, 3}, function(x) return x * x end)") == [
                .array([.int(1), .int(4), .int(9)])
            ]
        )
        try rig.run("local n = 0 host.keep(function() n = n + 1 return n end)")
        let function = try #require(kept)
        #expect(try rig.engine.call(function) == [.int(1)])
        #expect(try rig.engine.call(function) == [.int(2)])
        #expect(try rig.run("return (...)()", [.function(function)]) == [.int(3)])
        rig.engine.release(function)
        rig.engine.release(function)
        #expect { try rig.engine.call(function) } throws: { ($0 as? LuaError)?.kind == .conversion }
        #expect { try rig.run("return 1", [.function(function)]) } throws: {
            ($0 as? LuaError)?.kind == .conversion
        }
    }

    @Test func `a callback works inside a coroutine`() throws {
        let rig = try Rig(functions: [
            ("call", { arguments, engine in try engine.call(try arguments[0].asFunction()) })
        ])
        let results = try rig.run(
            """
            local co = coroutine.wrap(function()
              local a = host.call(function() return coroutine.isyieldable() end)
              coroutine.yield(a)
              return host.call(function() return 2 end)
            end)
            return co(), co()
            """
        )
        #expect(results == [.bool(false), .int(2)])
    }

    @Test func `a function works in its own engine only`() throws {
        let rig = try Rig()
        let other = try Rig()
        let function = try rig.engine.load(Array("return 1".utf8), name: "x", in: rig.environment)
        #expect { try other.engine.call(function) } throws: { ($0 as? LuaError)?.kind == .conversion }
        #expect { try other.engine.load([], name: "x", in: rig.environment) } throws: {
            ($0 as? LuaError)?.kind == .conversion
        }
    }

    @Test func `functions are given back when nobody holds them`() throws {
        let rig = try Rig(functions: [
            (
                "take",
                { arguments, _ in
                    _ = try arguments.function(0); _ = try arguments[1]; return []
                }
            )
        ])
        let before = rig.engine.usage.references
        try rig.run("for i = 1, 5000 do host.take(print, {function() end}) end")
        _ = try rig.run("return function() end")
        try rig.engine.collect()
        #expect(rig.engine.usage.references == before)
    }

    @Test func `environments are apart`() throws {
        let rig = try Rig()
        let other = try rig.engine.makeEnvironment()
        try rig.run("x = 1 print = nil function f() return x end")
        let function = try rig.engine.load(
            Array("return rawget(_G, 'x'), type(print)".utf8),
            name: "x",
            in: other
        )
        #expect(try rig.engine.call(function) == [.nil, .text("function")])
        #expect(try rig.run("return f()") == [.int(1)])
    }

    @Test(arguments: [
        ("return pritn", "undefined global 'pritn' (did you mean 'print'?)"),
        ("return tosrting(1)", "undefined global 'tosrting' (did you mean 'tostring'?)"),
        ("return strng.rep", "undefined global 'strng' (did you mean 'string'?)"),
        ("return string.fromat", "string has no field 'fromat' (did you mean 'format'?)"),
        ("return host.ech", "host has no field 'ech' (did you mean 'echo'?)"),
        ("return xyzzy", "undefined global 'xyzzy'"),
        ("return ab", "undefined global 'ab'"),
        ("return _G[1]", "the environment has no global of type number"),
        ("return _ENV.pritn", "undefined global 'pritn' (did you mean 'print'?)"),
        ("total = 1 return totla", "undefined global 'totla' (did you mean 'total'?)"),
    ]) func `an unknown name is an error with a suggestion`(_ source: String, _ message: String) throws {
        let rig = try Rig(functions: [("echo", { _, _ in [] })])
        let error = try rig.failure(source)
        #expect(error.message == message)
        #expect(error.line == 1)
    }

    @Test func `names are completed without running code`() throws {
        let rig = try Rig(
            functions: [("open", { _, _ in [.handle(LuaHandle(type: 1, slot: 1, generation: 1))] })],
            modules: [LuaModule(path: "host.inner", functions: [("one", 0), ("other", 0)])],
            handles: [
                LuaHandleType(id: 1, name: "host.Thing", members: [("size", 0, false), ("get", 0, true)])
            ]
        )
        try rig.run(
            "h = host.open() s = 'x' trap = setmetatable({}, {__index = function() error('ran') end})"
        )
        #expect(rig.engine.names(in: rig.environment, prefix: "hos") == ["host"])
        #expect(
            rig.engine.names(in: rig.environment, prefix: "host.inner.o") == [
                "host.inner.one", "host.inner.other",
            ]
        )
        #expect(rig.engine.names(in: rig.environment, prefix: "host.") == ["host.inner", "host.open"])
        #expect(rig.engine.names(in: rig.environment, prefix: "h:") == ["h:get", "h:size"])
        #expect(rig.engine.names(in: rig.environment, prefix: "s:re") == ["s:rep", "s:reverse"])
        #expect(rig.engine.names(in: rig.environment, prefix: "trap.x.y") == [])
        #expect(rig.engine.names(in: rig.environment, prefix: "nothing.at.all") == [])
    }

    @Test func `print and warn go to the host`() throws {
        let rig = try Rig()
        try rig.run("print('a', 1, nil, {} ~= nil) print() warn('@on') warn('w', 2) print('\\0\\xff')")
        #expect(rig.host.printed == Array("a\t1\tnil\ttrue\n\n\0".utf8) + [255, 10])
        #expect(rig.host.warned == Array("w2\n".utf8))
    }

    @Test func `a printing limit ends the script`() throws {
        var limits = LuaLimits.small
        limits.outputBytes = 100
        let rig = try Rig(limits: limits)
        let error = try rig.failure("while true do pcall(print, 'twenty bytes and more') end")
        #expect(error.kind == .limit(.output))
        #expect(rig.host.printed.count <= 100)
        #expect(rig.engine.usage.outputBytes == 100)
        let other = try Rig(
            limits: limits,
            functions: [("say", { _, engine in [.bool(engine.countOutput(60))] })]
        )
        #expect(try other.failure("host.say() pcall(host.say) return 1").kind == .limit(.output))
    }

    @Test func `source texts may start for the shell or with a mark`() throws {
        let rig = try Rig()
        #expect(try rig.run("#!/usr/bin/env x\nreturn 1") == [.int(1)])
        #expect(try rig.run("\u{FEFF}return 1") == [.int(1)])
        #expect(try rig.run("\u{FEFF}#!x\nreturn 1") == [.int(1)])
        #expect(try rig.run("") == [])
        #expect(try rig.failure("#!x\nerror('e')").line == 2)
    }

    @Test func `a binary chunk is refused`() throws {
        let rig = try Rig()
        #expect(try rig.failure("\u{1B}Lua").kind == .syntax)
    }

    @Test func `limits can be set anew`() throws {
        let rig = try Rig(limits: .brief)
        #expect(try rig.failure("while true do end").kind == .limit(.time))
        #expect(rig.engine.tripped == .limit(.time))
        #expect(try rig.failure("return 1").kind == .limit(.time))
        rig.engine.rearm(.small)
        #expect(rig.engine.tripped == nil)
        #expect(try rig.run("return 1") == [.int(1)])
    }

    @Test func `time in the host is not script time`() throws {
        var limits = LuaLimits.small
        limits.luaTime = .seconds(20)
        let rig = try Rig(
            limits: limits,
            functions: [
                (
                    "work",
                    { _, _ in
                        let end = ContinuousClock.now + .milliseconds(150)
                        while ContinuousClock.now < end {}
                        return []
                    }
                )
            ]
        )
        try rig.run("host.work() host.work()")
        #expect(rig.engine.usage.hostTime > .milliseconds(200))
        #expect(rig.engine.usage.luaTime < rig.engine.usage.hostTime)
    }

    @Test func `wall time counts everything`() throws {
        var limits = LuaLimits.small
        limits.wallTime = .milliseconds(40)
        let rig = try Rig(
            limits: limits,
            functions: [
                (
                    "work",
                    { _, _ in
                        let end = ContinuousClock.now + .milliseconds(60)
                        while ContinuousClock.now < end {}
                        return []
                    }
                )
            ]
        )
        #expect(try rig.failure("while true do pcall(host.work) end").kind == .limit(.wall))
    }

    @Test func `an endless recursion in little memory gives a hint`() throws {
        var limits = LuaLimits.small
        limits.memory = 64 << 20
        let rig = try Rig(limits: limits)
        let error = try rig.failure("local function f() return 1 + f() end f()")
        #expect(error.kind == .limit(.memory))
        #expect(error.hint?.contains("recursion") == true)
    }

    @Test func `too little memory for the libraries is an error`() throws {
        var limits = LuaLimits.small
        for memory in stride(from: 0, to: 60_000, by: 1_500) {
            limits.memory = memory
            do throws(LuaError) {
                _ = try LuaEngine(profile: .trusted, limits: limits, host: RigHost())
            } catch {
                #expect(error.kind == .limit(.memory))
            }
        }
    }

    @Test func `every point at which memory ends is handled`() throws {
        let source = """
            local t = {}
            for i = 1, 50 do t[i] = {i, tostring(i), host.echo('x' .. i, {i})} end
            local co = coroutine.wrap(function(a) for i = 1, 5 do a = coroutine.yield(host.open()) end end)
            co() co()
            local ok, e = pcall(host.fail)
            table.sort(t, function(a, b) return a[1] > b[1] end)
            print(#t, ('x'):rep(100):gsub('x', '%0y'), string.format('%q %5.1f', 'a', 1))
            local f = load('local a <close> = nil return ...')
            return f(#t), e.kind, host.call(function() return {1, {2}} end)
            """
        func makeRig(_ limits: LuaLimits) throws -> Rig {
            try Rig(
                limits: limits,
                functions: [
                    ("echo", { arguments, _ in try arguments.all() }),
                    ("open", { _, _ in [.handle(LuaHandle(type: 1, slot: 9, generation: 2))] }),
                    (
                        "fail",
                        { _, _ in
                            throw LuaFailure(
                                kind: "k",
                                message: "m",
                                hint: "h",
                                data: .table(["a": .array([.int(1)])])
                            )
                        }
                    ),
                    ("call", { arguments, engine in try engine.call(try arguments[0].asFunction()) }),
                ],
                handles: [LuaHandleType(id: 1, name: "T", members: [])]
            )
        }
        let base = try makeRig(.small).engine.usage.memory
        let whole = try makeRig(.small)
        let expected = try whole.run(source)
        let peak = whole.engine.usage.peakMemory
        var ended = 0
        for memory in stride(from: base, through: peak + 4096, by: 97) {
            var limits = LuaLimits.small
            limits.memory = base + 4096
            let rig = try makeRig(limits)
            limits.memory = memory
            rig.engine.rearm(limits)
            do throws(LuaError) {
                let results = try rig.run(source)
                #expect(results == expected)
            } catch {
                #expect(error.kind == .limit(.memory), "\(memory): \(error)")
                ended += 1
            }
        }
        #expect(ended > 100)
    }
}
