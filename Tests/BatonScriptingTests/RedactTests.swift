import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

@Suite("Redaction in Lua")
struct RedactTests {
    private let ticket = #"baton.redact.rule { name = "ticket", pattern = "TICKET-[0-9]{6}" }"# + "\n"

    @Test("a text comes back clean with a report that does not tell the secret")
    func text() throws {
        try withBench { bench throws in
            let value = try bench.run(
                "local clean, report = baton.redact.text('a\\n  \(plantedToken)') return { clean, report }"
            )
            let encoded = String(decoding: ValueJSON.encode(value, pretty: false), as: UTF8.self)
            #expect(!encoded.contains(plantedToken.dropFirst(6)))
            let place = value.list?.last?.field("findings")?.list?.first
            #expect(place?.field("line") == .int(2))
            #expect(place?.field("column") == .int(3))
            #expect(place?.field("length") == .int(Int64(plantedToken.count)))
            #expect(value.list?.last?.field("secrets") == .int(1))
            let scanned = try bench.run("return baton.redact.scan('a\\n  \(plantedToken)')")
            #expect(scanned.list?.first == place)
        }
    }

    @Test("what is exempt stays, and JSON stays valid")
    func exempt() throws {
        try withBench { bench throws in
            let call =
                "return (baton.redact.text('{\"a\": \"\(plantedToken)\"}', { exempt = { '\(plantedToken)' } }))"
            #expect(try bench.run(call).text == "{\"a\": \"\(plantedToken)\"}")
            let json = "return baton.json.decode((baton.redact.text('{\"a\": \"\(plantedToken)\"}'))).a"
            #expect(try bench.run(json).text?.hasPrefix("[redacted:") == true)
        }
    }

    @Test("a rule of a script counts everywhere in the run")
    func rule() throws {
        try withBench { bench throws in
            try bench.addSession(text: "see TICKET-123456 and TICKET-654321")
            #expect(
                try bench.run(ticket + "return (baton.redact.text('TICKET-123456, TICKET-123456.'))").text
                    == "[redacted:ticket:1], [redacted:ticket:1]."
            )
            for export in [
                "baton.export.markdown()", "baton.export.json()",
                "baton.export.render('plain')",
            ] {
                let script =
                    ticket
                        + """
                        baton.export.register("plain", { extension = "txt", run = function(session, _, write)
                          write(session:message(1).text)
                        end })
                        return \(export)
                        """
                let document = try bench.run(script)
                let content = try #require(document.field("content")?.text)
                #expect(!content.contains("TICKET-") && content.contains("[redacted:ticket:2]"), "\(export)")
            }
            try bench.run(ticket + "baton.fs.write('a.txt', 'TICKET-123456')")
            let written = String(decoding: try Files.read(Paths.join(bench.work, "a.txt")), as: UTF8.self)
            #expect(written == "[redacted:ticket:1]")
            try bench.run(ticket + "baton.log.say('TICKET-123456')")
            #expect(bench.said.last == "[redacted:ticket:1]")
            #expect(try bench.run("return (baton.redact.text('TICKET-123456'))") == .text("TICKET-123456"))
        }
    }

    @Test("a rule that comes after a secret was met keeps its placeholder")
    func late() throws {
        try withBench { bench throws in
            let script = """
                local before = baton.redact.text("\(plantedToken)")
                \(ticket)
                return { before == baton.redact.text("\(plantedToken)"), (baton.redact.text("TICKET-123456")) }
                """
            #expect(try bench.run(script).list == [.bool(true), .text("[redacted:ticket:1]")])
        }
    }

    @Test("a group narrows the secret, a mask replaces the placeholder, and doing it twice changes nothing")
    func groupAndMask() throws {
        try withBench { bench throws in
            let script = """
                baton.redact.rule { name = "badge", pattern = "badge no ([A-Z0-9]+)", mask = "XXXX" }
                local once = baton.redact.text("badge no A1B2, badge no ZZ9")
                local twice, report = baton.redact.text(once)
                return { once, twice == once, report.secrets }
                """
            #expect(
                try bench.run(script).list
                    == [.text("badge no XXXX, badge no XXXX"), .bool(true), .int(0)]
            )
        }
    }

    @Test(
        "a rule that cannot be right is refused, with the place",
        arguments: [
            ("pattern = 'a('", "at offset 2"), ("pattern = 'a*'", "empty text"),
            ("pattern = ''", "empty text"),
            ("pattern = '.+'", "every word"), ("pattern = '\\\\w+'", "every word"),
            ("pattern = '[a-zA-Z]'", "every word"), ("pattern = '(?=a)'", "empty text"),
            ("pattern = 'TICKET', examples = { 'TICKET', 'none' }", "example 2"),
            ("pattern = 'TICKET', mask = ''", "mask"), ("pattern = 'TICKET', mask = '\"'", "mask"),
            ("pattern = ('x'):rep(5000)", "longer than 4096"),
        ]
    )
    func refused(fields: String, message: String) throws {
        try withBench { bench throws in
            let error = try #require(bench.failure("baton.redact.rule { name = 'mine', \(fields) }"))
            #expect(error.kindName == "redaction")
            #expect(error.message.contains(message), "\(error.message)")
        }
    }

    @Test(
        "a rule's name is new and fit for a placeholder",
        arguments: ["github-token", "A", "a b", "", "-a"]
    )
    func name(name: String) throws {
        try withBench { bench throws in
            #expect(bench.failure("baton.redact.rule { name = '\(name)', pattern = 'TICKET' }") != nil)
            let twice = ticket + ticket
            #expect(bench.failure(twice)?.message.contains("two redaction rules \"ticket\"") == true)
        }
    }

    @Test(
        "a pattern that takes for ever stops the export, and nothing leaves",
        arguments: ["(a+)+[!]", "(a|aa)+[!]", "(.*)*x[!]", "[ab]*c"]
    )
    func costly(pattern: String) throws {
        try withBench { bench throws in
            try bench.addSession(
                text: String(repeating: "ab", count: 40) + String(repeating: "a", count: 100_000)
            )
            let script = """
                baton.redact.rule { name = "slow", pattern = "\(pattern)" }
                local document, err = baton.try(baton.export.markdown)
                return err and err.kind
                """
            let kind = try bench.run(script)
            #expect(kind == .text("redaction") || kind == .nil)
        }
    }

    @Test("rules that were added are listed")
    func rules() throws {
        try withBench { bench throws in
            let script =
                ticket + "local all = baton.redact.rules() return { all[#all].id, all[#all].is_custom }"
            #expect(try bench.run(script).list == [.text("ticket"), .bool(true)])
        }
    }

    @Test("a session without secrets reads like the session")
    func session() throws {
        try withBench { bench throws in
            try bench.addSession(text: "the token is \(plantedToken) here")
            let script = """
                local clean, report = baton.redact.session()
                local page = baton.export.markdown(clean)
                return { clean:message(1).text, clean.title, clean:slice(1, 1):message(1).text, report.secrets,
                  page.content }
                """
            let value = try bench.run(script)
            let encoded = String(decoding: ValueJSON.encode(value, pretty: false), as: UTF8.self)
            #expect(!encoded.contains(plantedToken))
            #expect(value.list?.first?.text?.contains("the token is [redacted:github-") == true)
            #expect(value.list?.dropFirst(3).first == .int(1))
        }
    }
}
