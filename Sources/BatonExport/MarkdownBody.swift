/// A message's own Markdown in the page: it is shown as it is, and cannot swallow what follows or pass for a message.
///
/// What could do so is a code fence that stays open, an HTML block (CommonMark 4.6), which may run to the end of the
/// page, and a line that looks like a heading of a message. Fences are closed, the others escaped. Where a fence
/// begins and ends is plain at the left margin; inside lists it depends on all lines before. A text with a fence that
/// two readings of CommonMark could end at different lines becomes a block quote as a whole, which ends everything in it.
enum MarkdownBody {
    /// Writes a text, without blank lines at its ends.
    static func append(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        let text = TerminalText.plain(text).trimmed
        let count = output.count
        guard !appendPlain(text, to: &output) else { return }
        output.removeLast(output.count - count)
        for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            output.put(index == 0 ? ">" : "\n>")
            if !line.isEmpty { output.put(" ") }
            output.append(contentsOf: line)
        }
    }

    /// - Returns: `false` when it is not plain where the fences end.
    private static func appendPlain(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool {
        var open: Fence?
        var copied = text.startIndex
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(of: 0x0a) ?? text.endIndex
            let line = text[start..<end]
            start = end + 1
            if let fence = open {
                switch fence.reading(of: line) {
                case .inside: break
                case .end: open = nil
                case .unclear: return false
                }
                continue
            }
            let mark = line.firstIndex { $0 != UInt8(ascii: " ") } ?? end
            guard mark < end else { continue }
            switch line[mark] {
            case UInt8(ascii: "`"), UInt8(ascii: "~"):
                open = Fence(line[mark...], indent: mark - line.startIndex)
            case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), 0x09:
                if hidesFence(line[mark...]) { return false }
            case UInt8(ascii: "<") where isHTML(line[mark...]),
                UInt8(ascii: "#") where isMessageHeading(line[mark...]):
                output.append(contentsOf: text[copied..<mark])
                output.put("\\")
                copied = mark
            default: break
            }
        }
        output.append(contentsOf: text[copied...])
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

    /// Whether an HTML block could begin with the line; `<https://…>` and `a < b` are none.
    private static func isHTML(_ line: ArraySlice<UInt8>) -> Bool {
        var rest = line.dropFirst()
        guard let first = rest.first else { return false }
        if first == UInt8(ascii: "!") || first == UInt8(ascii: "?") { return true }
        if first == UInt8(ascii: "/") { rest.removeFirst() }
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
        guard let letter = rest.first, isLetter(letter) else { return false }
        let behind = rest.drop {
            isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        }
        return behind.first.map { [0x20, 0x09, UInt8(ascii: ">"), UInt8(ascii: "/")].contains($0) } ?? true
    }

    private static func isMessageHeading(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.starts(with: "###".utf8) else { return false }
        return line.dropFirst(3).drop { $0 == 0x20 || $0 == 0x09 }.starts(with: "Message".utf8)
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
