internal import Platform

/// Texts of a session in the forms in which a context page shows them.
enum ContextText {
    /// Code points of a text on one line.
    static let line = 160
    /// Code points of a text that is shown in part.
    static let part = 600
    /// Code points of a text that is shown in full.
    static let full = 8000

    /// A list item that begins with `label`, as one line, in part and in full: each form is longer than the one before.
    ///
    /// `label` is Markdown; a form that would show no more than the one before is left out.
    static func forms(_ label: String, _ text: [UInt8], full: Int = full) -> [[UInt8]] {
        let text = TerminalText.plain(text[...]).trimmed
        let first = oneLine(text, line)
        var forms = [Array("- \(label)\(first)".utf8)]
        let total = text.codePoints
        if text.span.firstIndex(of: 0x0a, from: 0) == nil, total <= line { return forms }
        for size in [part, full] {
            let (head, isCut) = head(text, size)
            guard !isCut || head.codePoints > line || head.contains(0x0a) else { continue }
            var form = Array("- \(label.trimmedEnd)\n\n".utf8)
            var quote: [UInt8] = []
            MarkdownBody.quote(head, to: &quote)
            form.append(contentsOf: indented(quote))
            if isCut {
                form.put("\n\n  *[\(HTMLText.count(total - head.codePoints, "character")) more]*")
            }
            // Behind a quote a blank line ends what could go on.
            form.put("\n")
            if form.count > forms[forms.count - 1].count { forms.append(form) }
            if !isCut { break }
        }
        return forms
    }

    /// The first line of a text that says something, with markup escaped, at most `count` code points of it and `…`.
    static func oneLine(_ text: ArraySlice<UInt8>, _ count: Int) -> String {
        let text = TerminalText.plain(text.prefix(8 * count + 256)).trimmed
        let lines = text.split(separator: 0x0a, maxSplits: 3)
        // A text that begins with code is told by the first line of it.
        let isFence = lines.first.map { $0.starts(with: "```".utf8) || $0.starts(with: "~~~".utf8) } ?? false
        let first = (isFence ? lines.dropFirst().first : lines.first) ?? []
        let (part, isCut) = TextCut.characters(first.trimmed, count)
        let isWhole = !isCut && lines.count == 1
        let shown = withPlaceholders(MarkdownText.inline(String(decoding: part, as: UTF8.self)))
        // Escaping a mark makes two of it, and of one that turns the direction of text eight.
        guard shown.unicodeScalars.count <= 2 * count else {
            let start = oneLine(part, count / 4)
            return start.hasSuffix("…") ? start : start + " …"
        }
        return isWhole ? shown : shown + " …"
    }

    /// Escaped text in which placeholders of secrets stand as everywhere else, `[redacted:rule:1]`.
    ///
    /// They are no link unless what follows makes one of them.
    private static func withPlaceholders(_ text: String) -> String {
        let opening = "\\[redacted:"
        guard var found = text.firstRange(of: opening) else { return text }
        var result = ""
        var rest = text[...]
        while true {
            result += rest[..<found.lowerBound]
            let name = rest[found.upperBound...].prefix {
                $0.isASCII && ($0.isLetter || $0.isNumber || "-:".contains($0))
            }
            let behind = rest[name.endIndex...]
            if behind.hasPrefix("\\]"), behind.dropFirst(2).first.map({ !"([:".contains($0) }) ?? true {
                result += "[redacted:\(name)]"
                rest = behind.dropFirst(2)
            } else {
                result += rest[found]
                rest = rest[found.upperBound...]
            }
            guard let next = rest.firstRange(of: opening) else { return result + rest }
            found = next
        }
    }

    /// A text on one line as code, at most `count` code points of it and `…`.
    static func code(_ text: ArraySlice<UInt8>, _ count: Int) -> String {
        let line = TerminalText.plain(text.prefix(8 * count + 256)).trimmed.prefix { $0 != 0x0a }
        let (part, isCut) = TextCut.characters(line, count)
        let isWhole = !isCut && part.count == text.trimmed.count
        return MarkdownText.code(String(decoding: part, as: UTF8.self)) + (isWhole ? "" : " …")
    }

    /// The front of a text, which ends outside of code fences.
    private static func head(_ text: ArraySlice<UInt8>, _ count: Int) -> (ArraySlice<UInt8>, isCut: Bool) {
        let (part, isCut) = TextCut.characters(text, count)
        return isCut ? (TextCut.beforeOpenFence(part).trimmed, true) : (part, false)
    }

    private static func indented(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count + text.count / 16 + 2)
        for (index, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated() {
            result.put(index == 0 ? "  " : "\n  ")
            result.append(contentsOf: line)
        }
        return result
    }
}

/// Places at which a text may end.
enum TextCut {
    /// At most `count` code points from the front, and whether there were more.
    ///
    /// No character is cut in two, however many code points it has; where a blank is near, no word either, and with it no
    /// placeholder of a secret.
    static func characters(_ text: ArraySlice<UInt8>, _ count: Int) -> (part: ArraySlice<UInt8>, isCut: Bool)
    {
        // A code point has four bytes at most; what follows tells whether the last character goes on.
        let window = String(decoding: text.prefix(4 * count + 64), as: UTF8.self)
        var points = 0
        var bytes = 0
        for character in window {
            points += character.unicodeScalars.count
            if points > count { break }
            bytes += character.utf8.count
        }
        // Bytes that are no UTF-8 become longer in the string than they are.
        guard bytes < text.count else { return (text, false) }
        let part = text.prefix(bytes)
        let word = part.lastIndex { $0 == 0x20 || $0 == 0x0a || $0 == 0x09 }
        if let word, part.endIndex - word <= 80 { return (part[..<word].trimmed, true) }
        return (part, true)
    }

    /// The text up to a code fence that it leaves open; a fence is what any reading of CommonMark could take for one.
    static func beforeOpenFence(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var open: (start: Int, mark: UInt8, count: Int)?
        var start = text.startIndex
        while start < text.endIndex {
            let end = text[start...].firstIndex(of: 0x0a) ?? text.endIndex
            // Fences may stand in lists and quotes.
            let line = text[start..<end].drop { " \t>-*+".utf8.contains($0) }
            if let mark = line.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") {
                let count = line.count - line.drop { $0 == mark }.count
                if let fence = open {
                    if fence.mark == mark, count >= fence.count { open = nil }
                } else if count >= 3 {
                    open = (start, mark, count)
                }
            }
            start = end + 1
        }
        return open.map { text[..<$0.start] } ?? text
    }
}

extension RandomAccessCollection<UInt8> {
    /// How many code points a text in UTF-8 has.
    var codePoints: Int { reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) } }
}

extension String {
    /// The text without blanks at its end.
    fileprivate var trimmedEnd: Substring {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return text
    }
}
