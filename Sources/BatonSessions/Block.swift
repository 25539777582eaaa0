public import JSON

/// One content block of a message.
public enum Block: Sendable {
    /// A text; the value is the string.
    case text(JSONValue)
    /// A call of a tool.
    case toolUse(id: String, name: String, input: JSONValue?)
    /// The answer to a call. `content` is a string, a list of blocks, or missing.
    case toolResult(id: String, content: JSONValue?, isError: Bool)
    /// The model's reasoning; the text is empty when the agent kept only its signature.
    case thinking(JSONValue?)
    /// A picture: its media type and the length of its base64 text.
    case image(mediaType: String, encodedBytes: Int)
    /// An attached document.
    case document(mediaType: String)
    /// A block of a kind that is not known.
    case unknown(type: String)

    /// Reads a block from its JSON form; a string in the place of a block is a text.
    public init(_ json: JSONValue) {
        guard json.kind != .string else {
            self = .text(json)
            return
        }
        let type = json["type"]?.string ?? "?"
        switch type {
        case "text":
            if let text = json["text"], text.kind == .string {
                self = .text(text)
            } else {
                self = .unknown(type: type)
            }
        case "tool_use":
            self = .toolUse(
                id: json["id"]?.string ?? "",
                name: json["name"]?.string ?? "",
                input: json["input"]
            )
        case "tool_result":
            self = .toolResult(
                id: json["tool_use_id"]?.string ?? "",
                content: json["content"],
                isError: json["is_error"]?.bool ?? false
            )
        case "thinking", "redacted_thinking":
            self = .thinking(json["thinking"])
        case "image":
            let source = json["source"]
            self = .image(
                mediaType: source?["media_type"]?.string ?? "image",
                encodedBytes: source?["data"]?.utf8Count ?? 0
            )
        case "document":
            self = .document(mediaType: json["source"]?["media_type"]?.string ?? "document")
        default:
            self = .unknown(type: type)
        }
    }

    /// Whether the block answers a tool call.
    public var isToolResult: Bool {
        if case .toolResult = self { return true }
        return false
    }
}
