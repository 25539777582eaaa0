import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

@Suite("Errors in Lua")
struct ErrorTests {
    @Test("a failure is a table with kind, message and hint")
    func table() throws {
        try withBench { bench throws in
            let value = try bench.run(
                """
                local ok, err = pcall(baton.sessions.current)
                return { ok = ok, kind = err.kind, message = err.message, hint = err.hint, text = tostring(err) }
                """
            )
            #expect(value.field("ok") == .bool(false))
            #expect(value.field("kind") == .text("session.not_found"))
            #expect(value.field("message")?.text?.hasPrefix("no session was found for") == true)
            #expect(value.field("hint")?.text?.contains("baton sessions --all") == true)
            #expect(value.field("text")?.text?.contains("no session was found for") == true)
        }
    }

    @Test("an uncaught failure points at the line")
    func place() throws {
        try withBench { bench throws in
            let error = try #require(bench.failure("local a = 1\nbaton.text.slug(1)\n"))
            #expect(error.kindName == "arg")
            #expect(error.chunk == "test.lua")
            #expect(error.line == 2)
            #expect(error.message == "baton.text.slug: argument 'text': string expected, got integer")
        }
    }

    @Test(
        "a denied call names the permission",
        arguments: [
            ("baton.fs.read('a')", "read"), ("baton.fs.write('a', 'b')", "write"),
            ("baton.upload.put('a')", "upload"),
            ("baton.git.head()", "git"), ("baton.sessions.list()", "sessions"),
            ("baton.clone.install('a')", "clone"),
        ]
    )
    func denied(script: String, permission: String) throws {
        try withBench { bench throws in
            let error = try #require(bench.failure(script, permissions: PermissionSet([:])))
            #expect(error.kindName == "denied")
            #expect(error.message.contains("'\(permission)'"))
            #expect(error.hint == "declare it under 'permissions:' in the recipe")
        }
    }

    @Test("try gives what the function returns, or nil and the error")
    func trying() throws {
        try withBench { bench throws in
            #expect(try bench.run("return baton.try(function(a, b) return a + b end, 1, 2)") == .int(3))
            let value = try bench.run(
                """
                local result, err = baton.try(baton.text.slug, 1)
                return { isNil = result == nil, kind = err.kind, message = err.message }
                """
            )
            #expect(value.field("isNil") == .bool(true))
            #expect(value.field("kind") == .text("arg"))
            let raised = try bench.run(
                "local _, err = baton.try(function() error('oh') end) return { err.kind, err.message, err.where }"
            )
            #expect(raised.list?.first == .text("script"))
            #expect(raised.list?.dropFirst().first?.text?.hasSuffix("oh") == true)
            #expect(bench.failure("baton.try(1)")?.kindName == "arg")
            #expect(bench.failure("baton.try()")?.kindName == "arg")
        }
    }

    @Test("try does not catch a limit")
    func tryingALimit() throws {
        try withBench { bench throws in
            var limits = LuaLimits.trusted
            limits.luaTime = .milliseconds(50)
            let error = #expect(throws: LuaError.self) {
                try bench.run("while true do baton.try(function() while true do end end) end", limits: limits)
            }
            #expect(error?.kind == .limit(.time))
        }
    }

    @Test("what host functions say counts as output")
    func outputLimit() throws {
        for script in [
            "while true do baton.log.say('some words') end", "while true do print('some words') end",
        ] {
            try withBench { bench throws in
                var limits = LuaLimits.trusted
                limits.outputBytes = 2000
                limits.wallTime = .seconds(30)
                let error = #expect(throws: LuaError.self) { try bench.run(script, limits: limits) }
                #expect(error?.kind == .limit(.output))
                #expect(bench.said.reduce(0) { $0 + $1.utf8.count + 1 } <= 2100)
            }
        }
    }

    @Test("an expression sees a session and its fields")
    func sessionInExpression() throws {
        try withBench { bench throws in
            try bench.addSession()
            try ScriptRunner.onItsThread {
                let run = HostRun(bench.context, configuration: Configuration())
                let runner = try ScriptRunner(run)
                let session = try runner.load(Array("return baton.sessions.current()".utf8), name: "c.lua")
                #expect(
                    try runner.evaluate("s and not hook", ["s": session, "hook": .bool(false)]) == .bool(true)
                )
                #expect(try runner.evaluate("s.id", ["s": session]) == .text(Bench.sessionID))
                #expect(
                    try runner.run(
                        Array("return s.id .. baton.text.slug('!A')".utf8),
                        chunk: "c",
                        ["s": session]
                    ).text?.hasPrefix(Bench.sessionID) == true
                )
            }
        }
    }

    @Test("expressions and chunks are checked without being run")
    func syntax() throws {
        try withBench { bench throws in
            try ScriptRunner.onItsThread {
                let runner = try ScriptRunner(HostRun(bench.context, configuration: Configuration()))
                try runner.checkExpression("a and b.c")
                try runner.checkScript(Array("baton.fs.write('made', 'x')".utf8), chunk: "c.lua")
                #expect(Files.status(Paths.join(bench.work, "made")) == nil)
                for text in ["", "-- a", "a, b", "a;", "a b", "1) or (2", "return 1"] {
                    let error = #expect(throws: HostError.self, "\(text)") {
                        try runner.checkExpression(text)
                    }
                    #expect(error?.kind == "syntax")
                }
                let error = #expect(throws: HostError.self) {
                    try runner.checkScript(Array("a = 1\nb = = 2".utf8), chunk: "c.lua")
                }
                #expect(error?.message.hasPrefix("line 2: ") == true)
                // An expression sees its names and the pure functions, nothing of the host.
                #expect(try runner.evaluate("a .. string.rep('b', 2)", ["a": .text("x")]) == .text("xbb"))
                #expect(throws: (any Error).self) { try runner.evaluate("baton", [:]) }
                #expect(throws: (any Error).self) { try runner.evaluate("require('x')", [:]) }
            }
        }
    }
}
