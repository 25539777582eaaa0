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
        let trimmed = text.drop { $0.isWhitespace }
        // The markup of a command stands at the beginning, never inside a prompt that quotes it.
        command = trimmed.hasPrefix("<command-") ? Self.command(in: text) : nil
        if Self.skipped.contains(where: { trimmed.hasPrefix($0) }) || trimmed.isEmpty {
            firstLine = nil
        } else {
            firstLine = Self.onOneLine(trimmed)
        }
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
        var view = String.UnicodeScalarView()
        var count = 0
        var isBetween = false
        for scalar in text.unicodeScalars where count < 1000 {
            switch scalar.value {
            case 0...0x20, 0x7f...0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
                isBetween = count > 0
            default:
                if isBetween { view.append(" ") }
                view.append(scalar)
                isBetween = false
                count += 1
            }
        }
        let words = String(view)
        if words.isEmpty { return nil }
        return words.count > 200 ? String(words.prefix(200)) + "…" : words
    }
}
