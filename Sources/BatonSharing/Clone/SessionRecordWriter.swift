internal import BatonSessions
internal import JSON
internal import Platform

extension SessionFile {
    /// Writes a line, without its newline.
    ///
    /// The uuid stands within the first 100 bytes, so that a file can be known by its beginning.
    func write(_ record: Record, sessionID: String, directory: String, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("parentUuid", record.parent)
        writer.member("uuid", record.uuid)
        if case .boundary = record.content { writer.member("logicalParentUuid", record.logicalParent) }
        writer.member("isSidechain", agent != nil)
        if let agent { writer.member("agentId", agent) }
        writer.member("userType", "external")
        writer.member("cwd", directory)
        writer.member("sessionId", sessionID)
        writer.member("version", record.version)
        if let branch = record.branch { writer.member("gitBranch", branch) }
        switch record.content {
        case .boundary(let boundary): Self.writeBoundary(boundary, to: &writer)
        case .opening:
            writer.member("type", "user")
            writer.key("message")
            writer.object { writer in
                writer.member("role", "user")
                writer.member("content", Self.openingText)
            }
        case .message(let place, let id, let model):
            Self.writeMessage(messages[place], id: id, model: model, to: &writer)
        }
        writer.member("timestamp", record.time.iso8601)
        writer.endObject()
    }

    private static func writeMessage(
        _ message: CloneMessage,
        id: String,
        model: String,
        to writer: inout JSONWriter
    ) {
        writer.member("type", message.role.rawValue)
        if message.role == .user, message.source.isCompactSummary, message.boundary != nil {
            writer.member("isCompactSummary", true)
        }
        writer.key("message")
        writer.beginObject()
        if message.role == .user {
            writeUser(message, to: &writer)
        } else {
            writeAssistant(message, id: id, model: model, to: &writer)
        }
        writer.endObject()
    }

    private static func writeBoundary(_ boundary: JSONValue, to writer: inout JSONWriter) {
        writer.member("type", "system")
        writer.member("subtype", "compact_boundary")
        writer.member("content", "Conversation compacted")
        writer.member("level", "info")
        let metadata = boundary["compactMetadata"]
        writer.key("compactMetadata")
        writer.object { writer in
            writer.member("trigger", metadata?["trigger"]?.equals("auto") == true ? "auto" : "manual")
            // Lists of kept uuids are left out: they would have to match lines that have new ones.
            writer.member("preTokens", tokens(metadata?["preTokens"]))
        }
    }

    private static func writeUser(_ message: CloneMessage, to writer: inout JSONWriter) {
        writer.member("role", "user")
        if let text = message.plainText { return writer.member("content", copying: text) }
        writer.key("content")
        writer.array { writer in for block in message.blocks { block.write(to: &writer) } }
    }

    private static func writeAssistant(
        _ message: CloneMessage,
        id: String,
        model: String,
        to writer: inout JSONWriter
    ) {
        writer.member("id", id)
        writer.member("type", "message")
        writer.member("role", "assistant")
        writer.member("model", model)
        writer.key("content")
        writer.array { writer in for block in message.blocks { block.write(to: &writer) } }
        writer.member("stop_reason", stopReason(message))
        writer.member("stop_sequence", nil as String?)
        let usage = message.last?["usage"] ?? message.source.message?["usage"]
        writer.key("usage")
        writer.object { writer in
            writer.member("input_tokens", tokens(usage?["input_tokens"]))
            if let count = usage?["cache_creation_input_tokens"] {
                writer.member("cache_creation_input_tokens", tokens(count))
            }
            if let count = usage?["cache_read_input_tokens"] {
                writer.member("cache_read_input_tokens", tokens(count))
            }
            writer.member("output_tokens", tokens(usage?["output_tokens"]))
        }
    }

    /// A count that no reader's sum can overflow with; the agent measures from it how full the context is.
    private static func tokens(_ value: JSONValue?) -> Int {
        guard let value = value?.double, value >= 1 else { return 0 }
        return Int(min(value, 1_000_000))
    }

    private static func stopReason(_ message: CloneMessage) -> String {
        let calls = message.blocks.contains { if case .toolUse = $0 { true } else { false } }
        if calls { return "tool_use" }
        let known = ["end_turn", "max_tokens", "stop_sequence", "refusal", "model_context_window_exceeded"]
        guard let reason = message.last?["stop_reason"]?.string, known.contains(reason) else {
            return "end_turn"
        }
        return reason
    }
}
