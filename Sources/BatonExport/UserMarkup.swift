/// The parts of a user text: what the person wrote, and what the agent put around it in markup of its own.
enum UserMarkup: Equatable {
    /// Text as it was written.
    case text(ArraySlice<UInt8>)
    /// A slash command with its arguments.
    case command(String)
    /// A command behind `!`, which the agent runs in the shell.
    case shell(ArraySlice<UInt8>)
    /// What a command printed.
    case output(ArraySlice<UInt8>)
    /// A note by the agent that the person did not write: its kind and text.
    case note(kind: String, text: ArraySlice<UInt8>)

    /// What an element of the agent's becomes.
    private enum Role {
        case name, arguments, shell, output, hidden
        case note(String)
    }

    /// The tags that Claude Code writes into user texts.
    private static let roles: [String: Role] = [
        "command-name": .name,
        "command-message": .hidden,
        "command-args": .arguments,
        "command-contents": .note("command"),
        "local-command-stdout": .output,
        "local-command-stderr": .output,
        "local-command-caveat": .hidden,
        "bash-input": .shell,
        "bash-stdout": .output,
        "bash-stderr": .output,
        "system-reminder": .note("system reminder"),
        "task-notification": .note("task notification"),
        "ide_opened_file": .note("open file"),
        "ide_selection": .note("selection"),
        "user-prompt-submit-hook": .note("hook"),
    ]

    private static let longestTag = 24

    /// Splits a text; one without known markup is a single ``text(_:)``.
    static func parts(of text: [UInt8]) -> [UserMarkup] {
        var parts: [UserMarkup] = []
        var plainStart = 0
        var place = 0
        // Tags that are not closed any more: a text of many open ones is not searched again for each.
        var unclosed: Set<String> = []
        func flush(upTo end: Int) {
            let plain = text[plainStart..<end].trimmed
            if !plain.isEmpty { parts.append(.text(plain)) }
        }
        while let open = text[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = open + 1
            guard let close = text[place...].prefix(longestTag).firstIndex(of: UInt8(ascii: ">")) else {
                continue
            }
            let tag = String(decoding: text[place..<close], as: UTF8.self)
            guard let role = roles[tag], !unclosed.contains(tag) else { continue }
            guard let end = range(of: Array("</\(tag)>".utf8), in: text[(close + 1)...]) else {
                unclosed.insert(tag)
                continue
            }
            flush(upTo: open)
            add(role, text[(close + 1)..<end.lowerBound].trimmed, to: &parts)
            plainStart = end.upperBound
            place = end.upperBound
        }
        flush(upTo: text.count)
        return parts
    }

    private static func add(_ role: Role, _ inner: ArraySlice<UInt8>, to parts: inout [UserMarkup]) {
        switch role {
        case .hidden: break
        case .name:
            let name = String(decoding: inner, as: UTF8.self)
            parts.append(.command(name.hasPrefix("/") ? name : "/" + name))
        case .arguments:
            guard !inner.isEmpty else { return }
            let arguments = String(decoding: inner, as: UTF8.self)
            // They come as an element of their own behind the name.
            if case .command(let name)? = parts.last {
                parts[parts.count - 1] = .command(name + " " + arguments)
            } else {
                parts.append(.command(arguments))
            }
        case .shell: parts.append(.shell(inner))
        case .output: if !inner.isEmpty { parts.append(.output(inner)) }
        case .note(let kind): parts.append(.note(kind: kind, text: inner))
        }
    }

    private static func range(of needle: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
        var rest = text
        while let start = rest.firstIndex(of: needle[0]) {
            if rest[start...].starts(with: needle) { return start..<start + needle.count }
            rest = rest[(start + 1)...]
        }
        return nil
    }
}
