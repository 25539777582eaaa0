internal import Platform
internal import HTML
internal import Markdown

/// Pieces of a page: texts, code, folds.
enum HTMLText {
    /// Headings of a message's own stand below those of the messages, which are of the third level.
    private static let typed = MarkdownRenderer(headingOffset: 3, keepsLineBreaks: true)
    private static let answered = MarkdownRenderer(headingOffset: 3)

    /// Writes Markdown that a person or the model wrote.
    static func markdown(_ text: ArraySlice<UInt8>, isTyped: Bool, to page: inout HTMLWriter) {
        let text = TerminalText.plain(text).trimmed
        guard !text.isEmpty else { return }
        page.markup("<div class=\"said\">\n")
        (isTyped ? typed : answered).append(text.span, to: &page)
        page.markup("</div>\n")
    }

    /// Writes a text as it is, in a block of its own.
    static func block(_ text: ArraySlice<UInt8>, to page: inout HTMLWriter) {
        page.markup("<pre><code>")
        page.text(TerminalText.plain(text))
        page.markup("</code></pre>\n")
    }

    /// Writes a text on one line, cut behind `limit` bytes.
    static func line(_ text: ArraySlice<UInt8>, limit: Int, to page: inout HTMLWriter) {
        // What will be cut away is not looked at.
        let plain = TerminalText.plain(text.prefix(4 * limit + 64)).trimmed
        let (part, isCut) = plain.cut(limit)
        let isWhole = !isCut && text.count <= 4 * limit + 64
        var line = Array(part)
        for index in line.indices where line[index] == 0x0a || line[index] == 0x09 { line[index] = 0x20 }
        page.text(line[...])
        if !isWhole { page.markup("…") }
    }

    /// Writes a text on one line as code.
    static func code(_ text: ArraySlice<UInt8>, limit: Int = 160, to page: inout HTMLWriter) {
        page.markup("<code>")
        line(text, limit: limit, to: &page)
        page.markup("</code>")
    }

    /// A number of bytes for people.
    static func size(_ bytes: Int) -> String {
        bytes < 1024 ? "\(bytes) bytes" : "\((bytes + 512) / 1024) KiB"
    }

    /// `1 line`, `2 lines`.
    static func count(_ count: Int, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// A number with a comma before each three digits.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// Lines of a text; a line end at its end begins no further one.
    static func lineCount(_ text: ArraySlice<UInt8>) -> Int {
        text.span.occurrences(of: 0x0a) + (text.isEmpty || text.last == 0x0a ? 0 : 1)
    }

    /// Characters of a text.
    static func characterCount(_ text: ArraySlice<UInt8>) -> Int {
        let span = text.span
        var count = 0
        for index in span.indices { count &+= span[index] & 0xc0 == 0x80 ? 0 : 1 }
        return count
    }
}
