internal import BatonSessions
internal import JSON
internal import Platform

/// Tool calls and results as people read them: a command as a command, an edit as a diff.
struct MarkdownTool {
    let detail: ToolDetail

    /// Results beyond that many lines are folded.
    private static let longResult = 20
    /// Lines of a result that stay when it is cut.
    private static let briefResult = 8

    /// A call.
    func call(name: String, input: JSONValue?) -> String {
        let title = "**🔧 \(MarkdownText.inline(name))**"
        guard detail == .full else {
            let subject = detail == .brief ? subject(name, input) : nil
            return title + (subject.map { " " + MarkdownText.code(Self.cut($0, 120)) } ?? "")
        }
        guard let input else { return title }
        let described = input["description"]?.string.map { title + " — " + MarkdownText.inline($0) } ?? title
        switch name {
        case "Bash":
            return described + "\n\n" + MarkdownText.fenced(input["command"]?.string ?? "", language: "bash")
        case "Edit":
            return titled(title, input) + "\n\n" + diff(input)
        case "MultiEdit":
            let edits = (input["edits"].map { Array($0.elements) } ?? []).map(diff)
            return ([titled(title, input)] + edits).joined(separator: "\n\n")
        case "Write":
            let path = input["file_path"]?.string ?? ""
            let content = input["content"]?.string ?? ""
            return titled(title, input) + "\n\n"
                + long(content, language: Paths.fileExtension(path), name: "content")
        case "TodoWrite":
            return title + "\n\n" + todos(input)
        case "Task", "Agent":
            let prompt = input["prompt"]?.string ?? ""
            return described + "\n\n"
                + MarkdownText.folded("Prompt of the subagent", MarkdownText.fenced(prompt))
        case "Read", "Glob", "Grep", "LS", "WebFetch", "WebSearch", "NotebookRead", "ToolSearch":
            return title + " " + MarkdownText.code(subject(name, input) ?? "") + rest(of: input)
        default:
            var writer = JSONWriter(pretty: true)
            writer.copy(input)
            return described + "\n\n"
                + long(String(decoding: writer.bytes, as: UTF8.self), language: "json", name: "input")
        }
    }

    /// A result.
    func result(_ content: JSONValue?, isError: Bool) -> String {
        var texts: [String] = []
        var others: [String] = []
        if let text = content?.string { texts.append(text) }
        if let content, content.kind == .array {
            for element in content.elements {
                let block = Block(element)
                switch block {
                case .text(let value): texts.append(value.string ?? "")
                default: others.append(MarkdownBlock.mention(block))
                }
            }
        } else if let content, content.kind == .object {
            var writer = JSONWriter()
            writer.copy(content)
            texts.append(String(decoding: writer.bytes, as: UTF8.self))
        }
        let text = Self.unwrapped(texts.joined(separator: "\n"))
        let title = isError ? "**❌ Error**" : "**Result**"
        var parts: [String] = []
        if !text.isEmpty {
            switch detail {
            case .full: parts.append(title + "\n\n" + long(text, language: "", name: "result"))
            case .brief: parts.append(title + "\n\n" + MarkdownText.fenced(Self.firstLines(text)))
            case .none: parts.append(title)
            }
        } else if others.isEmpty {
            parts.append(title + ": nothing")
        }
        return (parts + others).joined(separator: "\n\n")
    }

    // MARK: Pieces

    private func titled(_ title: String, _ input: JSONValue) -> String {
        title
            + ((input["file_path"] ?? input["notebook_path"])?.string.map { " " + MarkdownText.code($0) }
                ?? "")
    }

    private func diff(_ edit: JSONValue) -> String {
        MarkdownText.fenced(
            LineDiff.text(from: edit["old_string"]?.string ?? "", to: edit["new_string"]?.string ?? ""),
            language: "diff"
        )
    }

    private func todos(_ input: JSONValue) -> String {
        (input["todos"].map { Array($0.elements) } ?? []).map { todo in
            let status = todo["status"]?.string ?? ""
            let mark = status == "completed" ? "x" : " "
            let text = MarkdownText.inline(todo["content"]?.string ?? "")
            return "- [\(mark)] \(text)\(status == "in_progress" ? " *(in progress)*" : "")"
        }.joined(separator: "\n")
    }

    /// What a call is about, on one line.
    private func subject(_ name: String, _ input: JSONValue?) -> String? {
        guard let input else { return nil }
        for key in [
            "command", "file_path", "notebook_path", "pattern", "url", "query", "path", "description",
            "prompt",
        ] {
            if let text = input[key: key]?.string { return text }
        }
        return nil
    }

    /// The other scalar members of an input, as `key: value`.
    private func rest(of input: JSONValue) -> String {
        let shown = input.members.dropFirst().compactMap { member -> String? in
            guard let key = member.key.string else { return nil }
            switch member.value.kind {
            case .string: return "\(key): \(Self.cut(member.value.string ?? "", 200))"
            case .integer: return member.value.int.map { "\(key): \($0)" }
            case .bool: return member.value.bool.map { "\(key): \($0)" }
            default: return nil
            }
        }
        return shown.isEmpty ? "" : " (" + MarkdownText.inline(shown.joined(separator: ", ")) + ")"
    }

    private func long(_ text: String, language: String, name: String) -> String {
        let count = text.utf8.reduce(1) { $0 + ($1 == 0x0a ? 1 : 0) }
        let fenced = MarkdownText.fenced(text, language: FileNames.slug(language) == language ? language : "")
        return count > Self.longResult ? MarkdownText.folded("\(count) lines of \(name)", fenced) : fenced
    }

    private static func firstLines(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let shown = lines.prefix(briefResult).map { cut(String($0), 400) }.joined(separator: "\n")
        return lines.count > briefResult ? shown + "\n… \(lines.count - briefResult) more lines" : shown
    }

    private static func cut(_ text: String, _ count: Int) -> String {
        text.count > count ? text.prefix(count) + "…" : text
    }

    /// A failed call's text stands in an element of the agent's own.
    private static func unwrapped(_ text: String) -> String {
        guard text.hasPrefix("<tool_use_error>"), text.hasSuffix("</tool_use_error>") else { return text }
        return String(text.dropFirst(16).dropLast(17))
    }
}
