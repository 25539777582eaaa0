internal import BatonSessions
internal import JSON
internal import Platform

/// Writes the portable bundle, version 1.0.0: the keys of the format's first tool, and more beside them.
///
/// An entry of `messages` is one API message. It carries what an installed line needs (uuid, parentUuid in one chain,
/// sessionId, cwd …), so that a reader that copies entries into a transcript gets one that resumes.
struct BundleExporter {
    static let version = "1.0.0"

    private let facts: ExportFacts
    private let options: ExportOptions
    private var sidecars: BundleSidecars?
    private var raw: RawFiles?
    private var writer = JSONWriter()
    private var parent: String?
    /// Entries since the last compaction boundary, and the one that each line went into.
    private var recent: [String] = []
    private var entryOfLine: [String: String] = [:]
    private(set) var counts = ContentCounts()

    init(
        _ facts: ExportFacts,
        _ options: ExportOptions,
        sidecars: BundleSidecars? = nil,
        raw: RawFiles? = nil
    ) {
        self.facts = facts
        self.options = options
        self.sidecars = sidecars
        self.raw = raw
    }

    /// What a person should know of what was written beside the conversation.
    var notes: [String] { (sidecars?.notes ?? []) + (raw?.notes ?? []) }

    mutating func write(
        _ conversation: Conversation,
        _ redaction: ConversationRedaction,
        to sink: inout some ByteSink
    ) throws {
        writer.beginObject()
        writer.member("version", Self.version)
        writer.member("exported_at", options.exportedAt.iso8601)
        writeConversation()
        writer.key("messages")
        writer.beginArray()
        try conversation.forEachReadingAhead(rewriting: redaction.redact) { message in
            writeEntry(message)
            counts.messages += 1
            if writer.bytes.count > 1 << 18 { try flush(to: &sink) }
        }
        writer.endArray()
        if let sidecars {
            // What subagents said travels beside the messages, and is none of them.
            let counted = counts
            try writeSidecars(sidecars, to: &sink)
            counts = counted
        }
        if var raw {
            writer.key("raw")
            try raw.write(to: &writer) { writer in
                try sink.append(writer.bytes)
                writer.bytes.removeAll(keepingCapacity: true)
            }
            self.raw = raw
        }
        writeMetadata()
        writer.endObject()
        writer.bytes.append(UInt8(ascii: "\n"))
        try flush(to: &sink)
    }

    private mutating func flush(to sink: inout some ByteSink) throws {
        try sink.append(writer.bytes)
        writer.bytes.removeAll(keepingCapacity: true)
    }

    private mutating func writeConversation() {
        writer.key("conversation")
        writer.object { writer in
            writer.member("id", facts.id)
            writer.member("project", facts.project)
            writer.member("created", facts.firstTime?.iso8601)
            writer.member("lastModified", facts.lastTime?.iso8601)
            writer.member("messageCount", facts.count)
            writer.member("totalMessageCount", facts.totalCount)
            writer.member("wasLimited", facts.count < facts.totalCount)
            writer.key("tokens")
            writer.object { writer in
                writer.member("input", facts.tokens.input)
                writer.member("output", facts.tokens.output)
            }
            writer.member("model", facts.model)
            writer.member("title", facts.title)
            writer.member("cwd", facts.cwd)
            writer.member("gitBranch", facts.branch)
            writer.member("agent", facts.agent)
        }
    }

    private mutating func writeMetadata() {
        writer.key("metadata")
        writer.object { writer in
            writer.member("exportTool", "baton")
            writer.member("exportVersion", Self.version)
            writer.key("messageLimit")
            if let limit = options.messages { writer.int(Int64(limit)) } else { writer.null() }
            writer.member("description", "A coding-agent session. To go on with it: baton clone FILE")
        }
    }

