internal import BatonSessions
internal import JSON

/// What stands beside a transcript and is shown with it: the messages of subagents, and results that were too long for
/// the transcript.
///
/// All of it was learned by the redaction before anything is written, and is redacted where it is read.
struct ExportSides {
    private let transcript: Transcript
    private let redaction: ExportRedaction
    /// Subagents that are still to be shown, by the calls that started them.
    private var agents: [String: [Subagent]] = [:]
    /// Subagents that no call is known to have started.
    private var uncalled: [Subagent] = []
    private var hasSpilled = false

    /// The deepest that subagents of subagents are shown.
    static let depth = 4
    /// The most of a result of its own file that is shown (bytes).
    private static let spilledLimit = 1 << 20

    /// Finds what belongs to a part of a conversation, and learns its secrets.
    ///
    /// - Throws: what reading the transcript throws, and ``RedactionError``. Files beside it that cannot be read are left out.
    init(
        _ transcript: Transcript,
        _ part: Conversation,
        _ options: ExportOptions,
        _ redaction: ExportRedaction
    ) throws {
        self.transcript = transcript
        self.redaction = redaction
        guard options.tools != .none else { return }
        let all = try transcript.subagents()
        let found = all.filter { $0.toolUseID != nil }
        var called = part.calls(among: Set(found.compactMap(\.toolUseID)))
        // Agents that were started by those that are shown.
        var shown = Set(found.filter { called.contains($0.toolUseID ?? "") }.map(\.id))
        // Of a part of a conversation nobody knows whether they belong to it.
        if !part.isLimited {
            uncalled = all.filter { $0.toolUseID == nil }
            shown.formUnion(uncalled.map(\.id))
        }
        for _ in 1..<Self.depth {
            let more = found.filter { !shown.contains($0.id) && $0.parentID.map(shown.contains) == true }
            if more.isEmpty { break }
            shown.formUnion(more.map(\.id))
            called.formUnion(more.compactMap(\.toolUseID))
        }
        for agent in found where shown.contains(agent.id) {
            agents[agent.toolUseID ?? "", default: []].append(agent)
        }
        guard options.tools == .full else { return }
        for agent in Array(agents.values.joined()) + uncalled {
            if let conversation = try? agent.conversation() { _ = try redaction.learn(conversation) }
        }
        for name in transcript.spilledNames() {
            guard let spilled = try? transcript.spilledResult(named: name) else { continue }
            hasSpilled = true
            try redaction.learn(text: spilled.bytes.span)
        }
    }

    /// Nothing beside a transcript.
    init(_ transcript: Transcript, _ redaction: ExportRedaction) {
        self.transcript = transcript
        self.redaction = redaction
    }

    /// Whether there is nothing that the redaction has to be asked for while messages are written.
    var isEmpty: Bool { agents.isEmpty && uncalled.isEmpty && !hasSpilled }

    /// The subagents that a call started, each given once.
    mutating func take(call id: String) -> [Subagent] { agents.removeValue(forKey: id) ?? [] }

    /// The subagents that no call is known to have started, each given once.
    mutating func takeRest() -> [Subagent] {
        defer { uncalled = [] }
        return uncalled
    }

    /// What is said of a subagent in one line, without secrets.
    func title(of agent: Subagent) throws -> String {
        let names = [agent.type, agent.description].compactMap(\.self)
        return try redaction.redact(
            names.isEmpty ? agent.id : names.joined(separator: ": "),
            field: "subagent"
        )
    }

    /// A record of a subagent without secrets.
    func redact(_ record: Span<UInt8>) throws -> [UInt8]? { try redaction.redact(record: record) }

    /// The whole text of a result that was too long for the transcript, without secrets; `nil` for all others.
    func spilled(_ content: JSONValue?) throws -> [UInt8]? {
        guard hasSpilled, let spilled = try? transcript.spilledResult(for: content) else { return nil }
        // A secret that the cut divides would pass for something else, so it is cut behind.
        var text = try redaction.redact(bytes: spilled.bytes, field: "tool result")
        let count = text.count
        let (part, isCut) = text[...].cut(Self.spilledLimit)
        if isCut || spilled.isCut {
            text = Array(part)
            if let last = text.lastIndex(of: 0x0a) { text.removeSubrange(last...) }
            let size = HTMLText.size(count - text.count + spilled.size - spilled.bytes.count)
            text.put("\n… \(size) more, left out\n")
        }
        return text
    }
}
