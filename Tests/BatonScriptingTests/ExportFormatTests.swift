import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

@Suite("Formats in Lua")
struct ExportFormatTests {
    /// Registers a format `plain` whose exporter is `body`.
    private func format(_ body: String) -> String {
        """
        baton.export.register("plain", {
          extension = "txt", mime = "text/plain", about = "Plain.",
          run = function(session, options, write) \(body) end,
        })

        """
    }

    @Test("a format of a script gives a document like the program's own")
    func document() throws {
        try withBench { bench throws in
            try bench.addSession(text: "hello")
            let script =
                format(
                    "for message in session:messages() do write(message.number, ' ', message.text, '\\n') end"
                )
                + "return baton.export.render('plain')"
            let document = try bench.run(script)
            #expect(document.field("content") == .text("1 hello\n2 an answer\n"))
            #expect(document.field("format") == .text("plain"))
            #expect(document.field("filename")?.text == "claude-context-work-2026-02-28.txt")
            #expect(document.field("message_count") == .int(2))
            #expect(document.field("total_message_count") == .int(2))
            #expect(document.field("secrets") == .int(0))
            #expect(document.field("session_id") == .text(Bench.sessionID))
        }
    }

    @Test("a step's way of calling and Lua's own give the same as the program's formats")
    func render() throws {
        try withBench { bench throws in
            try bench.addSession()
            let script = """
                local a = baton.export.render("markdown", "current", { messages = 1, tools = "none" })
                local b = baton.export.markdown("current", { messages = 1, tools = "none" })
                return a.content == b.content and a.format == b.format
                """
            #expect(try bench.run(script) == .bool(true))
            let error = try #require(bench.failure("baton.export.render('markdwon')"))
            #expect(error.kindName == "export.unknown")
            #expect(error.hint == "did you mean 'markdown'?")
            #expect(bench.failure("baton.export.render('json', nil, { tittle = 'a' })")?.kindName == "arg")
        }
    }

    @Test("a secret does not get out, not even in pieces or past a message")
    func secrets() throws {
        try withBench { bench throws in
            try bench.addSession(text: "the token is \(plantedToken) here")
            let half = plantedToken.count / 2
            let pieces = [
                // The script does not get it from the session.
                "for message in session:messages() do write(message.text) end",
                "write(session:message(1).text, session.title)",
                // What it has from elsewhere is searched as a whole.
                "write('x \(plantedToken.prefix(half))') write('\(plantedToken.dropFirst(half)) y')",
                "for letter in ('a \(plantedToken) b'):gmatch('.') do write(letter) end",
                "write(options.title)",
            ]
            for piece in pieces {
                let script =
                    format(piece)
                    + "return baton.export.render('plain', 'current', { title = '\(plantedToken)' })"
                let document = try bench.run(script)
                let content = try #require(document.field("content")?.text)
                #expect(!content.contains(plantedToken) && content.contains("[redacted:github-"), "\(piece)")
            }
            // Only who may leave secrets in can.
            let script = format("write(session:message(1).text)")
            let call = "return baton.export.render('plain', 'current', { redact = false })"
            #expect(bench.failure(script + call)?.kindName == "denied")
            var permissions = PermissionSet.all
            permissions.granted[.unredacted] = []
            let document = try bench.run(script + call, permissions: permissions)
            #expect(document.field("content")?.text?.contains(plantedToken) == true)
        }
    }

    @Test("messages and history are limited before the script sees them")
    func limited() throws {
        try withBench { bench throws in
            try bench.addLongSession(turns: 60)
            let script = format("for message in session:messages() do write(message.role:sub(1, 1)) end")
            let document = try bench.run(
                script + "return baton.export.render('plain', 'current', { messages = 4 })"
            )
            #expect(document.field("content") == .text("uaua"))
            #expect(document.field("message_count") == .int(4))
            #expect(document.field("was_limited") == .bool(true))
            let all = "return #baton.export.render('plain', 'current', { messages = 'all' }).content"
            #expect(try bench.run(script + all) == .int(240))
            #expect(try bench.run(script + "return #baton.export.render('plain').content") == .int(100))
            #expect(
                bench.failure(script + "baton.export.render('plain', nil, { messages = 0 })")?.kindName
                    == "arg"
            )
        }
    }

    @Test("options that only the exporter knows reach it")
    func options() throws {
        try withBench { bench throws in
            try bench.addSession()
            let script =
                format("write(options.colour, ' ', options.deep[1].x)")
                + "return baton.export.render('plain', nil, { colour = 'red', deep = { { x = 1 } } }).content"
            #expect(try bench.run(script) == .text("red 1"))
        }
    }

    @Test("an exporter that fails tells where")
    func failing() throws {
        try withBench { bench throws in
            try bench.addSession()
            let error = try #require(
                bench.failure(format("\n\nerror('no such colour')") + "baton.export.render('plain')")
            )
            #expect(error.line == 5)
            #expect(error.message.contains("no such colour"))
            let wrong = try #require(bench.failure(format("write({})") + "baton.export.render('plain')"))
            #expect(wrong.kindName == "arg")
            let kept = "local kept\n" + format("kept = write") + "baton.export.render('plain') kept('late')"
            #expect(bench.failure(kept)?.kindName == "export.failed")
        }
    }

    @Test(
        "a declaration that is wrong is refused",
        arguments: [
            "'markdown', { extension = 'a', run = print }", "'Plain', { extension = 'a', run = print }",
            "'', { extension = 'a', run = print }", "'a/b', { extension = 'a', run = print }",
            "'plain', { extension = '../a', run = print }", "'plain', { extension = 'a' }",
            "'plain', { run = print }", "'plain', { extension = 'a', run = print, colour = 1 }",
            "'plain', { extension = 'a', run = print, mime = 'text\\n/plain' }", "'plain'",
        ]
    )
    func declaration(arguments: String) throws {
        try withBench { bench throws in
            #expect(bench.failure("baton.export.register(\(arguments))")?.kindName == "arg")
            #expect(
                bench.failure(format("") + format(""))?.message.contains("'plain' is a format already")
                    == true
            )
        }
    }

    @Test("two exports of one run count their own secrets")
    func counts() throws {
        try withBench { bench throws in
            try bench.addSession(text: "the token is \(plantedToken) here")
            let script = """
                local a, b = baton.export.markdown(), baton.export.markdown()
                return a.secrets == b.secrets and a.secrets > 0 and a.findings[1].count == b.findings[1].count
                """
            #expect(try bench.run(script) == .bool(true))
        }
    }

    @Test("a preface has no secrets")
    func preface() throws {
        try withBench { bench throws in
            try bench.addSession()
            let script =
                "return baton.export.markdown('current', { preface = 'see \(plantedToken)' }).content"
            #expect(try bench.run(script).text?.contains(plantedToken) == false)
        }
    }
}
