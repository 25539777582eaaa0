import BatonHost
import BatonRedaction
import Diagnostics
import Digest
import Lua
import Platform
import Testing

@Suite("What the settings of redaction say")
struct AllowListTests {
    private static let password = "Xk7" + "vQ2mNp9Lr4"

    /// What a file of redaction with these settings makes of a text.
    private func clean(_ settings: String, _ text: String) throws -> String {
        try withBench { bench throws in
            let directory = RedactionFiles.directory(bench.context)
            try Files.makeDirectory(directory)
            try Files.create(Array(settings.utf8), at: Paths.join(directory, "a.yml"))
            bench.configuration.redaction = try Configuration.load(bench.context).redaction
            var redaction = TextRedaction(try bench.run.redactor())
            return String(decoding: try redaction.redact(Array(text.utf8)), as: UTF8.self)
        }
    }

    @Test("a value stays by its hash, however it is escaped, and another does not")
    func hashes() throws {
        let line = "DB_PASSWORD=\(Self.password)"
        #expect(try clean("", line) != line)
        let plain = SHA256.hex(Array(Self.password.utf8))
        #expect(try clean("allow:\n- hash: \(plain)\n", line) == line)
        #expect(try clean("allow:\n- hash: \(plain)\n", line + "9") != line + "9")
        // For one rule only.
        #expect(try clean("allow:\n- {hash: \(plain), rule: jwt}\n", line) != line)
        #expect(try clean("allow:\n- {hash: 'sha256:\(plain.uppercased())', rule: password}\n", line) == line)
        // A value that is escaped counts like the same value without backslashes.
        #expect(AllowList.digest(of: Array(#"a\"b\\c"#.utf8)) == SHA256.hex(Array(#"a"bc"#.utf8)))
    }

    @Test("rules are switched off by name, and packs on")
    func switches() throws {
        let text = "\(plantedToken) a@kolibri.dev"
        let withoutToken = "[redacted:github-token:1] a@kolibri.dev"
        #expect(try clean("disable: [github-token]", text) == text)
        #expect(try clean("allow: [{rule: github-token}]", text) == text)
        #expect(try clean("packs: [email]", text) == "[redacted:github-token:1] [redacted:email:1]")
        #expect(try clean("audience: public", text) == "[redacted:github-token:1] [redacted:email:1]")
        #expect(try clean("audience: private", text) == withoutToken)
        #expect(try clean("", text) == withoutToken)
    }

    @Test(
        "a mistake is told with its place, and allows nothing",
        arguments: [
            ("rules: x", 1, 8, "'rules' is a list, of which each has 'name' and 'pattern'"),
            ("rules:\n- {name: a}", 2, 3, "a rule needs 'name' and 'pattern'"),
            ("rules:\n- {name: jwt, pattern: 'abc[0-9]'}", 2, 10, "there is a rule 'jwt' already"),
            ("rules:\n- {name: b, pattern: 'abc['}", 2, 22, ""),
            ("rules:\n- {name: b, pattern: '.*'}", 2, 22, ""),
            ("words: [ab]", 1, 9, "a word has 3 to 100 bytes, on one line"),
            ("packs: [emial]", 1, 9, "there is no pack 'emial'"),
            ("audience: all", 1, 11, "'audience' is private or public"),
            ("disable: [jwtt]", 1, 11, "there is no rule 'jwtt'"),
            ("allow:\n- hash: abc", 2, 9, "'hash' is SHA-256 of the value, 64 hexadecimal digits"),
            ("allow:\n- x", 2, 3, "an entry of 'allow' has 'hash', 'rule' or 'path'"),
            ("allow:\n- {rulle: jwt}", 2, 4, "unknown field of 'allow' 'rulle'"),
            ("alow: []", 1, 1, "unknown setting of redaction 'alow'"),
            ("- a", 1, 1, "'redaction' holds rules, words, allow, disable, packs, audience"),
        ]
    )
    func mistakes(text: String, line: Int, column: Int, message: String) throws {
        let error = try #require(throws: DiagnosticsError.self) { try clean(text, "") }
        let first = try #require(error.diagnostics.first)
        if !message.isEmpty { #expect(first.message == message) }
        #expect(first.line == line)
        #expect(first.column == column)
    }

    @Test("entries are added at the end of the file, and nothing else of it changes")
    func file() throws {
        try withBench { bench throws in
            let context = bench.context
            let path = AllowFile.path(context)
            try AllowFile.add(.init(hash: SHA256.hex([1]), rule: "jwt"), context)
            let text = String(decoding: try Files.read(path), as: UTF8.self) + "  # mine\n"
            try Files.write(Array(text.utf8), to: path, mode: 0o600)
            try AllowFile.add(.init(rule: "email", path: "/a \"b\"/*.txt"), context)
            try AllowFile.add(.init(hash: SHA256.hex([1]), rule: "jwt"), context)
            #expect(String(decoding: try Files.read(path), as: UTF8.self).hasPrefix(text))
            let list = try Configuration.load(context).redaction.allowed
            #expect(
                list.entries == [
                    .init(hash: SHA256.hex([1]), rule: "jwt"), .init(rule: "email", path: "/a \"b\"/*.txt"),
                ]
            )
            #expect(Files.linkStatus(path)?.mode == 0o600)
        }
    }

