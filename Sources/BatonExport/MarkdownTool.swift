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

    // MARK: Calls

    /// Writes a call.
    func writeCall(_ name: String, _ input: JSONValue?, to page: inout MarkdownPage) {
        let title = "**🔧 \(MarkdownText.inline(name))**"
        guard detail == .full, let input else {
            let subject = detail == .none ? nil : input.flatMap(subject)?.text
            page.part(title + (subject.map { " " + MarkdownText.code(Self.cut($0, 120)) } ?? ""))
            return
        }
        switch name {
        case "Bash":
            page.part(described(title, input))
            page.part { MarkdownText.fence(input["command"]?.utf8, language: "bash", to: &$0) }
        case "Edit":
            page.part(titled(title, input))
            page.part { writeDiff(input, to: &$0) }
        case "MultiEdit":
            page.part(titled(title, input))
            for edit in input["edits"].map({ Array($0.elements) }) ?? [] {
                page.part { writeDiff(edit, to: &$0) }
            }
        case "Write":
            let path = input["file_path"]?.string ?? ""
            page.part(titled(title, input))
            writeLong(
                input["content"]?.utf8 ?? [],
                language: Paths.fileExtension(path),
                name: "content",
                to: &page
            )
        case "TodoWrite":
            page.part(title)
            page.part(todos(input))
        case "Task", "Agent":
            page.part(described(title, input))
            page.part {
                MarkdownText.folded("Prompt of the subagent", to: &$0) {
                    MarkdownText.fence(input["prompt"]?.utf8, to: &$0)
                }
            }
        case "Read", "Glob", "Grep", "LS", "WebFetch", "WebSearch", "NotebookRead", "ToolSearch":
            let subject = subject(of: input)
            page.part(
                title + (subject.map { " " + MarkdownText.code($0.text) } ?? "")
                    + rest(of: input, but: subject?.key)
            )
        default:
            var writer = JSONWriter(pretty: true)
            writer.copy(input)
            page.part(described(title, input))
            writeLong(writer.bytes, language: "json", name: "input", to: &page)
        }
    }

    private func described(_ title: String, _ input: JSONValue) -> String {
        input["description"]?.string.map { title + " — " + MarkdownText.inline($0) } ?? title
    }

    private func titled(_ title: String, _ input: JSONValue) -> String {
        title
            + ((input["file_path"] ?? input["notebook_path"])?.string.map { " " + MarkdownText.code($0) }
                ?? "")
    }

    private func writeDiff(_ edit: JSONValue, to output: inout [UInt8]) {
        let lines = LineDiff.bytes(from: edit["old_string"]?.utf8 ?? [], to: edit["new_string"]?.utf8 ?? [])
        MarkdownText.fence(lines[...], language: "diff", to: &output)
    }

    private func todos(_ input: JSONValue) -> String {
        (input["todos"].map { Array($0.elements) } ?? []).map { todo in
            let status = todo["status"]?.string ?? ""
            let mark = status == "completed" ? "x" : " "
            let text = MarkdownText.inline(todo["content"]?.string ?? "")
            return "- [\(mark)] \(text)\(status == "in_progress" ? " *(in progress)*" : "")"
        }.joined(separator: "\n")
    }

    /// What a call is about, on one line, and the member that tells it.
    private func subject(of input: JSONValue) -> (key: String, text: String)? {
        for key in [
            "command", "file_path", "notebook_path", "pattern", "url", "query", "path", "description",
            "prompt",
        ] {
            if let text = input[key: key]?.string { return (key, text) }
        }
        return nil
    }

    /// The other scalar members of an input, as `key: value`.
    private func rest(of input: JSONValue, but subject: String?) -> String {
        let shown = input.members.compactMap { member -> String? in
            guard let key = member.key.string, key != subject else { return nil }
            switch member.value.kind {
            case .string: return "\(key): \(Self.cut(member.value.string ?? "", 200))"
            case .integer: return member.value.int.map { "\(key): \($0)" }
            case .bool: return member.value.bool.map { "\(key): \($0)" }
            default: return nil
            }
        }
        return shown.isEmpty ? "" : " (" + MarkdownText.inline(shown.joined(separator: ", ")) + ")"
    }

    // MARK: Results

    /// Writes a result.
    func writeResult(_ content: JSONValue?, isError: Bool, to page: inout MarkdownPage) {
        var text: [UInt8] = []
        var others: [String] = []
        switch content?.kind {
        case .string: content?.appendUTF8(to: &text)
        case .array:
            for element in content.map({ Array($0.elements) }) ?? [] {
                let block = Block(element)
                if case .text(let value) = block {
                    if !text.isEmpty { text.put("\n") }
                    value.appendUTF8(to: &text)
                } else {
                    others.append(MarkdownBlock.mention(block))
                }
            }
        case .object:
            var writer = JSONWriter()
            if let content { writer.copy(content) }
            text = writer.bytes
        default: break
        }
        let title = isError ? "**❌ Error**" : "**Result**"
        let shown = Self.unwrapped(text)
        if shown.isEmpty {
            if others.isEmpty { page.part(title + ": nothing") }
        } else {
            page.part(title)
            switch detail {
            case .full: writeLong(shown, language: "", name: "result", to: &page)
            case .brief: page.part { MarkdownText.fence(Self.firstLines(shown), to: &$0) }
            case .none: break
            }
        }
        for other in others { page.part(other) }
    }

    // MARK: Pieces

    private func writeLong(
        _ text: some RandomAccessCollection<UInt8>,
        language: String,
        name: String,
        to page: inout MarkdownPage
    ) {
        let text = ArraySlice(text)
        let count = Self.lineCount(text)
        let language = FileNames.slug(language) == language ? language : ""
        page.part { output in
            if count > Self.longResult {
                MarkdownText.folded("\(count) lines of \(name)", to: &output) {
                    MarkdownText.fence(text, language: language, to: &$0)
                }
            } else {
                MarkdownText.fence(text, language: language, to: &output)
            }
        }
    }

    private static func lineCount(_ text: ArraySlice<UInt8>) -> Int {
        let span = text.span
        var newlines = 0
        for index in span.indices { newlines &+= span[index] == 0x0a ? 1 : 0 }
        return newlines + (text.last == 0x0a ? 0 : 1)
    }

    private static func firstLines(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)
        var output: [UInt8] = []
        for line in lines.prefix(briefResult) {
            let (part, isCut) = line.cut(400)
            output.append(contentsOf: part)
            output.put(isCut ? "…\n" : "\n")
        }
        if lines.count > briefResult { output.put("… \(lines.count - briefResult) more lines\n") }
        return output
    }

    private static func cut(_ text: String, _ count: Int) -> String {
        let end = text.index(text.startIndex, offsetBy: count, limitedBy: text.endIndex) ?? text.endIndex
        return end == text.endIndex ? text : text[..<end] + "…"
    }

    /// A failed call's text stands in an element of the agent's own.
    private static func unwrapped(_ text: [UInt8]) -> ArraySlice<UInt8> {
        let open = "<tool_use_error>".utf8
        let close = "</tool_use_error>".utf8
        guard text.count >= open.count + close.count, text.starts(with: open),
            text.suffix(close.count).elementsEqual(close)
        else { return text[...] }
        return text.dropFirst(open.count).dropLast(close.count)
    }
}
