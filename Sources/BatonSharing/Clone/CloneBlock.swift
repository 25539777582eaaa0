internal import BatonSessions
internal import JSON

/// A content block that may be written: only the fields of it that the Messages API defines.
enum CloneBlock: Sendable {
    /// A text of the bundle, a string.
    case text(JSONValue)
    /// A text that stands for what is missing.
    case notice(String)
    /// A call; `key` is the id as the bundle has it, `id` the one that is written.
    case toolUse(key: String, id: String, name: String, input: JSONValue?)
    /// An answer.
    case toolResult(key: String, id: String, content: JSONValue?, isError: Bool)
    /// What answers a call that nothing answered.
    case missingResult(id: String)
    /// An answer whose call is not there, carried over as text.
    case strayResult(content: JSONValue?)
    /// A picture or document; the value is its `source`.
    case media(type: StaticString, source: JSONValue)

    /// What stands where a message or a result has no content.
    static let noContent = "(no content)"
    /// What stands where a call has no result.
    static let noResult = "(no result was recorded)"
    /// What stands before a result that has no call.
    static let strayIntroduction = "(the result of a tool call that was not shared)"

    private static let pictureTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"]

    /// Reads a block.
    ///
    /// - Returns: `nil` when it is not carried over, with the reason counted; a blank text counts nowhere.
    init?(_ json: JSONValue, role: CloneMessage.Role, drops: inout Drops) {
        guard json.kind == .object, let type = json["type"]?.string else {
            drops.count(.unknownBlock)
            return nil
        }
        switch (type, role) {
        case ("text", _):
            guard let text = json["text"], text.kind == .string else {
                drops.count(.unknownBlock)
                return nil
            }
            if text.isBlankText { return nil }
            self = .text(text)
        case ("tool_use", .assistant):
            guard let key = json["id"]?.string, !key.isEmpty,
                let name = SafeField.toolName(json["name"]?.string)
            else {
                drops.count(.namelessCall)
                return nil
            }
            self = .toolUse(key: key, id: key, name: name, input: json["input"])
        case ("tool_result", .user):
            guard let key = json["tool_use_id"]?.string, !key.isEmpty else {
                drops.count(.namelessResult)
                return nil
            }
            self = .toolResult(
                key: key,
                id: key,
                content: json["content"],
                isError: json["is_error"]?.bool ?? false
            )
        case ("image", .user), ("document", .user):
            guard let source = Self.source(of: json, isPicture: type == "image") else {
                drops.count(.unreadableMedia)
                return nil
            }
            self = .media(type: type == "image" ? "image" : "document", source: source)
        case ("thinking", _), ("redacted_thinking", _):
            drops.count(.thinking)
            return nil
        case ("server_tool_use", _), ("mcp_tool_use", _), ("mcp_tool_result", _):
            drops.count(.serverTool)
            return nil
        default:
            drops.count(type.hasSuffix("_tool_result") ? .serverTool : .unknownBlock)
            return nil
        }
    }

