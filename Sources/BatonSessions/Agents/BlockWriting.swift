internal import JSON

/// Content blocks as the Messages API has them.
extension JSONWriter {
    /// Writes a text block.
    mutating func textBlock(_ text: JSONValue) {
        object { writer in
            writer.member("type", "text")
            writer.member("text", copying: text)
        }
    }

    /// Writes a text block.
    mutating func textBlock(_ text: String) {
        object { writer in
            writer.member("type", "text")
            writer.member("text", text)
        }
    }

    /// Writes a block of the model's reasoning.
    mutating func thinkingBlock(_ text: String) {
        object { writer in
            writer.member("type", "thinking")
            writer.member("thinking", text)
        }
    }

    /// Writes a picture from the URL that an agent keeps it under: its data when it is in the URL, else the URL.
    mutating func imageBlock(url: JSONValue) {
        guard let (mediaType, data) = DataURL.parts(of: url) else {
            textBlock("[image: \(url.string ?? "")]")
            return
        }
        imageBlock(mediaType: mediaType, data: data.span)
    }

    /// Writes a picture from its base64 text.
    mutating func imageBlock(mediaType: String, data: Span<UInt8>) {
        object { writer in
            writer.member("type", "image")
            writer.key("source")
            writer.beginObject()
            writer.member("type", "base64")
            writer.member("media_type", mediaType)
            writer.key("data")
            writer.string(utf8: data)
            writer.endObject()
        }
    }

    /// Writes a call of a tool; `input` writes an object.
    mutating func toolUseBlock(id: String, name: String, _ input: (inout JSONWriter) -> Void) {
        object { writer in
            writer.member("type", "tool_use")
            writer.member("id", id)
            writer.member("name", name)
            writer.key("input")
            input(&writer)
        }
    }

    /// Writes the content of a user line that answers a call; `content` writes a text or a list of blocks.
    mutating func toolResult(id: String, isError: Bool, _ content: (inout JSONWriter) -> Void) {
        array { writer in
            writer.object { writer in
                writer.member("type", "tool_result")
                writer.member("tool_use_id", id)
                writer.key("content")
                content(&writer)
                if isError { writer.member("is_error", true) }
            }
        }
    }

    /// Writes a value as the text of its JSON; a text as it is.
    mutating func textOf(_ value: JSONValue?) {
        guard let value else { return string("") }
        if value.kind == .string { return copy(value) }
        var inner = JSONWriter()
        inner.copy(value)
        string(utf8: inner.bytes.span)
    }
}

/// URLs that hold what they name (RFC 2397), in base64.
enum DataURL {
    /// The media type and the base64 text of a `data:` URL.
    static func parts(of url: JSONValue) -> (mediaType: String, data: [UInt8])? {
        guard let bytes = url.utf8, bytes.starts(with: "data:".utf8) else { return nil }
        guard let comma = bytes.prefix(200).firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let head = String(decoding: bytes[5..<comma], as: UTF8.self)
        guard head.hasSuffix(";base64") else { return nil }
        let mediaType = head.prefix { $0 != ";" }
        guard mediaType.utf8.allSatisfy(isTypeByte), mediaType.contains("/") else { return nil }
        return (String(mediaType), Array(bytes[(comma + 1)...]))
    }

    private static func isTypeByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x61...0x7a, 0x41...0x5a, 0x30...0x39, 0x2f, 0x2b, 0x2e, 0x2d: true
        default: false
        }
    }
}
