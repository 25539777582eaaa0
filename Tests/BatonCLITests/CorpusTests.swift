import JSON
import Platform
import TestSupport
import Testing

/// Real transcripts of several versions of the agent, where they are at hand: every one that holds a conversation is
/// listed, exported, shared over the network, cloned elsewhere, and compared with what was exported.
@Suite("Corpus", .enabled(if: Corpus.isThere))
struct CorpusTests {
    /// Transcripts with a main conversation, of those that the list calls Claude's.
    static let conversations = 59

    @Test("the corpus is whole")
    func whole() throws {
        #expect(Corpus.transcripts.count == 93)
        try withRoom { room throws in
            let program = InProcess(room, home: "home")
            let held = try Corpus.transcripts.count {
                try program.run("export", Corpus.path($0), "-o", "-", "--messages", "all").status == 0
            }
            #expect(held == Self.conversations)
        }
    }

    @Test("a real session arrives as it was", arguments: Corpus.transcripts)
    func travels(file: String) throws {
        let service = try X0Service()
        try withRoom { room throws in
            let author = InProcess(room, home: "home")
            let reader = InProcess(room, home: "reader")
            try Files.makeDirectory(reader.home)
            try author.addStore(service.url)
            let id = "0a1b2c3d-0000-4000-8000-00000000000\(file.utf8.count % 10)"
            try Files.makeDirectory(room.sessions)
            try Files.create(try Files.read(Corpus.path(file)), at: Paths.join(room.sessions, id + ".jsonl"))

            let list = try author.run("sessions", "--all", "--json")
            #expect(try JSONParser.parse(list.output).elements.map { $0["id"]?.string } == [id])

            let exported = try author.run("export", id, "-o", "session.json", "--messages", "all", "--json")
            guard exported.status == 0 else {
                // A file of a subagent, or of metadata only: one message, and nothing is written.
                #expect(exported.status == 2)
                #expect(exported.error.split(separator: "\n").count == 1)
                #expect(exported.error.contains("holds no conversation"), "\(exported.error)")
                #expect(try Files.names(in: room.work).isEmpty)
                return
            }
            let page = try author.run("export", id, "-o", "session.md", "--messages", "all", "--json")
            #expect(page.status == 0)
            let bundle = try JSONParser.parse(try Files.read(Paths.join(room.work, "session.json")))
            let messages = Array(try #require(bundle["messages"]).elements)
            #expect(bundle["conversation"]?["messageCount"]?.int == Int64(messages.count))
            #expect(try JSONParser.parse(exported.output)["message_count"]?.int == Int64(messages.count))
            let markdown = String(
                decoding: try Files.read(Paths.join(room.work, "session.md")),
                as: UTF8.self
            )
            let headings = markdown.split(separator: "\n").count { $0.hasPrefix("### Message ") }
            #expect(try JSONParser.parse(page.output)["message_count"]?.int == Int64(headings))

            let shared = try author.run("export", id, "--upload", "--messages", "all", "--json")
            #expect(shared.status == 0, "\(shared.error)")
            let link = try #require(try JSONParser.parse(shared.output)["link"]?.string)
            let cloned = try reader.run("clone", "-", "--allow-http", "--json", input: link)
            #expect(cloned.status == 0, "\(cloned.error)")
            let path = try #require(try JSONParser.parse(cloned.output)["path"]?.string)
            #expect(Files.status(path)?.mode == 0o600)
            let records = try Files.read(path).split(separator: 0x0a).map { try JSONParser.parse(Array($0)) }
            #expect(Self.chainProblem(records) == nil)

            let sent = Conversation(messages)
            let arrived = Conversation(records.filter { ["user", "assistant"].contains($0["type"]?.string) })
            // The Messages API refuses texts of white space, so a clone has none.
            #expect(arrived.texts == sent.texts.filter { !$0.allSatisfy(\.isWhitespace) })
            #expect(arrived.calls == sent.calls)
            // Results come in the order of their calls; a result without a call travels as text.
            #expect(arrived.results == sent.results.filter { sent.callIDs.contains($0.key) })
        }
    }

    /// What breaks the chain of records that the agent follows; `nil` when nothing does.
    private static func chainProblem(_ records: [JSONValue]) -> String? {
        var parent: String?
        var time = ""
        var open: Set<String> = []
        for (number, record) in records.enumerated() {
            guard let uuid = record["uuid"]?.string else { continue }
            let isBoundary = record["subtype"]?.equals("compact_boundary") == true
            if record["parentUuid"]?.string != (isBoundary ? nil : parent) {
                return "parent of line \(number + 1)"
            }
            guard let stamp = record["timestamp"]?.string, stamp > time else {
                return "time of line \(number + 1)"
            }
            (parent, time) = (uuid, stamp)
            let content = record["message"]?["content"].map { Array($0.elements) } ?? []
            switch record["type"]?.string {
            case "assistant":
                // Lines of one answer stand together, and all of their calls are answered behind them.
                open.formUnion(
                    content.filter { $0["type"]?.equals("tool_use") == true }.compactMap { $0["id"]?.string }
                )
            case "user":
                let results = content.filter { $0["type"]?.equals("tool_result") == true }.compactMap {
                    $0["tool_use_id"]?.string
                }
                guard Set(results) == open, results.count == open.count else {
                    return "results of line \(number + 1)"
                }
                open = []
            default: break
            }
        }
        return open.isEmpty ? nil : "calls without results at the end"
    }
}

/// What a conversation says, without how it is stored.
private struct Conversation {
    var texts: [String] = []
    /// Calls with their names and inputs.
    var calls: [String] = []
    var callIDs: Set<String> = []
    /// Results by the ids of their calls.
    var results: [String: String] = [:]

    /// Texts that a clone adds where the agent needs one.
    private static let added = [
        "(no content)", "(The beginning", "(no result was recorded)", "(the result of a tool call",
    ]

    init(_ messages: [JSONValue]) {
        for message in messages {
            guard let content = message["message"]?["content"] else { continue }
            if let text = content.string { add(text) }
            for block in content.elements {
                switch block["type"]?.string {
                case "text": add(block["text"]?.string ?? "")
                case "tool_use":
                    let id = block["id"]?.string ?? ""
                    callIDs.insert(id)
                    calls.append("\(id) \(block["name"]?.string ?? "") \(Self.json(block["input"]))")
                case "tool_result":
                    let text = Self.text(block["content"])
                    if !Self.isAdded(text) { results[block["tool_use_id"]?.string ?? ""] = text }
                default: break
                }
            }
        }
    }

    private mutating func add(_ text: String) {
        if !Self.isAdded(text) { texts.append(text) }
    }

    private static func isAdded(_ text: String) -> Bool { added.contains { text.hasPrefix($0) } }

    private static func text(_ content: JSONValue?) -> String {
        guard let content else { return "" }
        if let text = content.string { return text }
        return content.elements.map { $0["text"]?.string ?? $0["type"]?.string ?? "" }.joined(
            separator: "\u{0}"
        )
    }

    private static func json(_ value: JSONValue?) -> String {
        var writer = JSONWriter()
        if let value { writer.copy(value) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// The transcripts beside this repository.
enum Corpus {
    static let directory = Repository.path("../shared/corpus")
    static let isThere = Files.isDirectory(directory)

    static func path(_ file: String) -> String { Paths.join(directory, file) }

    /// Files of the list whose agent is Claude Code.
    static let transcripts: [String] = {
        guard let bytes = try? Files.read(path("MANIFEST.tsv")) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            return fields.count > 3 && fields[3] == "claude" ? String(fields[0]) : nil
        }
    }()
}
