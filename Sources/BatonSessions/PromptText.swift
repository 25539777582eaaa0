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
        command = Self.command(in: text)
        let trimmed = text.drop { $0.isWhitespace }
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

    private static func onOneLine(_ text: Substring) -> String {
        let words = text.prefix(1000).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 200 ? String(words.prefix(200)) + "…" : words
    }
}
