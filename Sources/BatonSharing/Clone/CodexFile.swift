internal import BatonSessions
internal import JSON
internal import Platform

/// A rollout of Codex made from a conversation of another agent: plain turns in both of its logs.
///
/// What the agent needs is told by openai/codex, `codex-rs/protocol/src/protocol.rs` (`SessionMeta`, `UserMessageEvent`,
/// `AgentMessageEvent`) and `codex-rs/rollout/src/list.rs`: `session_meta` in the first line with the provider's name, a
/// `response_item` for each message, which the model gets, and an `event_msg`, from which its list takes a preview.
struct CodexFile: Sendable {
    private let messages: [CloneMessage]
    private let times: [Timestamp]
    private let started: Timestamp
    private let branch: String?

    /// A rollout of messages whose calls were made text.
    init(_ messages: [CloneMessage], bundle: Bundle, now: Timestamp) {
        // The rollout has no summary in the place of what was compacted: the model gets what a resume would show.
        let last = messages.lastIndex { $0.boundary != nil } ?? 0
        self.messages = Array(messages[last...])
        times = CloneTimes.increasing(self.messages.map(\.source.timestamp), latest: now)
        started = now
        branch = SafeField.branch(bundle.conversation.branch)
    }

    /// How many lines the file has.
    var lineCount: Int { 1 + messages.count * 2 }

    /// Messages before the last compaction, which are left out.
    static func hiddenCount(_ messages: [CloneMessage]) -> Int {
        messages.lastIndex { $0.boundary != nil } ?? 0
    }

    func write(sessionID: String, directory: String, to sink: (Span<UInt8>) throws -> Void) rethrows {
        var writer = JSONWriter()
        writeMeta(sessionID, directory, to: &writer)
        for (message, time) in zip(messages, times) {
            line("response_item", time, &writer) { Self.writeItem(message, to: &$0) }
            line("event_msg", time, &writer) { Self.writeEvent(message, to: &$0) }
            if writer.bytes.count > 1 << 18 {
                try sink(writer.bytes.span)
                writer.bytes.removeAll(keepingCapacity: writer.bytes.count < 1 << 20)
            }
        }
        try sink(writer.bytes.span)
    }

    /// The id stands within the first 128 bytes, so that the file can be known by its beginning.
    private func writeMeta(_ id: String, _ directory: String, to writer: inout JSONWriter) {
        line("session_meta", started, &writer) { writer in
            writer.member("id", id)
            writer.member("timestamp", started.iso8601)
            writer.member("cwd", directory)
            writer.member("originator", "baton")
            writer.member("cli_version", "0.0.0")
            // Its list shows sessions of these sources only: cli, vscode.
            writer.member("source", "cli")
            writer.member("model_provider", "openai")
            if let branch {
                writer.key("git")
                writer.object { $0.member("branch", branch) }
            }
        }
    }

    private func line(
        _ type: String,
        _ time: Timestamp,
        _ writer: inout JSONWriter,
        _ payload: (inout JSONWriter) -> Void
    ) {
        writer.object { writer in
            writer.member("timestamp", time.iso8601)
            writer.member("type", type)
            writer.key("payload")
            writer.object(payload)
        }
        writer.bytes.append(0x0a)
    }

    private static func writeItem(_ message: CloneMessage, to writer: inout JSONWriter) {
        writer.member("type", "message")
        writer.member("role", message.role.rawValue)
        writer.key("content")
        writer.array { writer in
            for block in message.blocks {
                writer.object { writer in
                    if case .media(_, let source) = block, let address = address(of: source) {
                        writer.member("type", "input_image")
                        writer.member("image_url", address)
                    } else {
                        writer.member("type", message.role == .user ? "input_text" : "output_text")
                        writer.member("text", text(of: block))
                    }
                }
            }
        }
    }

    private static func writeEvent(_ message: CloneMessage, to writer: inout JSONWriter) {
        writer.member("type", message.role == .user ? "user_message" : "agent_message")
        let texts = message.blocks.map { text(of: $0) }
        writer.member("message", texts.joined(separator: "\n\n"))
        guard message.role == .user else { return }
        for key in ["images", "local_images", "text_elements"] {
            writer.key(key)
            writer.array { _ in }
        }
    }

    private static func text(of block: CloneBlock) -> String {
        switch block {
        case .text(let text): text.string ?? ""
        case .notice(let text): text
        case .strayResult(let content):
            CloneBlock.strayIntroduction + "\n\n" + CloneBlock.plainText(of: content)
        case .media(let type, _): "[\(type)]"
        case .toolUse, .toolResult, .missingResult: CloneBlock.noContent
        }
    }

    /// A picture as an address that holds it; `nil` for a document.
    private static func address(of source: JSONValue) -> String? {
        guard let type = source["media_type"]?.string, type.hasPrefix("image/"),
            let data = source["data"]?.string
        else { return nil }
        return "data:\(type);base64,\(data)"
    }
}
