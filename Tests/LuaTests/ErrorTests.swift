import Lua
import Testing

@Suite struct ErrorTests {
    @Test func `a failure of the host is an error table`() throws {
        let rig = try Rig(functions: [
            (
                "fail",
                { _, _ in
                    throw LuaFailure(
                        kind: "http.timeout",
                        message: "too slow",
                        hint: "try again",
                        data: .table(["n": .int(3)])
                    )
                }
            )
        ])
        let results = try rig.run(
            """
            local ok, e = pcall(host.fail)
            return ok, e.kind, e.message, e.hint, e.data.n
            """
        )
        #expect(
            results == [.bool(false), .text("http.timeout"), .text("too slow"), .text("try again"), .int(3)]
        )
        #expect(
            try rig.run("local ok, e = pcall(function() host.fail() end)\nreturn tostring(e), e.where") == [
                .text("test.lua:1: too slow"), .text("test.lua:1"),
            ]
        )
        let error = try rig.failure("\n\nhost.fail()")
        #expect(error.kind == .host("http.timeout"))
        #expect(error.message == "too slow")
        #expect(error.hint == "try again")
        #expect(error.chunk == "test.lua")
        #expect(error.line == 3)
    }

    @Test func `any other error of the host has the kind host`() throws {
        struct Odd: Error, CustomStringConvertible { var description: String { "odd thing" } }
        let rig = try Rig(functions: [("fail", { _, _ in throw Odd() })])
        #expect(
            try rig.run("local _, e = pcall(host.fail) return e.kind, e.message") == [
                .text("host"), .text("odd thing"),
            ]
        )
    }

    @Test func `an error goes through the host unchanged`() throws {
        let rig = try Rig(functions: [
            ("call", { arguments, engine in try engine.call(try arguments[0].asFunction()) }),
            ("fail", { _, _ in throw LuaFailure(kind: "k", message: "m") }),
        ])
        let results = try rig.run(
            """
            local object = {1}
            local _, a = pcall(host.call, function() error(object) end)
            local _, b = pcall(host.call, function() error('text', 0) end)
            local _, c = pcall(host.call, host.fail)
            local _, d = pcall(host.call, function() host.call(function() error(object) end) end)
            return a == object, b, c.kind, d == object
            """
        )
        #expect(results == [.bool(true), .text("text"), .text("k"), .bool(true)])
    }

    @Test func `an error table stays the same table on every way`() throws {
        let rig = try Rig(functions: [
            (
                "fail",
                { _, _ in throw LuaFailure(kind: "k", message: "m", hint: "h", data: .array([.int(1)])) }
            ),
            ("call", { arguments, engine in try engine.call(try arguments[0].asFunction()) }),
        ])
        let results = try rig.run(
            """
            local _, e = pcall(host.fail)
            local function again() error(e) end
            local ways = {
              (select(2, pcall(again))), (select(2, pcall(error, e, 2))), (select(3, pcall(pcall, again))),
              (select(2, coroutine.resume(coroutine.create(again)))),
              (select(2, pcall(coroutine.wrap(again)))),
              (select(2, xpcall(again, function(x) return x end))),
              (select(2, pcall(host.call, again))),
              (select(2, pcall(host.call, function() host.call(again) end))),
              (select(2, pcall(host.call, coroutine.wrap(again)))),
            }
            local same = 0
            for _, way in ipairs(ways) do if rawequal(way, e) then same = same + 1 end end
            return same, e.kind, e.message, e.hint, e.where, e.data[1], tostring(e)
            """
        )
        #expect(
            results == [
                .int(9), .text("k"), .text("m"), .text("h"), .text("test.lua:1"), .int(1),
                .text("test.lua:1: m"),
            ]
        )
    }

    @Test func `the host gets the facts of an error table`() throws {
        let rig = try Rig(functions: [
            ("fail", { _, _ in throw LuaFailure(kind: "k", message: "m", data: .table(["n": .int(3)])) }),
            ("plain", { _, _ in throw LuaFailure(kind: "k", message: "m") }),
            (
                "wrap",
                { arguments, engine in
                    do throws(LuaError) {
                        return try engine.call(try arguments.function(0).unwrapped())
                    } catch {
                        // Another failure comes between, so that the first one is raised anew.
                        _ = try? engine.call(try arguments.function(1).unwrapped())
                        throw error
                    }
                }
            ),
        ])
        #expect(try rig.failure("host.fail()").data == .table(["n": .int(3)]))
        #expect(try rig.failure("host.plain()").data == .nil)
        #expect(try rig.failure("error({data = 1})").data == .nil)
        #expect(
            try rig.run(
                "local _, e = pcall(host.wrap, host.fail, host.plain) return e.kind, e.data.n, e.hint"
            ) == [.text("k"), .int(3), .nil]
        )
        #expect(try rig.run("local _, e = pcall(host.plain) return e.data") == [.nil])
    }

    @Test func `a script error has its place and trace`() throws {
        let rig = try Rig()
        let error = try rig.failure("local function f()\n  error('no')\nend\nf()")
        #expect(error.kind == .script)
        #expect(error.message == "no")
        #expect(error.chunk == "test.lua")
        #expect(error.line == 2)
        #expect(error.description == "test.lua:2: no")
        #expect(
            error.trace == [
                "in built-in 'error'", "test.lua:2: in function 'f'", "test.lua:4: in the main chunk",
            ]
        )
        #expect(error.value == .text("test.lua:2: no"))
    }

    @Test func `a level names another line`() throws {
        let error = try Rig().failure("local function f()\n  error('no', 2)\nend\nf()")
        #expect(error.line == 4)
        #expect(error.message == "no")
    }

    @Test func `a long name of a chunk is whole`() throws {
        let rig = try Rig()
        let name = String(repeating: "long/", count: 40) + "x.lua"
        do throws(LuaError) {
            try rig.run("local x = nil\nreturn x.y", name: name)
        } catch {
            #expect(error.chunk == name)
            #expect(error.line == 2)
            #expect(error.message == "attempt to index a nil value (local 'x')")
        }
        do throws(LuaError) {
            try rig.run("\n\nreturn +", name: name)
        } catch {
            #expect(error.chunk == name)
            #expect(error.line == 3)
        }
    }

    @Test(arguments: [
        ("return 1 +", LuaError.Kind.incomplete), ("if x then", .incomplete), ("x = 'abc\n'", .syntax),
        ("x = = 1", .syntax),
        ("for", .incomplete), ("--[[", .incomplete), ("goto nowhere", .syntax), ("break", .syntax),
        ("x = 1e", .syntax),
    ]) func `a source that ends too early is told from a wrong one`(_ source: String, _ kind: LuaError.Kind)
        throws
    {
        let error = try Rig().failure(source)
        #expect(error.kind == kind)
        #expect(error.line == 1)
        #expect(error.chunk == "test.lua")
        #expect(!error.message.contains("test.lua"))
    }

    @Test(arguments: [
        ("error({})", "(error object is a table value)"), ("error()", "(error object is a nil value)"),
        ("error(print)", "(error object is a function value)"),
        ("error(true)", "(error object is a boolean value)"),
        ("error({message = 'mine', kind = 'k'})", "mine"), ("error(42)", "42"),
        (
            "error(setmetatable({}, {__tostring = function() error('ran') end}))",
            "(error object is a table value)"
        ),
        ("error(setmetatable({}, {__index = {message = 'x'}}))", "(error object is a table value)"),
    ]) func `an error object is shown without running code`(_ source: String, _ message: String) throws {
        let error = try Rig().failure(source)
        #expect(error.message == message)
        #expect(error.kind == .script)
    }

    @Test func `an error object comes as a value`() throws {
        let rig = try Rig()
        #expect(try rig.failure("error({code = 7})").value == .table(["code": .int(7)]))
        #expect(try rig.failure("local t = {} t.t = t error(t)").value == .nil)
    }

    @Test func `a message is short and harmless`() throws {
        let rig = try Rig()
        let long = try rig.failure("error(('x'):rep(100000), 0)")
        #expect(long.message.utf8.count == 4096)
        let wild = try rig.failure("error('a\\27[31m\\0b\\xff\\u{9b}\\u{202e}\\n\\tc', 0)")
        #expect(wild.message == "a\u{FFFD}[31m\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}\n\tc")
    }

    @Test func `a deep trace is cut and counted`() throws {
        let rig = try Rig()
        let error = try rig.failure(
            "local function f(n) if n == 0 then error('deep') end return 1 + f(n - 1) end f(15000)"
        )
        #expect(error.trace.count == 21)
        #expect(error.trace.last == "… 14984 more")
    }

    @Test func `a time limit says where it was reached`() throws {
        let error = try Rig(limits: .brief).failure(
            "\nlocal function spin()\n  while true do end\nend\nspin()"
        )
        #expect(error.kind == .limit(.time))
        #expect(error.line == 3)
        #expect(error.trace.first == "test.lua:3: in function 'spin'")
    }

    @Test(arguments: [
        "coroutine.wrap(function()\n  while true do end\nend)()",
        "pcall(function()\n  while true do end\nend)\nreturn 1",
        "pcall(table.sort, {2, 1}, function()\n  while true do end\nend)\nreturn 1",
        "host.call(function()\n  while true do end\nend)",
        "pcall(coroutine.wrap(function()\n  return ('x'):rep(1e5):find('.-.-.-.-b')\nend))\nreturn 1",
    ]) func `a limit names its line through everything that catches`(_ source: String) throws {
        let rig = try Rig(
            limits: .brief,
            functions: [
                (
                    "call",
                    { arguments, engine in
                        _ = try engine.call(try arguments[0].asFunction()); return []
                    }
                )
            ]
        )
        let error = try rig.failure(source)
        #expect(error.kind == .limit(.time))
        #expect(error.line == 2)
        #expect(error.chunk == "test.lua")
    }

    @Test func `a host function knows where it was called`() throws {
        nonisolated(unsafe) var place: LuaPlace?
        let rig = try Rig(functions: [
            (
                "look",
                { _, engine in
                    place = engine.place; return []
                }
            )
        ])
        #expect(rig.engine.place == nil)
        try rig.run("local function f()\n  host.look()\nend\nf()")
        #expect(place?.chunk == "test.lua")
        #expect(place?.line == 2)
        #expect(place?.trace == ["test.lua:2: in function 'f'", "test.lua:4: in the main chunk"])
    }

    @Test func `the release of the interpreter has three numbers`() {
        #expect(LuaEngine.interpreterRelease.hasPrefix("5.4."))
        #expect(LuaEngine.interpreterRelease.split(separator: ".").count == 3)
    }
}
