/// How much a Markdown page shows, and whether what is long is folded or cut.
struct MarkdownStyle {
    /// How much of tool calls and their results is shown.
    var detail: ToolDetail
    /// Lines up to which a text stands open.
    var openLines = 20
    /// Whether longer ones are folded; they are cut otherwise.
    var folds = true

    /// Lines of a result that stay when it is cut.
    static let briefLines = 8
    /// Bytes of a line that stay when it is cut.
    static let briefLine = 400

    /// Writes a text as it is, in a fence; a long one is folded behind a line that names it, or cut with a count of the rest.
    func writeLong(
        _ text: ArraySlice<UInt8>,
        language: String,
        name: String,
        to output: inout [UInt8]
    ) {
        let count = HTMLText.lineCount(text)
        if count <= openLines {
            MarkdownText.fence(text, language: language, to: &output)
        } else if folds {
            MarkdownText.folded("\(count) lines of \(name)", to: &output) {
                MarkdownText.fence(text, language: language, to: &$0)
            }
        } else {
            MarkdownText.fence(Self.firstLines(text, openLines), language: language, to: &output)
        }
    }

    /// The first lines of a text, each cut, and how many more there are.
    static func firstLines(_ text: ArraySlice<UInt8>, _ most: Int) -> [UInt8] {
        var output: [UInt8] = []
        var rest = text
        var lines = 0
        while lines < most, !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0a }
            let (part, isCut) = line.cut(briefLine)
            output.append(contentsOf: part)
            output.put(isCut ? "…\n" : "\n")
            rest = rest.dropFirst(line.count + 1)
            lines += 1
        }
        let left = HTMLText.lineCount(rest)
        if left > 0 { output.put("… \(HTMLText.count(left, "more line"))\n") }
        return output
    }
}
