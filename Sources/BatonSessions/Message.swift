public import JSON
public import Platform

/// One API message, joined from the lines it was streamed in.
public struct Message: Sendable {
    /// Who speaks.
    public enum Role: String, Sendable {
        /// The person, or a tool's result.
        case user
        /// The model.
        case assistant
    }

    /// Who speaks.
    public let role: Role
    /// The lines of the message, in order; never empty.
    ///
    /// A user message may end with prompts that were queued meanwhile (``RecordView/queuedMode``).
    public let records: [RecordView]
    /// A compaction boundary right before the message.
    public let boundary: RecordView?
    /// Commands of the agent's own that ran right before the message, and what they printed; in the full history only.
    ///
    /// System lines whose `content` holds the markup of slash commands.
    public let commands: [RecordView]
    /// How many messages of the conversation are left out between the message before and this one, when an export
    /// keeps the beginning and the end of a long turn; else 0.
    public let omittedBefore: Int
    /// The uuid of the first line, or a made one when the line has none.
    public let uuid: String

    init(records: [RecordView], before: [RecordView], omittedBefore: Int, position: Int) {
        precondition(!records.isEmpty)
        self.records = records
        boundary = before.last { $0.subtype == "compact_boundary" }
        commands = before.filter { $0.subtype != "compact_boundary" }
        self.omittedBefore = omittedBefore
        role = records[0].type == "assistant" ? .assistant : .user
        uuid = records[0].uuid ?? "message-\(position)"
    }

    /// The time of the first line.
    public var timestamp: Timestamp? { records[0].timestamp }
    /// The model that answered, as the last line tells it.
    public var model: String? { records.last?.model }
    /// The id the API gave an assistant message.
    public var messageID: String? { records[0].messageID }
    /// Tokens, as the last line that has them tells.
    public var usage: JSONValue? { records.last { $0.message?["usage"] != nil }?.message?["usage"] }
    /// Whether this is the summary that a compaction left.
    public var isCompactSummary: Bool { records[0].isCompactSummary }
    /// Whether the agent wrote it in place of an answer that failed.
    public var isAPIError: Bool { records[0].isAPIError }

    /// All content blocks in order, each tool call once.
    public var blocks: [Block] {
        var calls: Set<String> = []
        return records.flatMap(\.blocks).filter { block in
            if case .toolUse(let id, _, _) = block { return id.isEmpty || calls.insert(id).inserted }
            return true
        }
    }

    /// The content blocks as the lines hold them, each tool call once; a line whose content is one string gives the
    /// string.
    public var content: [JSONValue] {
        var calls: Set<String> = []
        return records.flatMap { record -> [JSONValue] in
            guard let content = record.content else { return [] }
            if content.kind == .string { return [content] }
            return Array(content.elements)
        }.filter { block in
            guard block["type"]?.equals("tool_use") == true, let id = block["id"]?.string else { return true }
            return calls.insert(id).inserted
        }
    }

    /// The content of a message that is one plain string.
    public var plainText: JSONValue? {
        guard records.count == 1, let content = records[0].content, content.kind == .string else {
            return nil
        }
        return content
    }
}
