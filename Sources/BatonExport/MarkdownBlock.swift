internal import BatonSessions
internal import JSON

/// Blocks that Markdown cannot show, as a line that names them.
enum MarkdownBlock {
    /// What stands in the place of an image, document, reasoning or unknown block.
    static func mention(_ json: JSONValue) -> String {
        switch Block(json) {
        case .image(let mediaType, let encodedBytes):
            return "*[image: \(MarkdownText.inline(mediaType)), \(size(encodedBytes / 4 * 3)), not shown]*"
        case .document(let mediaType):
            let name = json["title"]?.string.map { " " + MarkdownText.code($0) } ?? ""
            let data = json["source"]?["data"]?.utf8Count.map {
                ", " + size(json["source"]?["type"]?.equals("base64") == true ? $0 / 4 * 3 : $0)
            }
            return "*[document\(name): \(MarkdownText.inline(mediaType))\(data ?? ""), not shown]*"
        case .thinking(let text):
            switch text?.withText(characterCount) ?? 0 {
            case 0: return "*[thinking: not recorded]*"
            case let count: return "*[thinking: \(count) characters, left out]*"
            }
        case .unknown("tool_reference"):
            return "*[tool \(MarkdownText.code(json["tool_name"]?.string ?? "?"))]*"
        case .unknown(let type):
            return "*[block of type \(MarkdownText.inline(type)), not shown]*"
        case .text, .toolUse, .toolResult:
            return ""
        }
    }

    private static func size(_ bytes: Int) -> String { HTMLText.size(bytes) }

    private static func characterCount(_ text: Span<UInt8>) -> Int {
        var count = 0
        for index in text.indices where text[index] & 0xc0 != 0x80 { count += 1 }
        return count
    }
}
