import BatonHost
import JSON
import Lua
import Platform
import Testing

@Suite("Redaction of a run")
struct RedactionTests {
    /// A password that only its first place tells to be one.
    static let password = "Xk7" + "vQ2mNp9Lr4"

    @Test("only the link that this run made stays")
    func links() throws {
        try withBench { bench throws in
            let share = try bench.call("upload.put", .text("text"))
            let link = try #require(share.field("link")?.text)
            #expect(link.contains("#AGE-SECRET-KEY-1"))
            for text in [link, "link: '\(link)'", "baton clone '\(link)' and \(link)", "token=\(link)"] {
                #expect(try bench.run.redacted(text) == text)
            }
            // The key of another link, this key without its link, and this link cut or grown.
            let key = String(link[try #require(link.firstIndex(of: "#"))...].dropFirst())
            let other = link.replacing(
                key,
                with: String(key.prefix(20)) + String(key.dropFirst(20).reversed())
            )
            for text in [other, key, "see \(other) and \(link)"] {
                let clean = try bench.run.redacted(text)
                #expect(clean != text, "\(text)")
                #expect(clean.contains("[redacted:"))
            }
            #expect(try bench.run.redacted("see \(other) and \(link)").hasSuffix(" and \(link)"))
            let stranger = HostRun(bench.context, configuration: bench.configuration)
            #expect(try stranger.redacted(link) != link)
        }
    }

    @Test("a secret that the run has met is removed after a link was made, too")
    func learned() throws {
        try withBench { bench throws in
            try bench.addSession(text: "export DB_PASSWORD=\(Self.password)")
            let document = try bench.call("export.json")
            #expect(document.field("content")?.text?.contains(Self.password) == false)
            #expect(try !bench.run.redacted("it was \(Self.password)").contains(Self.password))
            try bench.call("upload.put", document)
            #expect(try !bench.run.redacted("it was \(Self.password)").contains(Self.password))
        }
    }

    @Test("characters that stand for links in a search stay what they are")
    func privateUse() throws {
        try withBench { bench throws in
            let share = try bench.call("upload.put", .text("text"))
            let link = try #require(share.field("link")?.text)
            let text = "\u{f0000}\u{f0001} \(link) \(plantedToken)"
            let clean = try bench.run.redacted(text)
            #expect(clean.hasPrefix("\u{f0000}\u{f0001} \(link) [redacted:"))
        }
    }

    struct Content: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        var testDescription: String { name }
    }

    static let contents: [Content] = [
        Content(name: "text", text: "a \(plantedToken) b"),
        Content(name: "json", text: "{\"a\": \"\(plantedToken)\", \"n\": 1.50}"),
        Content(name: "pretty json", text: "{\n  \"a\": [\n    \"\(plantedToken)\"\n  ]\n}\n"),
        Content(name: "json lines", text: "{\"a\":1}\n{\"a\":\"\(plantedToken)\"}\n"),
        Content(name: "array", text: "[\"\(plantedToken)\"]"),
        Content(name: "string", text: "\"\(plantedToken)\""),
        Content(name: "escaped", text: "{\"a\":\"{\\\"b\\\":\\\"\(plantedToken)\\\"}\"}"),
        Content(name: "open brace", text: "{ a = \(plantedToken)"),
        Content(name: "broken json", text: "{\"a\":\"\(plantedToken)"),
        Content(name: "two values", text: "{\"a\":\"b\"} \(plantedToken)"),
        Content(name: "Lua", text: "{ token = '\(plantedToken)' }"),
        Content(name: "not UTF-8", text: "a \(plantedToken)\u{0}"),
    ]

    @Test("a secret does not leave, whatever stands around it", arguments: contents)
    func leaving(_ content: Content) throws {
        try withBench { bench throws in
            try bench.git("init", "-q")
            try bench.git("commit", "-q", "--allow-empty", "-m", "First")
            let share = try bench.call("upload.put", .text(content.text), .record(["seal": .bool(false)]))
            #expect(share.field("secrets") == .integer(1))
            try bench.call("fs.write", .text("file"), .text(content.text))
            try bench.call("git.note", .record(["content": .text(content.text)]))
            let shared = try Files.read(
                Paths.join(bench.shares, try #require(try Files.names(in: bench.shares).first))
            )
            let note = try bench.call("git.read_note")
            let qr = try bench.call("qr.svg", .text(content.text.replacing("\u{0}", with: "")))
            #expect(qr.text?.isEmpty == false)
            for text in [
                String(decoding: shared, as: UTF8.self),
                String(decoding: try Files.read(Paths.join(bench.work, "file")), as: UTF8.self),
                note.text ?? "",
            ] {
                #expect(text.contains("[redacted:github-token:1]"), "\(text)")
                #expect(!text.contains(plantedToken.dropFirst(4).prefix(12)))
            }
            for line in content.text.split(separator: "\n")
            where (try? JSONParser.parse(Array(line.utf8))) != nil {
                #expect((try? JSONParser.parse(shared)) != nil || content.name == "json lines")
            }
        }
    }

    @Test("what is valid JSON stays valid JSON, numbers too")
    func numbers() throws {
        try withBench { bench throws in
            let card = "4111" + "1111" + "1111" + "1111"
            for text in [
                "{\"card\":\(card)}", "[\(card)]", card, "{\n \"card\": \(card)\n}",
                "{\"a\":1}\n[\(card)]\n\(card)\n",
            ] {
                var redaction = TextRedaction(try bench.run.redactor())
                let clean = try redaction.redact(Array(text.utf8))
                #expect(!String(decoding: clean, as: UTF8.self).contains(card), "\(text)")
                if text.contains("}\n[") {
                    for line in clean.split(separator: 0x0a) {
                        #expect((try? JSONParser.parse(Array(line))) != nil)
                    }
                } else {
                    #expect(
                        (try? JSONParser.parse(clean)) != nil,
                        "\(String(decoding: clean, as: UTF8.self))"
                    )
                }
            }
        }
    }
}
