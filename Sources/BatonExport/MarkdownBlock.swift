internal import BatonSessions
internal import JSON

/// Blocks that Markdown cannot show, as a line that names them.
enum MarkdownBlock {
    /// What stands in the place of an image, document, reasoning or unknown block.
    static func mention(_ block: Block) -> String {
        switch block {
        case .image(let mediaType, let encodedBytes):
            "*[image: \(MarkdownText.inline(mediaType)), \(size(encodedBytes / 4 * 3)), not shown]*"
        case .document(let mediaType):
            "*[document: \(MarkdownText.inline(mediaType)), not shown]*"
        case .thinking(let text):
            switch text?.withText(characterCount) ?? 0 {
            case 0: "*[thinking: not recorded]*"
            case let count: "*[thinking: \(count) characters, left out]*"
            }
        case .unknown(let type):
            "*[block of type \(MarkdownText.inline(type)), not shown]*"
        case .text, .toolUse, .toolResult:
            ""
        }
    }

    /// Images in the content of a result.
    static func imageCount(in content: JSONValue?) -> Int {
        content?.elements.reduce(0) { $0 + ($1["type"]?.equals("image") == true ? 1 : 0) } ?? 0
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 1024 ? "\(bytes) bytes" : "\((bytes + 512) / 1024) KiB"
    }

    private static func characterCount(_ text: Span<UInt8>) -> Int {
        var count = 0
        for index in text.indices where text[index] & 0xc0 != 0x80 { count += 1 }
        return count
    }
}
