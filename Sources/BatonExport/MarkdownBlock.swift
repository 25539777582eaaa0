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
            switch text?.string?.count ?? 0 {
            case 0: "*[thinking: not recorded]*"
            case let count: "*[thinking: \(count) characters, left out]*"
            }
        case .unknown(let type):
            "*[block of type \(MarkdownText.inline(type)), not shown]*"
        case .text, .toolUse, .toolResult:
            ""
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes < 1024 ? "\(bytes) bytes" : "\((bytes + 512) / 1024) KiB"
    }
}
