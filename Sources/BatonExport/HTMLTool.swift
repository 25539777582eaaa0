internal import BatonSessions
internal import HTML
internal import JSON

/// Tool calls and results as people read them: a line that tells what was done, with all of it folded behind.
struct HTMLTool {
    let detail: ToolDetail
    private var open = OpenCalls()

    /// Bytes of a line that a summary shows of a text.
    private static let summaryLength = 100

    /// Whether results lead to the messages of their calls: those of subagents have no addresses.
    private let isLinked: Bool

    init(detail: ToolDetail, isLinked: Bool = true) {
        self.detail = detail
        self.isLinked = isLinked
    }

    // MARK: Calls

    /// Writes a call; `patch` is what its result says of the lines it changed.
    mutating func writeCall(
        _ call: ToolCall,
        patch: JSONValue?,
        message: Int,
        isPromptShown: Bool = true,
        to page: inout HTMLWriter
    ) {
        open.add(call, message: message)
        // A subagent's own messages begin with its prompt.
        let isShown = detail == .full && (isPromptShown || call.kind != .subagent)
        let parts = isShown ? call.parts(patch: patch) : []
        let facts = detail == .full ? call.facts : []
        guard !parts.isEmpty || !facts.isEmpty else {
            page.markup("<p class=\"call ")
            page.markup(call.kind.name)
            page.markup("\">")
            writeTitle(call, isWhole: detail != .none, to: &page)
            page.markup("</p>\n")
            return
        }
        page.markup("<details class=\"call ")
        page.markup(call.kind.name)
        page.markup("\"><summary>")
        writeTitle(call, isWhole: true, to: &page)
        page.markup("</summary>\n")
        HTMLCallBody.write(parts, facts, to: &page)
        page.markup("</details>\n")
    }

    /// The line that tells what a call does.
    private func writeTitle(_ call: ToolCall, isWhole: Bool, to page: inout HTMLWriter) {
        page.markup("<b>")
        if call.kind == .mcp { page.markup("MCP ") }
        HTMLText.line(Array(call.title.utf8)[...], limit: 120, to: &page)
        page.markup("</b>")
        guard isWhole else { return }
        if let subject = call.subject, !subject.isEmpty {
            page.markup(" ")
            HTMLText.code(subject[...], to: &page)
        }
        about(call.about, to: &page)
    }

    private func about(_ text: [UInt8]?, to page: inout HTMLWriter) {
        guard let text, !text.isEmpty else { return }
        page.markup(" <span class=\"about\">")
        HTMLText.line(text[...], limit: 160, to: &page)
        page.markup("</span>")
    }

    // MARK: Results

    /// Writes the texts of a result; `whole` is its text when the transcript holds the beginning only.
    ///
    /// - Returns: the blocks of it that are no text.
    mutating func writeResult(
        _ id: String,
        _ content: JSONValue?,
        isError: Bool,
        whole: [UInt8]? = nil,
        message: Int,
        to page: inout HTMLWriter
    ) -> [JSONValue] {
        let source = open.take(id, in: message)
        let call = source?.call
        let result = ToolResult(content, isError: isError, kind: call?.kind, whole: whole)
        write(source, result.outcome, TerminalText.plain(result.text), exitCode: result.exitCode, to: &page)
        if detail == .full {
            for reminder in result.reminders { writeLong("Note", "system reminder", reminder, to: &page) }
        }
        return result.others
    }

    /// Writes a text in the place of a result.
    mutating func writeText(_ id: String, _ text: [UInt8], message: Int, to page: inout HTMLWriter) {
        write(open.take(id, in: message), .fine, TerminalText.plain(text[...]), exitCode: nil, to: &page)
    }

    private func write(
        _ source: (call: OpenCalls.Entry, isUnclear: Bool)?,
        _ outcome: ToolResult.Outcome,
        _ text: ArraySlice<UInt8>,
        exitCode: Int?,
        to page: inout HTMLWriter
    ) {
        let count = HTMLText.lineCount(text)
        let isFolded = detail != .none && count > 0
        if isFolded {
            page.markup(
                outcome == .fine
                    ? "<details class=\"result\"><summary>" : "<details class=\"result error\"><summary>"
            )
        } else {
            page.markup("<p class=\"result\">")
        }
        switch outcome {
        case .fine: page.markup("<b>Result</b>")
        case .failed: page.markup("<b>Error</b>")
        case .rejected: page.markup("<b>Rejected by the user</b>")
        case .interrupted: page.markup("<b>Interrupted by the user</b>")
        }
        if let call = source?.call {
            page.markup(" of ")
            HTMLText.line(Array(call.title.utf8)[...], limit: 120, to: &page)
        }
        page.markup(" <span class=\"about\">")
        if let exitCode, exitCode != 0 { page.text("exit code \(exitCode), ") }
        page.text(count == 0 ? "nothing" : HTMLText.count(count, "line"))
        page.markup("</span>")
        guard isFolded else { return page.markup("</p>\n") }
        writeFirstLine(of: text, to: &page)
        page.markup("</summary>\n")
        writeSource(source, to: &page)
        let shown = detail == .full ? text : MarkdownStyle.firstLines(text, MarkdownStyle.briefLines)[...]
        HTMLText.block(shown, to: &page)
        page.markup("</details>\n")
    }

    /// The first line of a text; the search leaves it out, for it stands in the text again.
    private func writeFirstLine(of text: ArraySlice<UInt8>, to page: inout HTMLWriter) {
        page.markup(" <code class=\"glance\">")
        HTMLText.line(Self.firstLine(text), limit: Self.summaryLength, to: &page)
        page.markup("</code>")
    }

    private func writeSource(_ source: (call: OpenCalls.Entry, isUnclear: Bool)?, to page: inout HTMLWriter) {
        guard let source, isLinked else { return }
        let call = source.call
        page.markup("<p class=\"note\">of the call in <a href=\"#m")
        page.number(call.message)
        page.markup("\">message ")
        page.number(call.message)
        page.markup("</a>")
        if source.isUnclear, !call.subject.isEmpty {
            page.markup(" ")
            HTMLText.code(Array(call.subject.utf8)[...], to: &page)
        }
        page.markup("</p>\n")
    }

    /// Writes a text of the agent's or the shell's, folded behind a line that tells what it is.
    func writeLong(
        _ title: StaticString,
        _ about: String,
        _ text: ArraySlice<UInt8>,
        to page: inout HTMLWriter
    ) {
        let text = TerminalText.plain(text)
        page.markup("<details class=\"aside\"><summary><b>")
        page.markup(title)
        page.markup("</b> ")
        page.text(about.isEmpty ? "" : about + " ")
        page.markup("<span class=\"about\">")
        page.text(HTMLText.count(HTMLText.lineCount(text), "line"))
        page.markup("</span>")
        writeFirstLine(of: text, to: &page)
        page.markup("</summary>\n")
        HTMLText.block(text, to: &page)
        page.markup("</details>\n")
    }

    private static func firstLine(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = text.drop { $0 == 0x0a || $0 == 0x0d || $0 == 0x20 || $0 == 0x09 }
        return rest.prefix { $0 != 0x0a }
    }
}
