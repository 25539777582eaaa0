internal import BatonSessions
internal import JSON

/// Tool calls and results as people read them: a command as a command, an edit as a diff.
struct MarkdownTool {
    var style: MarkdownStyle
    private var open = OpenCalls()

    init(_ style: MarkdownStyle) { self.style = style }

    // MARK: Calls

    /// Writes a call of the message with that number; `patch` is what its result says of the lines it changed.
    mutating func writeCall(
        _ call: ToolCall,
        patch: JSONValue?,
        message: Int,
        isPromptShown: Bool = true,
        to page: inout MarkdownPage
    ) {
        open.add(call, message: message)
        let title = "**\(Self.sign(call.kind)) \(MarkdownText.inline(Self.label(call)))**"
        guard style.detail == .full else {
            let isListed = call.kind == .plan || call.kind == .question
            let subject =
                style.detail == .none || isListed ? nil : Self.subject(call, 120) ?? Self.about(call, 120)
            page.part(title + (subject.map { " " + $0 } ?? ""))
            if style.detail == .brief { writeLists(call, to: &page) }
            return
        }
        page.part(Self.headline(title, call))
        // The subagent's own messages begin with it.
        if call.kind == .subagent, !isPromptShown { return }
        for part in call.parts(patch: patch) { write(part, to: &page) }
    }

    /// The line above what a call was given.
    private static func headline(_ title: String, _ call: ToolCall) -> String {
        var line = title
        switch call.kind {
        // These show it below.
        case .command, .plan, .question, .patch: break
        case .mcp, .other: break
        default: if let subject = subject(call, 400) { line += " " + subject }
        }
        if call.kind != .write, let about = about(call, 400) { line += " — " + about }
        let facts = call.facts.map { fact in
            MarkdownText.inline(Self.line(fact.name, 80) + ": " + Self.line(fact.value, 200))
        }
        return facts.isEmpty ? line : line + " (" + facts.joined(separator: ", ") + ")"
    }

    private static func label(_ call: ToolCall) -> String {
        call.kind == .mcp ? "MCP \(call.title)" : call.title
    }

    private static func sign(_ kind: ToolKind) -> String {
        switch kind {
        case .plan: "📋"
        case .question: "❓"
        case .subagent: "🤖"
        default: "🔧"
        }
    }

    private static func subject(_ call: ToolCall, _ most: Int) -> String? {
        call.subject.flatMap { $0.isEmpty ? nil : MarkdownText.code(line($0, most)) }
    }

    private static func about(_ call: ToolCall, _ most: Int) -> String? {
        call.about.flatMap { $0.isEmpty ? nil : MarkdownText.inline(line($0, most)) }
    }

    /// A text on one line of at most `most` bytes.
    private static func line(_ text: [UInt8], _ most: Int) -> String {
        let (part, isCut) = TerminalText.plain(text.prefix(4 * most)).trimmed.cut(most)
        return String(decoding: part, as: UTF8.self) + (isCut || text.count > 4 * most ? "…" : "")
    }

    /// Lists and plans stay in the brief form: they say what is to be done.
    private func writeLists(_ call: ToolCall, to page: inout MarkdownPage) {
        switch call.kind {
        // Without folds the page is for an agent, which finds the last list in the overview.
        case .todos where !style.folds: break
        case .todos, .plan, .question: for part in call.parts() { write(part, to: &page) }
        default: break
        }
    }

