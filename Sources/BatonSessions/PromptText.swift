/// What a person typed, out of a text that the agent wrapped in markup of its own.
///
/// The rule for a session's first prompt follows claude-agent-sdk for Python, `sessions.py`: local command output
/// and hooks do not count, and a slash command only when nothing else is there.
public struct PromptText: Sendable, Equatable {
    /// A slash command with its arguments, such as `/review main`.
    public let command: String?
    /// The prompt on one line, at most 200 characters and `…`; `nil` when the text is no prompt.
    public let firstLine: String?

    private static let skipped = [
        "<local-command-stdout>", "<local-command-stderr>", "<local-command-caveat>", "<session-start-hook>",
        "<tick>",
        "<goal>", "[Request interrupted by user", "<ide_opened_file>", "<ide_selection>", "<bash-stdout>",
        "<bash-stderr>", "<bash-input>", "<task-notification>", "<system-reminder>", "<command-",
    ]

    /// Reads a user text.
    public init(_ text: String) {
        let trimmed = Self.withoutLeadingSpace(text)
        // The markup of a command stands at the beginning, never inside a prompt that quotes it.
        command = trimmed.utf8.starts(with: "<command-".utf8) ? Self.command(in: text) : nil
        let isMarkup =
            (trimmed.utf8.first == UInt8(ascii: "<") || trimmed.utf8.first == UInt8(ascii: "["))
            && Self.skipped.contains { trimmed.utf8.starts(with: $0.utf8) }
        firstLine = isMarkup ? nil : Self.onOneLine(trimmed)
    }

    private static func withoutLeadingSpace(_ text: String) -> Substring {
        // As scalars: finding the borders of characters in all of a long prompt takes longer than reading it.
        let start = text.unicodeScalars.firstIndex { scalar in
            scalar.isASCII
                ? !((9...13).contains(scalar.value) || scalar == " ") : !scalar.properties.isWhitespace
        }
        return text[(start ?? text.endIndex)...]
    }

    /// The slash command that the markup of a command line names.
    static func command(in text: String) -> String? {
        guard let name = content(of: "command-name", in: text) else { return nil }
        let arguments = content(of: "command-args", in: text) ?? ""
        let command = name.hasPrefix("/") ? name : "/" + name
        return arguments.isEmpty ? command : command + " " + arguments
    }

    /// The trimmed text between `<tag>` and `</tag>`.
    static func content(of tag: String, in text: String) -> String? {
        guard let open = text.firstRange(of: "<\(tag)>"),
            let close = text[open.upperBound...].firstRange(of: "</\(tag)>")
        else { return nil }
        let inner = text[open.upperBound..<close.lowerBound]
        let head = inner.drop { $0.isWhitespace }
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }

    /// The words of a text on one line, at most 200 characters and `…`, without control characters; `nil` when there
    /// are none.
    static func onOneLine(_ text: some StringProtocol) -> String? {
        let words = words(of: text, mostScalars: 1000, mostASCII: 200)
        if words.isEmpty { return nil }
        // Where all is ASCII a byte is a character, which need not be found.
        if words.utf8.count <= 200 { return words }
        return words.count > 200 ? String(words.prefix(200)) + "…" : words
    }

    /// The words of a text on one line, without control characters.
    ///
    /// It ends with the scalar that is beyond `mostScalars`, spaces not counted, or beyond `mostASCII` with them when all
    /// are ASCII: one may end there that knows that it is cut.
    static func words(of text: some StringProtocol, mostScalars: Int = .max, mostASCII: Int = .max) -> String
    {
        var view = String.UnicodeScalarView()
        var (length, count) = (0, 0)
        var isBetween = false
        var isASCII = true
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0...0x20, 0x7f...0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
                isBetween = count > 0
                continue
            default: break
            }
            if isBetween { view.append(" ") }
            view.append(scalar)
            length += isBetween ? 2 : 1
            count += 1
            isBetween = false
            isASCII = isASCII && scalar.isASCII
            if count >= mostScalars || isASCII && length > mostASCII { break }
        }
        return String(view)
    }
}