    @Test("those who add at the same time lose nothing")
    func together() throws {
        try withBench { bench throws in
            let context = bench.context
            ParallelWork.run(24, grain: 1, worker: { 0 }) { place, _ in
                (try? AllowFile.add(.init(hash: SHA256.hex([UInt8(place)])), context)) != nil
            }
            #expect(try Configuration.load(context).redaction.allowed.entries.count == 24)
        }
    }

    @Test(
        "a file that is not as expected stays as it is",
        arguments: [
            "allow: [{rule: jwt}]\n", "allow:\n- {rule: jwt}\nwords: [abc]\n", "allow: x\n", "- [\n",
        ]
    )
    func odd(text: String) throws {
        try withBench { bench throws in
            let path = AllowFile.path(bench.context)
            try Files.makeDirectory(Paths.directory(path))
            try Files.create(Array(text.utf8), at: path)
            #expect(throws: (any Error).self) { try AllowFile.add(.init(rule: "email"), bench.context) }
            #expect(try Files.read(path) == Array(text.utf8))
        }
    }

    @Test("the person's names come from the surroundings, and are removed on request")
    func names() throws {
        try withBench { bench throws in
            bench.identity = Identity(
                loginName: "mkowalska",
                fullName: "Marta Kowalska",
                hostName: "falkenhorst"
            )
            let text = "mkowalska@falkenhorst:/home/mkowalska Marta Kowalska"
            #expect(try bench.run.redacted(text) == text)
            #expect(
                try bench.run.redacted(text, for: .public)
                    == "[redacted:user:1]@[redacted:host:1]:/home/[redacted:user:1] [redacted:person:1]"
            )
        }
    }

    @Test("an option makes an export public, and leaves the run's other exports alone")
    func publicExport() throws {
        try withBench { bench throws in
            try bench.addSession(text: "ask marta@kolibri.dev or \(plantedToken)")
            let document = try bench.call(
                "export.markdown",
                .text("current"),
                options(["public": .bool(true)])
            )
            let text = document.field("content")?.text ?? ""
            #expect(text.contains("ask [redacted:email:1] or [redacted:github-token:1]"))
            let finding = document.field("findings")?.list?.first
            #expect(finding?.field("rule")?.text == "email")
            // The title is the first prompt.
            let places = finding?.field("places")?.list ?? []
            #expect(places.map { $0.field("field")?.text } == ["title", "message.content"])
            #expect(places.last?.field("message") == .int(1))
            let plain = try bench.call("export.markdown")
            #expect(plain.field("content")?.text?.contains("marta@kolibri.dev") == true)
        }
    }

    @Test("what an upload had removed is told before it goes")
    func preview() throws {
        try withBench { bench throws in
            try bench.addSession(text: "use \(plantedToken)")
            let document = try bench.call("export.json")
            try bench.call("upload.put", document)
            #expect(bench.console.said.contains("baton: 2 secrets removed\n"))
            #expect(
                bench.console.said.contains(
                    "2 × github-token  title (ghp_…), message 1 message.content (ghp_…)"
                )
            )
        }
    }
}
