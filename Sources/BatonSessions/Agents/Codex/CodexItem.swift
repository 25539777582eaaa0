internal import JSON
internal import Platform

/// One line of a Codex rollout: `{timestamp, type, payload}`, or in the oldest files the payload alone.
///
/// The kinds are those of openai/codex, `codex-rs/protocol/src/models.rs` and `codex-rs/rollout/src/policy.rs`.
struct CodexItem {
    enum Kind {
        /// What the session is: id, directory, branch.
        case meta(JSONValue)
        /// What a turn runs with: directory, model.
        case context(JSONValue)
        /// A message: the role and the content, a list of items or a text.
        case message(role: String, content: JSONValue)
        /// The model's reasoning.
        case reasoning(JSONValue)
        /// A call of a tool, and its kind.
        case call(JSONValue, type: String)
        /// The answer to a call.
        case output(JSONValue)
        /// What is left of the conversation after a compaction.
        case compacted(JSONValue)
        /// Something that happened, which is mostly told by other lines too.
        case event(JSONValue, type: String)
        /// Anything else.
        case other
    }

    let kind: Kind
    /// When the line was written.
    let time: Timestamp?
    /// The kind in the agent's words, such as `event_msg/token_count`.
    let name: String

    /// Reads a line; `nil` when it is no JSON object.
    init?(_ line: Span<UInt8>, _ parser: inout JSONParser) {
        guard let (document, _) = try? parser.parseRepairing(line), document.root.kind == .object else {
            return nil
        }
        self.init(document.root)
    }

    /// Reads a parsed line.
    init(_ line: JSONValue) {
        time = line["timestamp"]?.withText { Timestamp(utf8: $0) } ?? nil
        let type = line["type"]?.string ?? ""
        let payload = line["payload"].flatMap { $0.kind == .object ? $0 : nil }
        let inner = payload?["type"]?.string ?? ""
        name = payload == nil || inner.isEmpty ? type : type + "/" + inner
        switch (type, payload) {
        case ("session_meta", let payload?): kind = .meta(payload)
        case ("turn_context", let payload?): kind = .context(payload)
        case ("compacted", let payload?): kind = .compacted(payload)
        case ("event_msg", let payload?): kind = .event(payload, type: inner)
        case ("response_item", let payload?): kind = Self.kind(ofItem: payload, inner)
        case ("", nil) where line["id"] != nil && line["instructions"] != nil || line["git"] != nil:
            kind = .meta(line)
        // The oldest files have no envelope.
        case (_, nil): kind = Self.kind(ofItem: line, type)
        default: kind = .other
        }
    }

    private static func kind(ofItem item: JSONValue, _ type: String) -> Kind {
        switch type {
        case "message", "":
            guard let role = item["role"]?.string, let content = item["content"] else { return .other }
            return .message(role: role, content: content)
        case "reasoning": return .reasoning(item)
        case _ where type.hasSuffix("_call"): return .call(item, type: type)
        case _ where type.hasSuffix("_call_output"), "tool_search_output": return .output(item)
        default: return .other
        }
    }

    /// Whether the line is of a rollout, by what no other agent writes.
    static func isOfRollout(_ line: JSONValue) -> Bool {
        if line["payload"]?.kind == .object, let type = line["type"]?.string {
            return [
                "session_meta", "turn_context", "response_item", "event_msg", "compacted", "world_state",
            ].contains(type)
        }
        if line["record_type"]?.equals("state") == true { return true }
        return line["type"] == nil && line["id"]?.kind == .string && line["timestamp"]?.kind == .string
            && line["instructions"] != nil
    }
}
