internal import Platform

/// A message's own Markdown in the page: it is shown as it is, and cannot swallow what follows or pass for a message.
///
/// What could do so is a code fence that stays open, HTML in blocks or within lines (CommonMark 4.6, 6.6), which may open
/// or close folds of the page, and a heading that looks like a message's. Fences are closed, the others escaped. Where a fence
/// begins and ends is plain at the left margin; inside lists it depends on all lines before. A text with a fence that
/// two readings of CommonMark could end at different lines becomes a block quote as a whole, which ends everything in it.
enum MarkdownBody {
    /// Writes a text, without blank lines at its ends.
    static func append(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let text = TerminalText.plain(text).trimmed
        let count = output.count
        guard !appendPlain(text, to: &output) else { return }
        output.removeLast(output.count - count)
        // What is code in it is as unclear as where its fences end.
        var lines = EscapedLines(text)
        var body: [UInt8] = []
        for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            if index > 0 { body.append(0x0a) }
            lines.append(line, isUnclear: true, to: &body)
        }
        appendQuoted(body, to: &output)
    }

    /// Writes a text as a block quote, which ends everything that is open in it.
    static func quote(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        var body: [UInt8] = []
        append(text, to: &body)
        appendQuoted(body, to: &output)
    }

    private static func appendQuoted(_ body: [UInt8], to output: inout [UInt8]) {
        for (index, line) in body.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            output.put(index == 0 ? ">" : "\n>")
            if !line.isEmpty { output.append(0x20) }
            output.append(contentsOf: line)
        }
    }

    /// - Returns: `false` when it is not plain where the fences end.
    private static func appendPlain(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
        var lines = EscapedLines(text)
        var open: Fence?
        // A fence so far to the right may be the text of the paragraph above, up to the next blank line.
        var mayBeText = false
        var isBelowText = false
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(of: 0x0a) ?? text.endIndex
            let line = text[start..<end]
            if start > text.startIndex { output.append(0x0a) }
            start = end + 1
            let mark = line.firstIndex { $0 != UInt8(ascii: " ") } ?? end
            if let fence = open {
                switch fence.reading(of: line) {
                case .inside: break
                case .end: open = nil
                case .unclear: return false
                }
                if mark == end { mayBeText = false }
                if mayBeText {
                    lines.append(line, isUnclear: true, to: &output)
                } else {
                    output.append(contentsOf: line)
                }
                continue
            }
            if mark < end {
                switch line[mark] {
                case UInt8(ascii: "`"), UInt8(ascii: "~"):
                    open = Fence(line[mark...], indent: mark - line.startIndex)
                case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ">"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), 0x09:
                    if line[mark] != UInt8(ascii: ">"), hidesFence(line[mark...]) { return false }
                default: break
                }
            }
            if open != nil {
                mayBeText = isBelowText && mark - line.startIndex > 3
                lines.restart()
                output.append(contentsOf: line)
            } else {
                lines.append(line, to: &output)
            }
            isBelowText = mark < end
        }
        guard let open else { return true }
        output.put("\n" + String(repeating: Character(Unicode.Scalar(open.mark)), count: open.count))
        return open.indent == 0
    }

    /// Whether a fence stands behind the marks of list items, block quotes in them, or tabs.
    private static func hidesFence(_ line: ArraySlice<UInt8>) -> Bool {
        var rest = line
        while let first = rest.first {
            let next = rest.dropFirst()
            switch first {
            case UInt8(ascii: " "), 0x09, UInt8(ascii: ">"):
                rest = next
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"):
                guard next.first == UInt8(ascii: " ") || next.first == 0x09 else { return false }
                rest = next
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let behind = rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                guard behind.first == UInt8(ascii: ".") || behind.first == UInt8(ascii: ")") else {
                    return false
                }
                rest = behind.dropFirst()
            default:
                return Fence(rest, indent: 0) != nil
            }
        }
        return false
    }
}

/// Lines of a message's own that are no code: tags in them, and headings that could pass for a message's, are escaped.
private struct EscapedLines {
    private let text: ArraySlice<UInt8>
    private let hasTags: Bool
    private var html = InlineHTML()
    /// Where the paragraph begins whose lines were not looked at yet.
    private var start: Int?
    /// Whether the paragraph so far could pass for a message's heading, were it one.
    private var isLikeHeading = false

    /// Lines of `text`.
    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        hasTags = text.span.firstIndex(of: UInt8(ascii: "<"), from: 0) != nil
    }

    /// Forgets the paragraph before.
    mutating func restart() {
        html = InlineHTML()
        start = nil
        isLikeHeading = false
    }

    /// Writes the next line of the text.
    mutating func append(_ line: ArraySlice<UInt8>, isUnclear: Bool = false, to output: inout [UInt8]) {
        var rest = line
        if let mark = underline(in: line) ?? MessageHeading.mark(in: line) {
            output.append(contentsOf: line[..<mark])
            output.append(UInt8(ascii: "\\"))
            rest = line[mark...]
        }
        if hasTags {
            html.append(rest, isUnclear: isUnclear, to: &output)
        } else {
            output.append(contentsOf: rest)
        }
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
            start = nil
            isLikeHeading = false
        } else if start == nil {
            start = line.startIndex
        }
    }

    /// The place of what makes the paragraph above a heading that could pass for a message's.
    private mutating func underline(in line: ArraySlice<UInt8>) -> Int? {
        guard let start, let mark = MessageHeading.underline(in: line) else { return nil }
        if !isLikeHeading {
            isLikeHeading = text[start..<line.startIndex].split(separator: 0x0a).contains(
                where: MessageHeading.isLike
            )
            // These are not looked at again.
            self.start = line.startIndex
        }
        return isLikeHeading ? mark : nil
    }
}

/// An open code fence (CommonMark 4.5).
private struct Fence {
    enum Reading { case inside, end, unclear }

    let mark: UInt8
    let count: Int
    /// Spaces before it.
    let indent: Int

    /// The fence that a line without its indentation opens.
    init?(_ line: ArraySlice<UInt8>, indent: Int) {
        guard let mark = line.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
            return nil
        }
        let information = line.drop { $0 == mark }
        count = line.count - information.count
        guard count >= 3, mark == UInt8(ascii: "~") || !information.contains(mark) else { return nil }
        self.mark = mark
        self.indent = indent
    }

    /// What a line is to the fence.
    ///
    /// A fence at the margin is no list's. Any other one may be: then a line that stands further left than it would
    /// end it, and how far its end may be moved is the list's matter too.
    func reading(of line: ArraySlice<UInt8>) -> Reading {
        let text = line.drop { $0 == UInt8(ascii: " ") }
        guard let first = text.first else { return .inside }
        let spaces = line.count - text.count
        if indent == 0 { return spaces <= 3 && ends(text) ? .end : .inside }
        if first == 0x09 && spaces < indent { return .unclear }
        if ends(text) { return spaces == indent ? .end : .unclear }
        return spaces < indent ? .unclear : .inside
    }

    private func ends(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.first == mark else { return false }
        let rest = text.drop { $0 == mark }
        return text.count - rest.count >= count && rest.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }
}
