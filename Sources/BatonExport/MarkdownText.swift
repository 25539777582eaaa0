/// Pieces of Markdown that stay whole whatever they hold.
enum MarkdownText {
    /// `text` in a code fence longer than any run of backquotes in it.
    static func fenced(_ text: String, language: String = "") -> String {
        let fence = String(repeating: "`", count: max(3, longestRun(of: UInt8(ascii: "`"), in: text) + 1))
        return "\(fence)\(language)\n\(text)\(text.isEmpty || text.utf8.last == 0x0a ? "" : "\n")\(fence)"
    }

    /// `text` as inline code on one line.
    static func code(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let ticks = String(repeating: "`", count: longestRun(of: UInt8(ascii: "`"), in: line) + 1)
        let needsSpace = line.hasPrefix("`") || line.hasSuffix("`") || line.isEmpty
        return needsSpace ? "\(ticks) \(line) \(ticks)" : "\(ticks)\(line)\(ticks)"
    }

    /// `text` on one line, with what would begin markup escaped.
    static func inline(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|":
                result.append("\\")
                result.append(character)
            case _ where character.isNewline: result.append(" ")
            default: result.append(character)
            }
        }
        return result
    }

    /// Text for an HTML element of the page.
    static func html(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case _ where character.isNewline: result += " "
            default: result.append(character)
            }
        }
        return result
    }

    /// A message's own Markdown: it cannot leave a fence open or begin a message of the export.
    static func body(_ text: String) -> String {
        var lines: [Substring] = []
        var open: (mark: Character, count: Int)?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let fence = fence(line)
            if let current = open {
                if let fence, fence.mark == current.mark, fence.count >= current.count, !fence.hasInfo {
                    open = nil
                }
            } else if let fence {
                open = (fence.mark, fence.count)
            }
            lines.append(line.hasPrefix("### Message ") ? "\\" + line : line)
        }
        var result = lines.joined(separator: "\n")
        if let open { result += "\n" + String(repeating: open.mark, count: open.count) }
        return result
    }

    /// `text` folded behind a line of summary.
    static func folded(_ summary: String, _ text: String) -> String {
        "<details>\n<summary>\(html(summary))</summary>\n\n\(text)\n\n</details>"
    }

    /// The opening or closing fence that a line is (CommonMark 4.5).
    private static func fence(_ line: Substring) -> (mark: Character, count: Int, hasInfo: Bool)? {
        let indented = line.prefix { $0 == " " }
        guard indented.count <= 3 else { return nil }
        let rest = line.dropFirst(indented.count)
        guard let mark = rest.first, mark == "`" || mark == "~" else { return nil }
        let count = rest.prefix { $0 == mark }.count
        let info = rest.dropFirst(count)
        guard count >= 3, mark == "~" || !info.contains("`") else { return nil }
        return (mark, count, info.contains { !$0.isWhitespace })
    }

    private static func longestRun(of byte: UInt8, in text: String) -> Int {
        var longest = 0
        var run = 0
        for unit in text.utf8 {
            run = unit == byte ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}
