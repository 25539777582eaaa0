internal import Platform

/// Pieces of Markdown that stay whole whatever they hold.
enum MarkdownText {
    /// Writes `text` in a code fence longer than any run of backquotes in it.
    static func fence(_ text: ArraySlice<UInt8>, language: String = "", to output: inout [UInt8]) {
        let text = TerminalText.plain(text)
        let fence = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
        output.put(fence)
        output.put(language)
        output.put("\n")
        output.append(contentsOf: text)
        if let last = text.last, last != 0x0a { output.put("\n") }
        output.put(fence)
    }

    /// Writes `text` in a code fence.
    static func fence(_ text: [UInt8]?, language: String = "", to output: inout [UInt8]) {
        fence((text ?? [])[...], language: language, to: &output)
    }

    /// Writes what `write` writes folded behind a line of summary.
    static func folded(_ summary: String, to output: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
        output.put("<details>\n<summary>\(html(summary))</summary>\n\n")
        write(&output)
        output.put("\n\n</details>")
    }

    /// `text` as inline code on one line.
    static func code(_ text: String) -> String {
        let line = onOneLine(text)
        let bytes = Array(line.utf8)
        let ticks = String(repeating: "`", count: longestRun(in: bytes[...]) + 1)
        let mark = UInt8(ascii: "`")
        let needsSpace = bytes.isEmpty || bytes.first == mark || bytes.last == mark
        return needsSpace ? "\(ticks) \(line) \(ticks)" : "\(ticks)\(line)\(ticks)"
    }

    /// `text` on one line, with what would begin markup escaped.
    static func inline(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|": "\\\(scalar)"
            default: nil
            }
        }
    }

    /// Text on one line for an HTML element of the page.
    static func html(_ text: String) -> String {
        escaped(text) { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            default: nil
            }
        }
    }

    private static func onOneLine(_ text: String) -> String { escaped(text) { _ in nil } }

    /// `text` with scalars replaced, and with spaces in the place of line ends and control characters.
    private static func escaped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7f...0x9f, 0x2028, 0x2029:
                result.append(" ")
            // Marks that turn the direction of what follows: a name with one would change the line around it.
            case 0x200e, 0x200f, 0x061c, 0x202a...0x202e, 0x2066...0x2069:
                let code = "[U+" + String(scalar.value, radix: 16, uppercase: true) + "]"
                result.append(contentsOf: code.unicodeScalars)
            default:
                if let text = replacement(scalar) {
                    result.append(contentsOf: text.unicodeScalars)
                } else {
                    result.append(scalar)
                }
            }
        }
        return String(result)
    }

    private static func longestRun(in text: ArraySlice<UInt8>) -> Int {
        let span = text.span
        var longest = 0
        var place = 0
        while let start = span.firstIndex(of: UInt8(ascii: "`"), from: place) {
            place = start
            while place < span.count, span[place] == UInt8(ascii: "`") { place += 1 }
            longest = max(longest, place - start)
        }
        return longest
    }
}
