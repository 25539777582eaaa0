/// The parts of a user text: what the person wrote, and what the agent put around it in markup of its own.
enum UserMarkup: Equatable {
    /// Text as it was written.
    case text(String)
    /// A slash command with its arguments.
    case command(String)
    /// A command behind `!`, which the agent runs in the shell.
    case shell(String)
    /// What a command printed.
    case output(String)
    /// A note by the agent that the person did not write: its kind and text.
    case note(kind: String, text: String)

    /// The tags that Claude Code writes into user texts, and what each becomes.
    private static let kinds: [String: @Sendable (String) -> UserMarkup?] = [
        "command-name": { .command($0.hasPrefix("/") ? $0 : "/" + $0) },
        "command-message": { _ in nil },
        "command-args": { $0.isEmpty ? nil : .command($0) },
        "command-contents": { .note(kind: "command", text: $0) },
        "local-command-stdout": { $0.isEmpty ? nil : .output($0) },
        "local-command-stderr": { $0.isEmpty ? nil : .output($0) },
        "local-command-caveat": { _ in nil },
        "bash-input": { .shell($0) },
        "bash-stdout": { $0.isEmpty ? nil : .output($0) },
        "bash-stderr": { $0.isEmpty ? nil : .output($0) },
        "system-reminder": { .note(kind: "system reminder", text: $0) },
        "task-notification": { .note(kind: "task notification", text: $0) },
        "ide_opened_file": { .note(kind: "open file", text: $0) },
        "ide_selection": { .note(kind: "selection", text: $0) },
        "user-prompt-submit-hook": { .note(kind: "hook", text: $0) },
    ]

    /// Splits a text; one without known markup is a single ``text(_:)``.
    static func parts(of text: String) -> [UserMarkup] {
        var parts: [UserMarkup] = []
        var rest = text[...]
        var plain = ""
        func flush() {
            let trimmed = plain.trimmedBlankEnds
            if !trimmed.isEmpty { parts.append(.text(trimmed)) }
            plain = ""
        }
        while let open = rest.firstIndex(of: "<") {
            plain += rest[..<open]
            rest = rest[open...]
            guard let element = element(at: rest) else {
                plain.append("<")
                rest = rest.dropFirst()
                continue
            }
            flush()
            if let part = kinds[element.tag]?(element.inner) { join(part, to: &parts) }
            rest = rest[element.end...]
        }
        plain += rest
        flush()
        return parts
    }

    /// A command's arguments come as an element of their own behind its name.
    private static func join(_ part: UserMarkup, to parts: inout [UserMarkup]) {
        if case .command(let arguments) = part, !arguments.hasPrefix("/"),
            case .command(let name)? = parts.last
        {
            parts[parts.count - 1] = .command(name + " " + arguments)
        } else {
            parts.append(part)
        }
    }

    /// A known element at the beginning of `text`.
    private static func element(at text: Substring) -> (tag: String, inner: String, end: Substring.Index)? {
        guard let close = text.prefix(40).firstIndex(of: ">") else { return nil }
        let tag = String(text[text.index(after: text.startIndex)..<close])
        guard kinds[tag] != nil, let end = text[close...].firstRange(of: "</\(tag)>") else { return nil }
        return (tag, String(text[text.index(after: close)..<end.lowerBound]).trimmedBlankEnds, end.upperBound)
    }
}

extension String {
    /// The text without white space at both ends.
    var trimmedBlankEnds: String {
        let head = drop { $0.isWhitespace }
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }
}
