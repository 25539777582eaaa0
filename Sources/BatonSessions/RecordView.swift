public import JSON
public import Platform

/// One line of a Claude Code transcript, read on demand from its parsed form.
///
/// The format is internal to the agent and grows monthly; whatever is not named here is left alone.
public struct RecordView: Sendable {
    /// The whole line.
    public let json: JSONValue

    /// A view of a parsed line.
    public init(_ json: JSONValue) { self.json = json }

    /// `type`, which tells the kinds of lines apart.
    public var type: String? { json["type"]?.string }
    /// `subtype` of a system line.
    public var subtype: String? { json["subtype"]?.string }
    /// `uuid` of a line that takes part in the chain.
    public var uuid: String? { json["uuid"]?.string }
    /// `parentUuid`, the line this one follows.
    public var parentUUID: String? { json["parentUuid"]?.string }
    /// `logicalParentUuid`, what a compaction boundary follows in the full history.
    public var logicalParentUUID: String? { json["logicalParentUuid"]?.string }
    /// `timestamp`.
    public var timestamp: Timestamp? { json["timestamp"]?.withText { Timestamp(utf8: $0) } ?? nil }
    /// `cwd`, the directory at the time of the line.
    public var cwd: String? { json["cwd"]?.string }
    /// `gitBranch`.
    public var branch: String? { json["gitBranch"]?.string }
    /// `message`, as the Messages API defines it.
    public var message: JSONValue? { json["message"] }
    /// `message.id`, shared by all lines of one answer.
    public var messageID: String? { json["message"]?["id"]?.string }
    /// `message.model`.
    public var model: String? { json["message"]?["model"]?.string }
    /// Whether a line belongs to a subagent.
    public var isSidechain: Bool { json["isSidechain"]?.bool ?? false }
    /// Whether a line is for the model only.
    public var isMeta: Bool { json["isMeta"]?.bool ?? false }
    /// Whether a user line is the summary that a compaction left.
    public var isCompactSummary: Bool { json["isCompactSummary"]?.bool ?? false }

    /// Whether the agent wrote the line in place of an answer that failed.
    public var isAPIError: Bool { json["isApiErrorMessage"]?.bool ?? false }

    /// Where a text comes from that was given while the agent worked: `prompt` when a person typed it,
    /// `task-notification` when a task in the background ended; `nil` for all other lines.
    public var queuedMode: String? {
        guard message == nil, let attachment = json["attachment"], Self.queuedPrompt(attachment) != nil else {
            return nil
        }
        return attachment["commandMode"]?.string ?? "prompt"
    }

    /// The prompt of an attachment that holds one, a string or a list of blocks.
    static func queuedPrompt(_ attachment: JSONValue) -> JSONValue? {
        guard attachment["type"]?.equals("queued_command") == true, attachment["isMeta"]?.bool != true,
            let prompt = attachment["prompt"], prompt.kind == .string || prompt.kind == .array
        else { return nil }
        return prompt
    }

    /// What the line adds to the conversation: the content of its message or the prompt that was queued.
    public var content: JSONValue? {
        if let message { return message["content"] }
        return json["attachment"].flatMap(Self.queuedPrompt)
    }

    /// The content blocks of the line; a plain string is one text block.
    public var blocks: [Block] {
        guard let content else { return [] }
        if content.kind == .string { return [.text(content)] }
        return content.elements.map(Block.init)
    }
}
