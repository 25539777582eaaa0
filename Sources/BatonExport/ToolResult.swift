internal import BatonSessions
internal import JSON

/// What a tool answered, without the markup that the agent puts around it.
struct ToolResult {
    /// The text of the answer.
    private(set) var text: ArraySlice<UInt8> = []
    /// Blocks that are no text: pictures, documents, references.
    private(set) var others: [JSONValue] = []
    /// Reminders by the agent to the model, which stand behind the answer.
    private(set) var reminders: [ArraySlice<UInt8>] = []
    /// The exit code of a command that the answer tells.
    private(set) var exitCode: Int?
    private(set) var outcome: Outcome

    /// How a call went.
    enum Outcome {
        case fine, failed
        /// The person did not allow it.
        case rejected
        /// The person stopped it.
        case interrupted
    }

    /// Reads the content of a result; `whole` stands in the place of its text.
    init(_ content: JSONValue?, isError: Bool, kind: ToolKind?, whole: [UInt8]? = nil) {
        outcome = isError ? .failed : .fine
        let text = read(content)
        self.text = (whole ?? text)[...]
        takeReminders()
        unwrap()
        if self.text.starts(with: "The user doesn't want to proceed with this tool use.".utf8) {
            outcome = .rejected
        } else if self.text.starts(with: "[Request interrupted by user".utf8), self.text.count < 80 {
            outcome = .interrupted
        }
        takeExitCode(kind)
    }

    private mutating func read(_ content: JSONValue?) -> [UInt8] {
        var text: [UInt8] = []
        switch content?.kind {
        case .string: content?.appendUTF8(to: &text)
        case .array:
            for element in content.map({ Array($0.elements) }) ?? [] {
                if case .text(let value) = Block(element) {
                    if !text.isEmpty, text.last != 0x0a { text.append(0x0a) }
                    value.appendUTF8(to: &text)
                } else {
                    others.append(element)
                }
            }
        case .object:
            var writer = JSONWriter(pretty: true)
            if let content { writer.copy(content) }
            text = writer.bytes
        default: break
        }
        return text
    }

    private mutating func takeReminders() {
        let open = Array("<system-reminder>".utf8)
        let close = Array("</system-reminder>".utf8)
        while true {
            let end = text.trimmed
            guard end.count >= open.count + close.count, end.suffix(close.count).elementsEqual(close),
                let start = Self.lastRange(of: open, in: end.dropLast(close.count))
            else { return }
            reminders.insert(end[start.upperBound...].dropLast(close.count).trimmed, at: 0)
            text = text[..<start.lowerBound]
            // Blank lines in front of it belong to it.
            while text.last == 0x0a || text.last == 0x0d { text.removeLast() }
            if reminders.count >= 16 { return }
        }
    }

    /// Takes the answer out of an element of the agent's own that holds all of it.
    private mutating func unwrap() {
        for (open, close) in [
            ("<tool_use_error>".utf8, "</tool_use_error>".utf8),
            ("<persisted-output>".utf8, "</persisted-output>".utf8),
            ("<error>".utf8, "</error>".utf8),
        ] {
            let inner = text.trimmed
            guard inner.count >= open.count + close.count, inner.starts(with: open),
                inner.suffix(close.count).elementsEqual(close)
            else { continue }
            text = inner.dropFirst(open.count).dropLast(close.count)
            while text.first == 0x0a { text.removeFirst() }
        }
    }

    private mutating func takeExitCode(_ kind: ToolKind?) {
        switch kind {
        case .command, .patch, nil: break
        case .output: return takeElements()
        default: return
        }
        let head = "Exit code ".utf8
        if outcome == .failed, text.starts(with: head) {
            let line = text.dropFirst(head.count).prefix { $0 != 0x0a }
            guard line.count < 6, let code = Int(String(decoding: line, as: UTF8.self)) else { return }
            exitCode = code
            text = text.dropFirst(head.count + line.count + 1)
        } else if kind != nil, text.starts(with: "{\"output\"".utf8),
            let json = try? JSONParser.parse(Array(text)),
            let output = json["output"]?.utf8
        {
            // Codex CLI's answer to a command.
            text = output[...]
            exitCode = json["metadata"]?["exit_code"]?.int.map { Int(clamping: $0) }
            if let code = exitCode, code != 0, outcome == .fine { outcome = .failed }
        }
    }

    /// What a command in the background printed, out of the elements that hold it; what they tell besides becomes lines.
    private mutating func takeElements() {
        var lines: [UInt8] = []
        var output: [UInt8] = []
        var rest = text.trimmed
        while !rest.isEmpty {
            guard rest.first == UInt8(ascii: "<"),
                let end = rest.prefix(40).firstIndex(of: UInt8(ascii: ">")),
                case let name = rest[(rest.startIndex + 1)..<end], !name.isEmpty,
                name.allSatisfy({ (0x61...0x7a).contains($0) || $0 == UInt8(ascii: "_") }),
                let close = ByteSearch.range(of: Array("</".utf8) + name + Array(">".utf8), in: rest[end...])
            else { return }
            let value = rest[(end + 1)..<close.lowerBound].trimmed
            switch String(decoding: name, as: UTF8.self) {
            case "stdout", "stderr", "output", "result":
                if !output.isEmpty, !value.isEmpty { output.append(0x0a) }
                output.append(contentsOf: value)
            case "exit_code":
                exitCode = Int(String(decoding: value.prefix(8), as: UTF8.self))
            case "timestamp", "retrieval_status": break
            case let name:
                lines.put(name.map { $0 == "_" ? " " : String($0) }.joined() + ": ")
                lines.append(contentsOf: value)
                lines.append(0x0a)
            }
            rest = rest[close.upperBound...].drop { $0 <= 0x20 }
        }
        guard !lines.isEmpty || !output.isEmpty else { return }
        if !lines.isEmpty, !output.isEmpty { lines.append(0x0a) }
        text = (lines + output)[...]
    }

    private static func lastRange(of needle: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
        var end = text.endIndex
        while let last = text[..<end].lastIndex(of: needle[needle.count - 1]) {
            let start = last + 1 - needle.count
            if start >= text.startIndex, text[start...last].elementsEqual(needle) { return start..<last + 1 }
            end = last
        }
        return nil
    }
}