    /// Writes the block.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        switch self {
        case .text(let text):
            writer.member("type", "text")
            writer.member("text", copying: text)
        case .notice(let text):
            writer.member("type", "text")
            writer.member("text", text)
        case .toolUse(_, let id, let name, let input):
            writer.member("type", "tool_use")
            writer.member("id", id)
            writer.member("name", name)
            writer.key("input")
            Self.writeInput(input, to: &writer)
        case .toolResult(_, let id, let content, let isError):
            writer.member("type", "tool_result")
            writer.member("tool_use_id", id)
            writer.key("content")
            // The API refuses an error without content; a blank text is fine elsewhere.
            let isEmptyError = isError && content?.isBlankText == true
            Self.writeResult(isEmptyError ? nil : content, to: &writer)
            if isError { writer.member("is_error", true) }
        case .missingResult(let id):
            writer.member("type", "tool_result")
            writer.member("tool_use_id", id)
            writer.member("content", Self.noResult)
            writer.member("is_error", true)
        case .strayResult(let content):
            writer.member("type", "text")
            writer.member("text", Self.strayIntroduction + "\n\n" + Self.plainText(of: content))
        case .media(let type, let source):
            writer.member("type", "\(type)")
            Self.writeSource(source, to: &writer)
        }
        writer.endObject()
    }

    /// The strings of the block in which a person or a program may have hidden something.
    var texts: [JSONValue] {
        switch self {
        case .text(let text): [text]
        case .toolResult(_, _, let content?, _), .strayResult(let content?):
            content.kind == .string ? [content] : content.elements.compactMap { $0["text"] }
        default: []
        }
    }

    // MARK: Parts

    /// A call's input must be an object.
    private static func writeInput(_ input: JSONValue?, to writer: inout JSONWriter) {
        guard let input, !input.isNull else { return writer.object { _ in } }
        if input.kind == .object { return writer.copy(input) }
        writer.object { $0.member("value", copying: input) }
    }

    /// A result's content must be a string or a list of blocks that are known.
    private static func writeResult(_ content: JSONValue?, to writer: inout JSONWriter) {
        guard let content, !content.isNull else { return writer.string(noContent) }
        switch content.kind {
        case .string:
            writer.copy(content)
        case .array:
            let mark = writer.bytes.count
            writer.beginArray()
            let start = writer.bytes.count
            for element in content.elements { writeResultBlock(element, to: &writer) }
            let isEmpty = writer.bytes.count == start
            writer.endArray()
            if isEmpty {
                writer.bytes.removeLast(writer.bytes.count - mark)
                writer.bytes.append(contentsOf: Array("\"\(noContent)\"".utf8))
            }
        default:
            writer.string(text(of: content))
        }
    }

    private static func writeResultBlock(_ json: JSONValue, to writer: inout JSONWriter) {
        if json["type"]?.equals("text") == true, let text = json["text"], text.kind == .string {
            if text.isBlankText { return }
            CloneBlock.text(text).write(to: &writer)
        } else if json["type"]?.equals("image") == true, let source = source(of: json, isPicture: true) {
            CloneBlock.media(type: "image", source: source).write(to: &writer)
        } else if json["type"]?.equals("document") == true, let source = source(of: json, isPicture: false) {
            CloneBlock.media(type: "document", source: source).write(to: &writer)
        } else {
            CloneBlock.notice(text(of: json)).write(to: &writer)
        }
    }

    /// A value as a person would read it: a string as it is, anything else as JSON.
    private static func text(of json: JSONValue) -> String {
        if json.isBlankText { return noContent }
        if let text = json.string { return text }
        var writer = JSONWriter()
        writer.copy(json)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A result's texts, one after another; what is no text is named.
    static func plainText(of content: JSONValue?) -> String {
        guard let content, !content.isNull else { return noContent }
        guard content.kind == .array else { return text(of: content) }
        let parts = content.elements.map { block in
            block["text"]?.string ?? "(\(block["type"]?.string ?? "something") left out)"
        }
        return parts.isEmpty ? noContent : parts.joined(separator: "\n")
    }

    /// The source of a picture or document that is in the file itself; one by address would make the reader's
    /// machine fetch it, one by id belongs to another account.
    private static func source(of json: JSONValue, isPicture: Bool) -> JSONValue? {
        guard let source = json["source"], let type = source["type"],
            let media = source["media_type"]?.string,
            let data = source["data"], data.kind == .string, data.utf8Count != 0
        else { return nil }
        if isPicture {
            return type.equals("base64") && pictureTypes.contains(media) && isBase64(data) ? source : nil
        }
        if type.equals("text") { return media == "text/plain" ? source : nil }
        return type.equals("base64") && media == "application/pdf" && isBase64(data) ? source : nil
    }

    private static func isBase64(_ data: JSONValue) -> Bool {
        guard let bytes = data.utf8, bytes.count.isMultiple(of: 4) else { return false }
        let digits = bytes.drop(while: { isBase64Digit($0) })
        return digits.count <= 2 && digits.allSatisfy { $0 == UInt8(ascii: "=") }
    }

    private static func isBase64Digit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    private static func writeSource(_ source: JSONValue, to writer: inout JSONWriter) {
        writer.key("source")
        writer.object { writer in
            for key in ["type", "media_type", "data"] { writer.member(key, copying: source[key: key]) }
        }
    }
}