    private func write(_ part: CallPart, to page: inout MarkdownPage) {
        switch part {
        case .code(let text, let language, let name):
            guard let name else {
                page.part { MarkdownText.fence(text, language: language, to: &$0) }
                return
            }
            page.part { style.writeLong(text[...], language: language, name: name, to: &$0) }
        case .diff(let lines, let title):
            if let title { page.part(MarkdownText.code(Self.line(title, 400))) }
            if !lines.isEmpty { page.part { MarkdownText.fence(lines, language: "diff", to: &$0) } }
        case .prose(let text, let name):
            let isLong = HTMLText.lineCount(text[...]) > style.openLines
            page.part { output in
                if style.folds, isLong || name != "Plan" {
                    MarkdownText.folded(name, to: &output) { MarkdownBody.append(text[...], to: &$0) }
                } else {
                    MarkdownBody.append(text[...], to: &output)
                }
            }
        case .todos(let todos):
            page.part { for todo in todos { Self.write(todo, to: &$0) } }
        case .questions(let questions):
            for question in questions {
                page.part("> " + MarkdownText.inline(Self.line(question.text, 4000)))
                page.part { output in
                    for (label, about) in question.options {
                        if output.last != 0x0a { output.put("\n") }
                        output.put("- " + MarkdownText.inline(Self.line(label, 400)))
                        if let about, !about.isEmpty {
                            output.put(": " + MarkdownText.inline(Self.line(about, 1000)))
                        }
                    }
                }
            }
        }
    }

    static func write(_ todo: CallPart.Todo, to output: inout [UInt8]) {
        if output.last.map({ $0 != 0x0a }) ?? false { output.put("\n") }
        output.put("- [\(todo.state == .done ? "x" : " ")] " + MarkdownText.inline(line(todo.text, 4000)))
        if todo.state == .inProgress { output.put(" *(in progress)*") }
    }

    // MARK: Results

    /// Writes the texts of a result in the message with that number; `whole` is its text when the transcript holds the
    /// beginning only.
    ///
    /// - Returns: the blocks of it that are no text.
    mutating func writeResult(
        _ id: String,
        _ content: JSONValue?,
        isError: Bool,
        whole: [UInt8]? = nil,
        message: Int,
        to page: inout MarkdownPage
    ) -> [JSONValue] {
        let source = open.take(id, in: message)
        let result = ToolResult(content, isError: isError, kind: source?.call.kind, whole: whole)
        var title = Self.title(result)
        if let source, source.isUnclear {
            title += " of " + MarkdownText.inline(source.call.title)
            if !source.call.subject.isEmpty { title += " " + MarkdownText.code(source.call.subject) }
        }
        if let code = result.exitCode, code != 0 { title += " (exit code \(code))" }
        if !style.folds, result.outcome == .fine, let kind = source?.call.kind, Self.isPlain(kind) {
            page.part(title + ": done")
            return result.others
        }
        let isEmpty = result.text.trimmed.isEmpty
        if isEmpty {
            if result.others.isEmpty { page.part(title + ": nothing") }
        } else {
            page.part(title)
            switch style.detail {
            case .full: page.part { style.writeLong(result.text, language: "", name: "result", to: &$0) }
            case .brief:
                page.part {
                    MarkdownText.fence(
                        MarkdownStyle.firstLines(result.text, MarkdownStyle.briefLines),
                        to: &$0
                    )
                }
            case .none: break
            }
        }
        if style.detail == .full {
            for reminder in result.reminders where style.folds {
                page.part {
                    MarkdownText.folded("system reminder", to: &$0) { MarkdownText.fence(reminder, to: &$0) }
                }
            }
        }
        return result.others
    }

    /// Writes a text in the place of a result.
    mutating func writeText(_ id: String, _ text: [UInt8], message: Int, to page: inout MarkdownPage) {
        _ = open.take(id, in: message)
        page.part(text.isEmpty ? "**Result**: nothing" : "**Result**")
        if !text.isEmpty, style.detail != .none {
            page.part { style.writeLong(text[...], language: "", name: "result", to: &$0) }
        }
    }

    /// Whether a result that is no failure says nothing more than that.
    private static func isPlain(_ kind: ToolKind) -> Bool {
        switch kind {
        case .edit, .write, .patch, .todos, .task: true
        default: false
        }
    }

    private static func title(_ result: ToolResult) -> String {
        switch result.outcome {
        case .fine: "**Result**"
        case .failed: "**❌ Error**"
        case .rejected: "**🚫 Rejected by the user**"
        case .interrupted: "**🚫 Interrupted by the user**"
        }
    }
}
