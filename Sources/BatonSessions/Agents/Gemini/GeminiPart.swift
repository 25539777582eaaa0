internal import JSON

/// One part of a content, as the Gemini API has them: a text, a picture, a call, an answer.
struct GeminiPart {
    private let part: JSONValue

    init(_ part: JSONValue) { self.part = part }

    /// The text of a part that is one, thoughts aside.
    var text: JSONValue? {
        if part.kind == .string { return part }
        guard let text = part["text"], text.kind == .string, part["thought"]?.bool != true else { return nil }
        return text
    }

    /// The text of a thought.
    var thought: String? {
        guard part["thought"]?.bool == true, let text = part["text"]?.string, !text.isEmpty else {
            return nil
        }
        return text
    }

    /// Whether a part is shown in its place: calls, answers and thoughts have places of their own.
    var isShown: Bool {
        part["functionCall"] == nil && part["functionResponse"] == nil && part["thought"]?.bool != true
    }

    /// What a part answers with, when it is nothing but text: the text, the `output` or `error` of a function's
    /// response, or the whole response.
    var answerText: JSONValue? {
        if let text { return text }
        if let response = part["functionResponse"]?["response"] {
            for key in ["output", "error"] {
                if let text = response[key: key], text.kind == .string { return text }
            }
            return response
        }
        return part["inlineData"] == nil ? part : nil
    }

    /// Writes the part as a block.
    func write(to writer: inout JSONWriter) {
        if let data = part["inlineData"], let type = data["mimeType"]?.string, type.hasPrefix("image/"),
            let text = data["data"]?.utf8
        {
            writer.imageBlock(mediaType: type, data: text.span)
        } else if let file = part["fileData"]?["fileUri"]?.string {
            writer.textBlock("[file: \(file)]")
        } else if let data = part["inlineData"] {
            writer.textBlock("[\(data["mimeType"]?.string ?? "file")]")
        } else if let text = answerText {
            writer.object { writer in
                writer.member("type", "text")
                writer.key("text")
                writer.textOf(text)
            }
        }
    }
}
