internal import BatonSessions
internal import JSON
internal import Lua

/// What happened in a session, or in a part of one.
struct SessionStatistics {
    private(set) var messages = 0
    private(set) var userMessages = 0
    private(set) var assistantMessages = 0
    private(set) var tools: [String: Int] = [:]
    private(set) var tokens = TranscriptStatistics.Tokens()
    private(set) var files: [String] = []
    /// Lines of the transcript by their type; of a whole session only.
    private(set) var records: [String: Int]?
    /// What is counted of a whole session only.
    private(set) var details: [(name: String, value: HostValue)] = []
    private var knownFiles: Set<String> = []

    /// Counts a session: a whole one by its index, a part by reading its messages.
    init(_ object: SessionObject, _ run: HostRun) throws {
        let conversation = try run.sessionReader.conversation(of: object)
        let counts = conversation.roleCounts
        messages = conversation.count
        userMessages = counts.user
        assistantMessages = counts.assistant
        guard object.places == nil else {
            try conversation.forEach { add($0) }
            return
        }
        let transcript = try run.sessionReader.transcript(of: object)
        let statistics = try transcript.statistics()
        tools = statistics.toolCounts
        tokens = statistics.tokens
        files = statistics.files
        records = transcript.index.recordCounts
        details = SessionDetails.members(of: transcript, statistics, try transcript.subagentCounts())
    }

    private mutating func add(_ message: Message) {
        if let usage = message.usage {
            tokens.input += Self.count(usage["input_tokens"])
            tokens.output += Self.count(usage["output_tokens"])
            tokens.cacheRead += Self.count(usage["cache_read_input_tokens"])
            tokens.cacheWrite += Self.count(usage["cache_creation_input_tokens"])
        }
        for case .toolUse(_, let name, let input) in message.blocks {
            tools[name, default: 0] += 1
            for path in TranscriptStatistics.files(ofTool: name, input) where knownFiles.insert(path).inserted
            {
                files.append(path)
            }
        }
    }

    /// A number of a transcript, in bounds in which sums cannot overflow.
    private static func count(_ number: JSONValue?) -> Int { Int(UInt32(clamping: number?.int ?? 0)) }

    /// The table of a session's counts.
    static func value(_ object: SessionObject, _ run: HostRun) throws -> HostValue {
        let statistics = try SessionStatistics(object, run)
        let counts: [String: HostValue] = [
            "messages": .integer(statistics.messages),
            "user_messages": .integer(statistics.userMessages),
            "assistant_messages": .integer(statistics.assistantMessages),
            "tools": .record(statistics.tools.mapValues { .integer($0) }),
            "tokens": .record([
                "input": .integer(statistics.tokens.input), "output": .integer(statistics.tokens.output),
                "cache_read": .integer(statistics.tokens.cacheRead),
                "cache_write": .integer(statistics.tokens.cacheWrite),
            ]),
            "files": .texts(try run.withoutSecrets(in: statistics.files, of: object)),
            "records": statistics.records.map { .record($0.mapValues { .integer($0) }) } ?? .nil,
        ]
        return .record(counts.merging(statistics.details.map { ($0.name, $0.value) }) { $1 })
    }
}

extension HostRun {
    /// Texts from a session, without secrets when the session is.
    func withoutSecrets(in texts: [String], of object: SessionObject) throws -> [String] {
        object.isRedacted ? try texts.map { try redacted($0) } : texts
    }
}
