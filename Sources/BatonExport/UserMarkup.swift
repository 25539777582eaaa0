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
    /// Text that the person pasted; the agent folds it behind a line of its own.
    case pasted(ArraySlice<UInt8>)
    /// The person stopped the agent.
    case interruption(String)
    /// A note by the agent that the person did not write: its kind, what it says in short, and its text.
    case note(kind: String, about: String?, text: ArraySlice<UInt8>)

    /// What an element of the agent's becomes.
    private enum Role {
        case name, arguments, shell, output, hidden, pasted, typed, notification
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
        "pasted_content": .pasted,
        "scheduled-task": .typed,
        "persisted-output": .output,
        "tool_use_error": .note("error of a tool"),
        "system-reminder": .note("system reminder"),
        "task-notification": .notification,
        "ide_opened_file": .note("open file"),
        "ide_selection": .note("selection"),
        "ide_diagnostics": .note("diagnostics"),
        "new-diagnostics": .note("diagnostics"),
        "user-memory-input": .note("memory"),
        "user-prompt-submit-hook": .note("hook"),
        "session-start-hook": .note("hook"),
        "teammate-message": .note("message of a teammate"),
    ]

    private static let longestName = 24
    private static let longestAttributes = 256

    /// Splits a text; one without known markup is a single ``text(_:)``.
    static func parts(of text: [UInt8]) -> [UserMarkup] {
        var parts: [UserMarkup] = []
        var plainStart = 0
        var place = 0
        // Tags that are not closed any more: a text of many open ones is not searched again for each.
        var unclosed: Set<String> = []
        // Closing tags without the attributes of the opening one that were passed over, in search of the exact one.
        var patience = 64
        func flush(upTo end: Int) {
            let plain = text[plainStart..<end].trimmed
            if !plain.isEmpty { parts.append(interruption(plain) ?? .text(plain)) }
        }
        while let open = text[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = open + 1
            // A person who writes about a tag puts it into code.
            if open > 0, text[open - 1] == UInt8(ascii: "`") { continue }
            guard let (name, end) = tag(in: text[place...]), unclosed.count < 64, !unclosed.contains(name),
                let role = role(of: name)
            else { continue }
            guard
                let close = closing(
                    name,
                    attributes: text[(place + name.utf8.count)..<(end - 1)],
                    in: text[end...],
                    &patience
                )
            else {
                unclosed.insert(name)
                continue
            }
            flush(upTo: open)
            add(role, text[end..<close.lowerBound].trimmed, to: &parts)
            plainStart = close.upperBound
            place = close.upperBound
        }
        flush(upTo: text.count)
        return parts
    }

    private static func role(of name: String) -> Role? {
        // Editors add notes of ever new kinds.
        roles[name]
            ?? (name.hasPrefix("ide_") ? .note(String(name.dropFirst(4).map { $0 == "_" ? " " : $0 })) : nil)
    }

    /// The name of the tag that a text behind `<` begins with, and the place behind its `>`.
    private static func tag(in text: ArraySlice<UInt8>) -> (name: String, end: Int)? {
        func isName(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "_")
        }
        let name = text.prefix(longestName).prefix(while: isName)
        guard !name.isEmpty, name.endIndex < text.endIndex else { return nil }
        let rest = text[name.endIndex...].prefix(longestAttributes)
        guard rest.first == UInt8(ascii: ">") || rest.first == 0x20,
            let close = rest.firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == 0x0a }), rest[close] != 0x0a
        else { return nil }
        return (String(decoding: name, as: UTF8.self), close + 1)
    }

    /// Where an element ends: `</name>`, or the closing tag with the attributes of the opening one, as pasted texts have it.
    private static func closing(
        _ name: String,
        attributes: ArraySlice<UInt8>,
        in text: ArraySlice<UInt8>,
        _ patience: inout Int
    ) -> Range<Int>? {
        let head = Array("</\(name)".utf8)
        var rest = text
        var plain: Range<Int>?
        while let found = ByteSearch.range(of: head, in: rest) {
            rest = text[found.upperBound...]
            if rest.starts(with: attributes), rest.dropFirst(attributes.count).first == UInt8(ascii: ">") {
                return found.lowerBound..<rest.startIndex + attributes.count + 1
            }
            guard rest.first == UInt8(ascii: ">") else { continue }
            plain = plain ?? found.lowerBound..<rest.startIndex + 1
            if patience == 0 { break }
            patience -= 1
        }
        return plain
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
        case .pasted: if !inner.isEmpty { parts.append(.pasted(inner)) }
        case .typed: if !inner.isEmpty { parts.append(.text(inner)) }
        case .notification: parts.append(notification(inner))
        case .note(let kind): parts.append(.note(kind: kind, about: nil, text: inner))
        }
    }

    private static func interruption(_ text: ArraySlice<UInt8>) -> UserMarkup? {
        guard text.starts(with: "[Request interrupted by user".utf8), text.last == UInt8(ascii: "]"),
            text.count < 80, !text.contains(0x0a)
        else { return nil }
        let isTool = ByteSearch.range(of: Array("for tool use".utf8), in: text) != nil
        return .interruption(
            isTool ? "interrupted by the user, before a tool ran" : "interrupted by the user"
        )
    }

    /// What became of a task in the background: its summary and its result, without the elements that hold them.
    private static func notification(_ text: ArraySlice<UInt8>) -> UserMarkup {
        func element(_ name: String) -> ArraySlice<UInt8>? {
            guard let open = ByteSearch.range(of: Array("<\(name)>".utf8), in: text),
                let close = ByteSearch.range(of: Array("</\(name)>".utf8), in: text[open.upperBound...])
            else { return nil }
            return text[open.upperBound..<close.lowerBound].trimmed
        }
        let about = (element("summary") ?? element("status")).map { String(decoding: $0, as: UTF8.self) }
        guard about != nil else { return .note(kind: "task notification", about: nil, text: text) }
        var lines: [UInt8] = []
        for (name, title) in [("status", "status"), ("output-file", "output")] {
            guard let value = element(name) else { continue }
            lines.put("\(title): ")
            lines.append(contentsOf: value)
            lines.append(0x0a)
        }
        if let result = element("result"), !result.isEmpty {
            lines.append(0x0a)
            lines.append(contentsOf: result)
        }
        return .note(kind: "task notification", about: about, text: lines[...].trimmed)
    }
}

/// Finding bytes in bytes.
enum ByteSearch {
    /// The first place of `needle`, which is not empty.
    static func range(of needle: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
        var rest = text
        while let start = rest.firstIndex(of: needle[0]) {
            if rest[start...].starts(with: needle) { return start..<start + needle.count }
            rest = rest[(start + 1)...]
        }
        return nil
    }
}
