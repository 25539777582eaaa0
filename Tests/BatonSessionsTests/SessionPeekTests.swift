import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct SessionPeekTests {
    func session(_ lines: [String]) throws -> Session {
        try withTemporaryDirectory { root in
            try Files.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: root + "/x.jsonl")
            return try SessionFinder(.poisoned(), projectDirectories: []).session(atPath: root + "/x.jsonl")
        }
    }

    func user(_ text: String, _ rest: String = "") -> String {
        #"{"type":"user","message":{"content":\#(TranscriptBuilder.quoted(text))}\#(rest)}"#
    }

    @Test("a title is the person's, else the agent's, else the last or first prompt, else a command")
    func titles() throws {
        let command = user("<command-name>/review</command-name>\n<command-args>main</command-args>")
        let prompt = user("first\n prompt")
        let last = #"{"type":"last-prompt","lastPrompt":"last\nprompt"}"#
        let generated = #"{"type":"ai-title","aiTitle":"generated"}"#
        let custom = [
            #"{"type":"custom-title","customTitle":"old"}"#, #"{"type":"custom-title","customTitle":"new"}"#,
        ]
        #expect(try session([command]).title == "/review main")
        #expect(try session([command, prompt]).title == "first prompt")
        #expect(try session([command, prompt, last]).title == "last prompt")
        #expect(try session([prompt, last, generated]).title == "generated")
        #expect(try session([prompt, generated] + custom).title == "new")
        #expect(try session([prompt, #"{"type":"custom-title","customTitle":" "}"#]).title == "first prompt")
        #expect(try session([user("a\u{1b}[31mb\u{7}")]).title == "a [31mb")
    }

    @Test(
        "what the agent wrote is no prompt",
        arguments: [
            "<local-command-stdout>x</local-command-stdout>", "<bash-input>ls</bash-input>",
            "[Request interrupted by user]",
            "<system-reminder>x</system-reminder>", "  ", "",
        ]
    )
    func noPrompts(text: String) throws {
        #expect(try session([user(text)]).title == nil)
        #expect(try session([user(text), user("real")]).title == "real")
    }

    @Test(
        "notes, subagents, summaries and results are no prompts",
        arguments: ["isMeta", "isSidechain", "isCompactSummary"]
    )
    func flags(flag: String) throws {
        #expect(try session([user("no", ",\"\(flag)\":true"), user("yes")]).title == "yes")
        let result =
            #"{"type":"user","message":{"content":[{"type":"tool_result","tool_use_id":"t","content":"x"},{"type":"text","text":"no"}]}}"#
        #expect(try session([result, user("yes")]).title == "yes")
    }

    @Test("a long prompt is cut on one line")
    func long() throws {
        let title = try session([user(String(repeating: "word\n", count: 100))]).title ?? ""
        #expect(title.count == 201)
        #expect(title.hasSuffix("…"))
        #expect(!title.contains("\n"))
    }

    @Test(
        "only the ends of a long file are read, and no line between is lost",
        arguments: [0, 60_000, 120_000, 131_000, 300_000]
    )
    func windows(size: Int) throws {
        var filler: [String] = []
        for _ in 0..<(size / 1000) {
            filler.append(#"{"type":"x","y":"\#(String(repeating: "z", count: 980))"}"#)
        }
        let found = try session(
            [user("first", #","cwd":"/a/b""#)] + filler + [#"{"type":"custom-title","customTitle":"t"}"#]
        )
        #expect(found.cwd == "/a/b")
        #expect(found.project == "b")
        #expect(found.title == "t")
        // One line in the middle of a file that is just longer than one window.
        let title = #"{"type":"custom-title","customTitle":"middle"}"#
        if size <= 60_000 {
            let middle = try session([user("first")] + filler + filler.prefix(5) + [title] + filler)
            #expect(middle.title == "middle")
        }
    }

    @Test("of titles at the beginning of a long file the last one counts, and one at its end before them")
    func headTitles() throws {
        let titles = ["a", "b"].map { "{\"type\":\"custom-title\",\"customTitle\":\"\($0)\"}" }
        let filler = [String](
            repeating: #"{"type":"x","y":"\#(String(repeating: "z", count: 980))"}"#,
            count: 300
        )
        #expect(try session([user("first")] + titles + filler).title == "b")
        #expect(
            try session([user("first")] + titles.reversed() + filler + [titles[1]] + filler.prefix(9)).title
                == "b"
        )
    }

    @Test("the last branch, model and time count, however many lines there are", arguments: [3, 100, 900])
    func lastOnes(count: Int) throws {
        var builder = TranscriptBuilder()
        for number in 0..<count { builder.prompt("prompt \(number) " + String(repeating: "x", count: 200)) }
        let later =
            #"{"type":"assistant","gitBranch":"later","timestamp":"2027-01-01T00:00:00Z","message":{"model":"newest"}}"#
        let found = try session(builder.lines + [later, #"{"type":"mode","mode":"normal"}"#])
        #expect(found.branch == "later")
        #expect(found.model == "newest")
        #expect(found.updated.iso8601 == "2027-01-01T00:00:00.000Z")
        #expect(found.started?.iso8601 == "2026-02-28T10:30:16.000Z")
        #expect(found.title == "prompt 0 " + String(repeating: "x", count: 191) + "…")
    }

    @Test("a file whose first line is longer than a window still has its end")
    func hugeFirst() throws {
        let huge = user(String(repeating: "x", count: 300_000))
        let found = try session([huge, #"{"type":"custom-title","customTitle":"t"}"#])
        #expect(found.title == "t")
    }

    @Test("a tag is told, and a name that stands beside the transcript when no line of it has one")
    func tagAndName() throws {
        #expect(try session([user("x"), #"{"type":"tag","tag":"later","sessionId":"s"}"#]).tag == "later")
        #expect(try session([user("x")]).tag == nil)
        try withTemporaryDirectory { root in
            let title = #"{"type":"custom-title","customTitle":"line"}"#
            let named = #"{"customTitle":"beside"}"#
            for (lines, file, expected) in [
                ([user("x")], named, "beside"), ([user("x"), title], named, "line"),
                ([user("x")], "junk", "x"),
                ([user("x")], "{}", "x"), ([user("x")], String(repeating: " ", count: 70_000) + named, "x"),
            ] {
                try Files.makeDirectory(root + "/a")
                try Files.write(Array(file.utf8), to: root + "/a/custom-title.json")
                try Files.write(Array(lines.joined(separator: "\n").utf8), to: root + "/a.jsonl")
                let found = try SessionFinder(.poisoned(), projectDirectories: []).session(
                    atPath: root + "/a.jsonl"
                )
                #expect(found.title == expected)
            }
        }
    }

    @Test("a file that begins inside a subagent, and one that a program ran, are told")
    func kinds() throws {
        let inside = user("x", #","isSidechain":true"#)
        #expect(try session([inside, user("y")]).isSubagent)
        #expect(try !session([user("y"), inside]).isSubagent)
        #expect(try session([user("x", #","entrypoint":"sdk-cli""#)]).isHeadless)
        #expect(try !session([user("x", #","entrypoint":"cli""#)]).isHeadless)
    }

    @Test("a title is the one that reading both windows whole gives", arguments: 1...20)
    func agrees(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<12 {
            var lines: [String] = []
            for number in 0..<Int.random(in: 0...60, using: &random) {
                let size = random.oneIn(6) ? Int.random(in: 0...80_000, using: &random) : random.below(4000)
                let filler = String(repeating: "z", count: size)
                switch random.below(12) {
                case 0: lines.append("{\"type\":\"custom-title\",\"customTitle\":\"c\(number)\"}")
                case 1:
                    lines.append(
                        "{\"sessionId\":\"\(filler)\",\"type\":\"custom-title\",\"customTitle\":\"d\(number)\"}"
                    )
                case 2: lines.append("{\"type\":\"ai-title\",\"aiTitle\":\"a\(number)\"}")
                case 3: lines.append("{\"lastPrompt\":\"l\(number)\",\"type\":\"last-prompt\"}")
                case 4:
                    lines.append(
                        "{\"parentUuid\":null,\"type\":\"user\",\"cwd\":\"/a\",\"gitBranch\":\"m\",\"timestamp\":\"2026-02-28T10:30:16Z\",\"message\":{\"content\":\"p\(number) \(filler)\"}}"
                    )
                case 5:
                    lines.append(
                        "{\"type\":\"assistant\",\"message\":{\"model\":\"m\",\"content\":\"\(filler)\"}}"
                    )
                case 6: lines.append(user("<command-name>/c\(number)</command-name>"))
                default: lines.append("{\"type\":\"x\",\"y\":\"\(filler)\"}")
                }
            }
            let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
            let found = try withTemporaryDirectory { root in
                try Files.write(bytes, to: root + "/x.jsonl")
                return try SessionFinder(.poisoned(), projectDirectories: []).session(
                    atPath: root + "/x.jsonl"
                )
            }
            #expect(found.title == (try WholeWindows(bytes).title), "seed \(seed)")
        }
    }
}

/// The title of a transcript by the rule, from all lines of both windows.
private struct WholeWindows {
    var title: String?

    init(_ bytes: [UInt8]) throws {
        let window = 64 << 10
        func lines(_ part: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] { part.split(separator: 0x0a) }
        var (head, tail) = (lines(bytes[...]), lines(bytes[...]))
        if bytes.count > 2 * window {
            let cut = bytes[..<window].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
            head = lines(bytes[..<cut])
            let begin =
                bytes[(bytes.count - window - 1)...].firstIndex(of: 0x0a).map { $0 + 1 } ?? bytes.count
            tail = lines(bytes[begin...])
        }
        func last(_ type: String, _ key: String) throws -> String? {
            for part in [tail, head] {
                for line in part.reversed() {
                    let json = try JSONParser.parse(Array(line))
                    if json["type"]?.string == type { return json[key: key]?.string }
                }
            }
            return nil
        }
        func prompts(_ part: [ArraySlice<UInt8>]) throws -> [PromptText] {
            try part.compactMap { line in
                let record = RecordView(try JSONParser.parse(Array(line)))
                return record.type == "user" ? record.message?["content"]?.string.map { PromptText($0) } : nil
            }
        }
        let texts = try prompts(head) + prompts(tail).reversed()
        title =
            try last("custom-title", "customTitle") ?? last("ai-title", "aiTitle") ?? last(
                "last-prompt",
                "lastPrompt"
            )
            ?? texts.lazy.compactMap(\.firstLine).first ?? texts.lazy.compactMap(\.command).first
    }
}
