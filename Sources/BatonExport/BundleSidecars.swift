internal import BatonSessions
internal import JSON

/// What a bundle carries beside its conversation: the subagents that worked for it, and results too long for it.
///
/// Everything is looked at for secrets when it is made, before anything is written.
struct BundleSidecars {
    /// The subagents whose messages can be read.
    let agents: [Subagent]
    /// Names of the files of spilled results.
    let results: [String]
    private let transcript: Transcript
    private let redaction: ExportRedaction
    private var leftOut = 0
    /// Subagents beyond those that are looked at.
    private let tooMany: Int
    /// Results that hold bytes that no text has.
    private var binaries = 0

    init(
        _ part: Conversation,
        _ transcript: Transcript,
        _ options: ExportOptions,
        _ redaction: ExportRedaction
    ) throws {
        self.transcript = transcript
        self.redaction = redaction
        var agents: [Subagent] = []
        var names = try part.spilledNames()
        for agent in try part.subagents() {
            do {
                let conversation = try agent.conversation()
                _ = try redaction.learn(conversation)
                names += try conversation.spilledNames()
                for text in [agent.type, agent.description] {
                    if let text { try redaction.learn(text: Array(text.utf8).span) }
                }
                agents.append(agent)
            } catch is SessionError {
                leftOut += 1
            }
        }
        var known: Set<String> = []
        var results: [String] = []
        for name in names where known.insert(name).inserted {
            guard let result = try transcript.spilledResult(named: name) else { continue }
            // One that is no text would be six times as long in JSON, and of no use.
            if result.bytes.contains(0) {
                binaries += 1
                continue
            }
            try redaction.learn(text: result.bytes.span)
            results.append(name)
        }
        self.results = results
        self.agents = agents
        tooMany = try transcript.subagentList().leftOut
    }

    var notes: [String] {
        var notes: [String] = []
        if leftOut > 0 {
            notes.append(
                "\(leftOut) \(leftOut == 1 ? "subagent has" : "subagents have") no messages to carry"
            )
        }
        if tooMany > 0 {
            notes.append(
                "\(tooMany) \(tooMany == 1 ? "subagent" : "subagents") beyond \(SubagentLimits.count) left out"
            )
        }
        if binaries > 0 {
            notes.append(
                "\(binaries) \(binaries == 1 ? "spilled result is" : "spilled results are") no text and left out"
            )
        }
        return notes
    }

    func writeFacts(of agent: Subagent, to writer: inout JSONWriter) throws {
        writer.member("id", agent.id)
        writer.member("type", try agent.type.map { try redaction.redact($0) })
        writer.member("description", try agent.description.map { try redaction.redact($0) })
        writer.member("toolUseId", agent.toolUseID)
        writer.member("parentId", agent.parentID)
        if let workflow = agent.workflow { writer.member("workflow", workflow) }
    }

    func forEachMessage(of agent: Subagent, _ body: (Message) throws -> Void) throws {
        // The file may have grown since it was looked at, by lines that nobody knows.
        let conversation = try agent.conversation()
        let records = try redaction.learn(conversation)
        try conversation.forEachReadingAhead(rewriting: records.redact, body)
    }

    /// The text of a spilled result, as the agent kept it; bytes that are not UTF-8 become U+FFFD.
    func writeResult(_ name: String, to writer: inout JSONWriter) throws {
        guard let result = try transcript.spilledResult(named: name), !result.bytes.contains(0) else {
            return
        }
        let bytes = try redaction.redact(bytes: result.bytes, field: "tool result")
        writer.object { writer in
            writer.member("name", name)
            writer.member("content", String(decoding: bytes, as: UTF8.self))
            if result.isCut { writer.member("size", result.size) }
        }
    }
}