    private mutating func writeSidecars(_ sidecars: BundleSidecars, to sink: inout some ByteSink) throws {
        writer.key("sidecars")
        writer.beginObject()
        writer.key("subagents")
        writer.beginArray()
        for agent in sidecars.agents {
            writer.beginObject()
            try sidecars.writeFacts(of: agent, to: &writer)
            writer.key("messages")
            writer.beginArray()
            parent = nil
            try sidecars.forEachMessage(of: agent) { message in
                writeEntry(message, agent: agent.id)
                if writer.bytes.count > 1 << 18 { try flush(to: &sink) }
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.key("tool_results")
        writer.beginArray()
        for name in sidecars.results {
            try sidecars.writeResult(name, to: &writer)
            if writer.bytes.count > 1 << 18 { try flush(to: &sink) }
        }
        writer.endArray()
        writer.endObject()
    }

    /// Writes a message as an entry; one of a subagent names it.
    private mutating func writeEntry(_ message: Message, agent: String? = nil) {
        let first = message.records[0].json
        writer.beginObject()
        writer.member("uuid", message.uuid)
        writer.member("parentUuid", message.boundary == nil ? parent : nil)
        writer.member("sessionId", facts.id)
        writer.member("type", message.role.rawValue)
        if let time = message.timestamp { writer.member("timestamp", time.iso8601) }
        for key in ["cwd", "gitBranch", "version"] { writer.member(key, copying: first[key: key]) }
        writer.member("isSidechain", agent != nil)
        if let agent { writer.member("agentId", agent) }
        writer.member("userType", "external")
        if message.isCompactSummary { writer.member("isCompactSummary", true) }
        if message.omittedBefore > 0 { writer.member("omittedBefore", message.omittedBefore) }
        if message.records.contains(where: { $0.queuedMode != nil }) {
            writer.member("hasQueuedPrompt", true)
        }
        if message.isAPIError { writer.member("isApiErrorMessage", true) }
        if let boundary = message.boundary { writeBoundary(boundary) }
        writeMessage(message, first)
        writer.endObject()
        parent = message.uuid
        guard agent == nil else { return }
        let uuid = message.uuid
        recent.append(uuid)
        for record in message.records {
            if let line = record.uuid { entryOfLine[line] = uuid }
        }
    }

    /// A compaction boundary: where it stood, why, and which entries before it it kept word for word.
    private mutating func writeBoundary(_ boundary: RecordView) {
        writer.key("compactBoundary")
        writer.beginObject()
        for key in ["uuid", "timestamp", "logicalParentUuid", "content"] {
            writer.member(key, copying: boundary.json[key: key])
        }
        if let metadata = boundary.json["compactMetadata"] {
            writer.key("compactMetadata")
            writer.beginObject()
            for key in ["trigger", "preTokens", "postTokens"] {
                writer.member(key, copying: metadata[key: key])
            }
            writePreserved(metadata)
            writer.endObject()
        }
        writer.endObject()
        recent = []
        entryOfLine = [:]
    }

    /// The entries that a compaction kept; the agent names them by their lines, of which an entry may be several.
    private mutating func writePreserved(_ metadata: JSONValue) {
        var kept: [String] = []
        if let lines = metadata["preservedMessages"]?["uuids"], lines.kind == .array {
            let entries = Set(lines.elements.compactMap { $0.string.flatMap { entryOfLine[$0] } })
            kept = recent.filter(entries.contains)
        } else if let segment = metadata["preservedSegment"],
            let head = segment["headUuid"]?.string.flatMap({ entryOfLine[$0] }),
            let tail = segment["tailUuid"]?.string.flatMap({ entryOfLine[$0] }),
            let first = recent.firstIndex(of: head), let last = recent.firstIndex(of: tail), first <= last
        {
            kept = Array(recent[first...last])
        }
        guard !kept.isEmpty else { return }
        let anchor = (metadata["preservedMessages"] ?? metadata["preservedSegment"])?["anchorUuid"]
        writer.key("preservedMessages")
        writer.object { writer in
            writer.member("anchorUuid", copying: anchor)
            writer.key("uuids")
            writer.array { writer in for uuid in kept { writer.string(uuid) } }
        }
    }

    private mutating func writeMessage(_ message: Message, _ first: JSONValue) {
        let last = message.records[message.records.count - 1].message
        writer.key("message")
        writer.beginObject()
        writer.member("id", message.messageID ?? message.uuid)
        if message.role == .assistant { writer.member("type", "message") }
        writer.member("role", message.role.rawValue)
        if message.role == .assistant { writer.member("model", copying: last?["model"]) }
        writer.key("content")
        if let text = message.plainText {
            writer.copy(text)
            counts.add(text)
        } else {
            writer.beginArray()
            for block in message.content { writeBlock(block) }
            writer.endArray()
        }
        if message.role == .assistant {
            writer.member("stop_reason", copying: last?["stop_reason"])
            writer.member("stop_sequence", copying: last?["stop_sequence"])
            writer.member("usage", copying: message.usage)
        }
        writer.endObject()
    }

    private mutating func writeBlock(_ block: JSONValue) {
        if block.kind == .string {
            counts.add(block)
            writer.object { writer in
                writer.member("type", "text")
                writer.member("text", copying: block)
            }
            return
        }
        let type = block["type"]?.string ?? ""
        // Signatures are blobs of another account; replaying them fails there anyway.
        if type == "thinking" || type == "redacted_thinking", !options.thinking { return }
        counts.add(block)
        if options.images == ImageDetail.none { writer.copyWithoutImages(block) } else { writer.copy(block) }
    }
}
