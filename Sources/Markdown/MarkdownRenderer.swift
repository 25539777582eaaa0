internal import CMD4C
public import HTML

/// Turns Markdown (CommonMark with tables, strikethrough, task lists and plain addresses) into HTML, by md4c.
///
/// Raw HTML in it is text. Links lead to `http`, `https` and `mailto` addresses only; of others the text and the target
/// are shown. Images are named, never loaded. Every byte goes through the escaping of ``HTMLWriter``, so that no text
/// can become an element or an attribute.
///
/// ```swift
/// var page = HTMLWriter()
/// MarkdownRenderer(headingOffset: 3).append(Array("# Title".utf8).span, to: &page)
/// // page: <h4>Title</h4>
/// ```
public struct MarkdownRenderer: Sendable {
    /// How many levels headings are moved down; none goes beyond the sixth.
    public var headingOffset: Int
    /// Whether a line end in a paragraph is one on the page, as people who type expect it.
    public var keepsLineBreaks: Bool

    /// The longest text that is read as Markdown, in bytes.
    ///
    /// md4c needs quadratic time for some texts that were made for it; longer ones are shown as they are.
    public static let lengthLimit = 128 << 10
    /// The deepest nesting of lists and quotes that is followed; browsers flatten what lies deeper than 512 elements.
    static let depthLimit = 60

    /// A renderer.
    public init(headingOffset: Int = 0, keepsLineBreaks: Bool = false) {
        self.headingOffset = headingOffset
        self.keepsLineBreaks = keepsLineBreaks
    }

    /// Writes `text`, UTF-8, to the page.
    ///
    /// What is too long, too deep, or would grow beyond measure is written as plain text with its line ends.
    public func append(_ text: Span<UInt8>, to page: inout HTMLWriter) {
        guard text.count <= Self.lengthLimit else {
            appendPlain(text, to: &page)
            return
        }
        let start = page.count
        let run = MarkdownRun(
            page,
            limit: page.count + text.count * 12 + (1 << 14),
            headingOffset: headingOffset,
            keepsLineBreaks: keepsLineBreaks
        )
        // The run is the page's only owner meanwhile: nothing is copied.
        page = HTMLWriter()
        let isDone = run.parse(text)
        page = run.takePage()
        if !isDone {
            page.removeAll(behind: start)
            appendPlain(text, to: &page)
        }
    }

    private func appendPlain(_ text: Span<UInt8>, to page: inout HTMLWriter) {
        page.markup("<p class=\"plain\">")
        page.text(text)
        page.markup("</p>\n")
    }
}
