import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct SessionSearchTests {
    /// What a search finds in one transcript.
    func search(_ words: String, _ bytes: [UInt8], hits: Int = 100) throws -> SearchResult? {
        try withTemporaryDirectory { root in
            try Files.write(bytes, to: root + "/x.jsonl")
            let session = try SessionFinder(.poisoned(), projectDirectories: []).session(
                atPath: root + "/x.jsonl"
            )
            let query = try #require(SearchQuery(words))
            return try SessionSearch(query, hits: hits).results(in: [session]).first
        }
    }

    func line(_ text: String) -> [UInt8] {
        Array("{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"\(text)\"}}\n".utf8)
    }

    @Test(
        "a word is found in either case, inside longer words, and however JSON writes it",
        arguments: [
            ("parser", "the Parser fails"), ("PARSER", "subparsers"), ("parser", #"a\nparser\tb"#),
            ("parser", #"p\u0061rser"#), ("parser", #"\u0050ARSE\u0052"#), ("naïve", "so NAÏVE"),
            ("naïve", #"na\u00efve"#), ("naïve", #"NA\u00CFVE"#), ("разбор", "сломан РАЗБОР строки"),
            ("Разбор", #"\u0440\u0430\u0437\u0431\u043e\u0440"#), ("РаЗбор", "рАзБОр"), ("日本語", "これは日本語です"),
            ("日本語", #"\u65e5\u672c\u8a9e"#), ("日本語", #"日\u672c語"#), ("😀", #"\ud83d\ude00"#), ("😀", "a😀b"),
            ("οδος", "ΟΔΟΣ"), ("ΟΔΟΣ", "οδος"), ("a/b", #"a\/b"#), ("a/b", "A/B"), (#"\"#, #"a\\b"#),
            ("'", "it's"),
            ("end of", #"of the\nend"#), ("\"end of\"", #"end\n   of"#), ("\"end of\"", "END\u{a0}OF"),
            ("x", "x"), ("\"the parser fails", "the parser fails"), ("<b>", #"\u003cb\u003e"#),
            ("ß", "Straße"), ("caf\u{e9}", "cafe\u{301}"), ("cafe\u{301}", "caf\u{e9}"),
            ("CAFE\u{301}", "caf\u{e9}"), ("caf\u{e9}", #"cafe\u0301"#), ("caf\u{e9}", #"caf\u0065\u0301"#),
            ("e\u{301}te\u{301}", "l'E\u{301}TÉ"), ("\u{e9}", "E\u{301}"), ("tiế", "tie\u{302}\u{301}ng"),
            ("\u{d55c}\u{ae00}", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}"),
            ("\u{1112}\u{1161}\u{11ab}", "\u{d55c}\u{ae00}"), ("👩‍💻", "a 👩‍💻 b"), ("ı", "sıcak"),
            ("I", "işte istanbul"),
        ]
    )
    func found(words: String, text: String) throws {
        let result = try #require(try search(words, line(text)))
        #expect(result.count == 1)
        #expect(result.hits[0].line == 1)
        #expect(result.hits[0].message == 1)
        #expect(result.hits[0].kind == .prompt)
        #expect(result.hits[0].role == .user)
    }

    @Test(
        "what is not there is not found",
        arguments: [
            ("parser", "parse r"), ("\"end of\"", "endof"), ("\"end of\"", "end x of"),
            ("end missing", "the end"),
            ("n", #"\t"#), ("type", "x"), ("content", "x"), ("ss", "Straße"), ("k", "\u{212a}"), ("Ѐ", "Ё"),
            ("разбор", "разбо"), ("日本", "日木"), ("ı", "IiI"), ("I", "ı"), ("\u{e9}", "ere\u{300}"),
            ("caf\u{e9}", "cafe"), ("👩‍💻", "👩💻"),
        ]
    )
    func notFound(words: String, text: String) throws {
        #expect(try search(words, line(text)) == nil)
    }

    @Test("a query without a word, or with too many, is none")
    func noQuery() {
        for text in ["", "  ", "\"\"", "\" \""] { #expect(SearchQuery(text) == nil, "\(text)") }
        #expect(SearchQuery((0..<32).map { "w\($0)" }.joined(separator: " ")) != nil)
        #expect(SearchQuery((0..<33).map { "w\($0)" }.joined(separator: " ")) == nil)
        #expect(SearchQuery(String(repeating: "x", count: 5000)) == nil)
    }

    @Test("prompts, answers, calls, results and titles are searched, and each hit tells its place")
    func kinds() throws {
        var builder = TranscriptBuilder()
        builder.prompt("apple one")
        builder.assistant(
            "m",
            blocks:
                #"{"type":"text","text":"two apples"},{"type":"thinking","thinking":"apple","signature":"apple"}"#
        )
        builder.assistant(
            "n",
            blocks: #"{"type":"tool_use","id":"t","name":"Bash","input":{"a":[{"command":"cut apple"}]}}"#
        )
        builder.result("t", "apple pie")
        builder.line(#"{"type":"custom-title","customTitle":"Apple title"}"#)
        builder.line(#"{"type":"custom-title","customTitle":"Apple title"}"#)
        let result = try #require(try search("apple", builder.bytes))
        #expect(result.hits.map(\.kind) == [.prompt, .answer, .call, .result, .title])
        #expect(result.hits.map(\.message) == [1, 2, 3, 4, nil])
        #expect(result.hits.map(\.line) == [1, 2, 3, 4, 5])
        #expect(result.hits.map(\.role) == [.user, .assistant, .assistant, .user, nil])
        #expect(result.hits[1].timestamp?.iso8601 == "2026-02-28T10:30:17.000Z")
        #expect(result.hits[0].excerpt == "apple one")
        #expect(result.count == 5)
        let two = try #require(try search("apple", builder.bytes, hits: 2))
        #expect(two.hits.count == 2)
        #expect(two.count == 5)
    }

    @Test("pictures, reasoning, ids, copies of results, notes for the model and reminders are not searched")
    func hidden() throws {
        var builder = TranscriptBuilder()
        builder.prompt("x", "\"isMeta\":true,\"note\":\"apple\"")
        builder.prompt("apple", "\"isMeta\":true")
        builder.prompt("<system-reminder>apple</system-reminder>")
        builder.user(
            content: #"[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"apple"}}]"#
        )
        builder.assistant("apple", blocks: #"{"type":"thinking","thinking":"apple","signature":"apple"}"#)
        builder.user(
            content: #"[{"type":"tool_result","tool_use_id":"apple","content":"pear"}]"#,
            #""toolUseResult":{"stdout":"apple"}"#
        )
        builder.record("attachment", #""attachment":{"type":"nested_memory","content":"apple"}"#)
        builder.line(#"{"type":"last-prompt","lastPrompt":"apple"}"#)
        #expect(try search("apple", builder.bytes) == nil)
        builder.record("attachment", #""attachment":{"type":"queued_command","prompt":"apple"}"#)
        #expect(try search("apple", builder.bytes)?.hits.map(\.kind) == [.prompt])
    }

    @Test("all words must be in one message, whose lines may each have a part of them")
    func joined() throws {
        var builder = TranscriptBuilder()
        builder.prompt("alpha")
        builder.assistant("m", blocks: #"{"type":"text","text":"alpha first"}"#)
        builder.assistant(
            "m",
            blocks: #"{"type":"tool_use","id":"t","name":"Bash","input":{"command":"beta"}}"#
        )
        builder.result("t", "beta")
        builder.assistant("k", blocks: #"{"type":"text","text":"beta only"}"#)
        let result = try #require(try search("alpha beta", builder.bytes))
        #expect(result.count == 1)
        #expect(result.hits[0].message == 2)
        #expect(result.hits[0].excerpt == "alpha first")
        // One message counts once, however many of its lines have the word.
        builder.assistant("z", blocks: #"{"type":"text","text":"gamma"}"#)
        builder.assistant("z", blocks: #"{"type":"text","text":"gamma again"}"#)
        #expect(try search("gamma", builder.bytes)?.count == 1)
    }

    @Test("an excerpt is one short line around the words, without halves of characters")
    func excerpts() throws {
        let filler = String(repeating: "mot é ", count: 3000)
        let result = try #require(try search("needle", line(filler + "the needle here " + filler)))
        let excerpt = result.hits[0].excerpt
        #expect(excerpt.contains("the needle here"))
        #expect(excerpt.hasPrefix("…"))
        #expect(excerpt.hasSuffix("…"))
        #expect((100...130).contains(excerpt.count), "\(excerpt.count)")
        #expect(!excerpt.contains("\u{fffd}"))
        #expect(try search("b", line(#"a\n\u001b[31m  b\u0007\t"#))?.hits[0].excerpt == "a [31m b")
        let joined = try #require(try search("c", line("ab\u{301}c d")))
        #expect(joined.hits[0].excerpt == "ab\u{301}c d")
    }

    @Test("text is rewritten before an excerpt is cut out of it")
    func rewriting() throws {
        try withTemporaryDirectory { root in
            try Files.write(line("key SECRET word"), to: root + "/x.jsonl")
            let session = try SessionFinder(.poisoned(), projectDirectories: []).session(
                atPath: root + "/x.jsonl"
            )
            let query = try #require(SearchQuery("secret"))
            let search = SessionSearch(query, hits: 1) { $0.replacing("SECRET", with: "[gone]") }
            #expect(try search.results(in: [session])[0].hits[0].excerpt == "key [gone] word")
            let failing = SessionSearch(query, hits: 1) { _ in throw SessionError.notFound(selector: "x") }
            // A failure that belongs to the file leaves it out; others end the search.
            #expect(try failing.results(in: [session]).isEmpty)
            struct Broken: Error {}
            let broken = SessionSearch(query, hits: 1) { _ in throw Broken() }
            #expect(throws: Broken.self) { try broken.results(in: [session]) }
        }
    }

    @Test("long lines are searched too")
    func longLines() throws {
        let long = line(String(repeating: "pear tree ", count: 850_000) + "quince")
        let bytes = line("apple") + long + line("last apple quince")
        // One search: without optimization, a line of this length takes seconds.
        #expect(try search("quince", bytes)?.hits.map(\.line) == [2, 3])
    }

    @Test("sessions come in the order they were given, and a limit cuts behind the first ones")
    func order() throws {
        try withTemporaryDirectory { root in
            let finder = SessionFinder(.poisoned(), projectDirectories: [])
            let sessions = try (0..<60).map { number in
                let path = root + "/\(number).jsonl"
                try Files.write(line(number % 3 == 0 ? "apple" : "pear"), to: path)
                return try finder.session(atPath: path)
            }
            let query = try #require(SearchQuery("apple"))
            let search = SessionSearch(query, hits: 1)
            let expected = (0..<20).map { "\($0 * 3)" }
            #expect(try search.results(in: sessions).map(\.session.id) == expected)
            for limit in [1, 2, 7] {
                #expect(
                    try search.results(in: sessions, limit: limit).map(\.session.id)
                        == Array(expected.prefix(limit))
                )
            }
            try Files.remove(sessions[0].path)
            #expect(try search.results(in: sessions).count == 19)
        }
    }

    @Test("what a search finds is what reading every message finds, with its numbers", arguments: 1...6)
    func agrees(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let vocabulary = [
            "alpha", "Beta", "gamma", "délta", "ЭПСИЛОН", "日本", "x\"y", "a\\b", "l1\nl2", "zeta",
        ]
        var builder = TranscriptBuilder()
        func text() -> String {
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                vocabulary.randomElement(using: &random) ?? ""
            }
            .joined(separator: " ")
        }
        for number in 0..<200 {
            // Some lines cross the borders of what is read at once.
            let filler = number % 50 == 0 ? String(repeating: "filler ", count: 30_000) : ""
            if Bool.random(using: &random) {
                builder.prompt(text() + filler)
            } else {
                for part in 0..<Int.random(in: 1...3, using: &random) {
                    let quoted = TranscriptBuilder.quoted(text() + (part == 0 ? filler : ""))
                    builder.assistant("m\(number)", blocks: "{\"type\":\"text\",\"text\":\(quoted)}")
                }
            }
        }
        for words in [
            ["alpha"], ["beta", "gamma"], ["ΔÉLTA"], ["ÉLTA"], ["эпсилон", "alpha"], ["日本"], ["l1 l2"],
            ["x\"y"],
        ] {
            let folded = words.map { $0.lowercased() }
            let expected = try withTranscript(builder.bytes) { transcript in
                var numbers: [Int] = []
                var number = 0
                try transcript.conversation(.full).forEach { message in
                    number += 1
                    let texts = message.blocks.compactMap { block -> String? in
                        if case .text(let text) = block {
                            text.string?.lowercased().replacing("\n", with: " ")
                        } else {
                            nil
                        }
                    }
                    if folded.allSatisfy({ word in texts.contains { $0.contains(word) } }) {
                        numbers.append(number)
                    }
                }
                return numbers
            }
            let query = words.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
            // A quotation mark begins a phrase, and cannot be looked for.
            if words == ["x\"y"] { continue }
            let found = try search(query, builder.bytes, hits: .max)
            #expect((found?.hits.compactMap(\.message) ?? []).sorted() == expected, "\(query), seed \(seed)")
            #expect((found?.count ?? 0) == expected.count, "\(query), seed \(seed)")
        }
    }

    @Test(
        "no transcript makes a search fail",
        arguments: ["", "\n\n", "null", "{", "[1]", "{\"type\":\"user\"}", "\u{feff}"]
    )
    func odd(text: String) throws {
        #expect(try search("apple", Array((text + "apple\n" + text).utf8)) == nil)
        let mark = Array("\u{feff}".utf8) + line("apple")
        #expect(try search("apple", mark)?.hits.first?.message == 1)
        #expect(try search("apple", line("apple").dropLast())?.count == 1)
        #expect(try search("apple", [0xff, 0x0a] + line("apple \\ud800"))?.count == 1)
    }

    @Test("any byte deleted or changed makes no search crash", arguments: 1...4)
    func mutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var builder = TranscriptBuilder()
        builder.prompt("apple \\u0061pple é 日本")
        builder.assistant("m", blocks: #"{"type":"text","text":"\u0041pple \ud83d\ude00"}"#)
        builder.result("t", "apple")
        for _ in 0..<200 {
            var bytes = builder.bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: bytes.indices, using: &random)
                if Bool.random(using: &random) {
                    bytes.remove(at: place)
                } else {
                    bytes[place] = .random(in: 0...255, using: &random)
                }
            }
            _ = try search("apple 日本", bytes)
            _ = try search("apple", bytes)
        }
    }
}
