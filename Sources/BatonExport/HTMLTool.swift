internal import BatonSessions
internal import HTML
internal import JSON
internal import Platform

/// Tool calls and results as people read them: a line that tells what was done, with all of it folded behind.
struct HTMLTool {
    let detail: ToolDetail
    /// Calls whose results are still to come, by their ids.
    private var open: [String: Call] = [:]

    /// Lines of a result that stay when it is cut.
    private static let briefResult = 8
    /// Bytes of a line that stay when it is cut.
    private static let briefLine = 400

    /// What is kept of a call until its result comes.
    private struct Call {
        let name: String
        let message: Int
    }

    init(detail: ToolDetail) { self.detail = detail }

    // MARK: Calls

    /// Writes a call.
    mutating func writeCall(
        _ id: String,
        _ name: String,
        _ input: JSONValue?,
        message: Int,
        to page: inout HTMLWriter
    ) {
        if !id.isEmpty { open[id] = Call(name: name, message: message) }
        let kind = ToolKind(name)
        guard detail == .full, let input, input.kind == .object else {
            page.markup("<p class=\"call ")
            page.markup(kind.name)
            page.markup("\">")
            writeTitle(kind, name, detail == .none ? nil : input, to: &page)
            page.markup("</p>\n")
            return
        }
        page.markup("<details class=\"call ")
        page.markup(kind.name)
        page.markup("\"><summary>")
        writeTitle(kind, name, input, to: &page)
        page.markup("</summary>\n")
        HTMLCallBody.write(kind, input, to: &page)
        page.markup("</details>\n")
    }

    /// The line that tells what a call does.
    private func writeTitle(_ kind: ToolKind, _ name: String, _ input: JSONValue?, to page: inout HTMLWriter)
    {
        page.markup("<b>")
        if kind == .mcp {
            page.markup("MCP ")
            HTMLText.line(Self.mcpName(name)[...], limit: 120, to: &page)
        } else {
            HTMLText.line(Array(name.utf8)[...], limit: 120, to: &page)
        }
        page.markup("</b>")
        guard let input else { return }
        if kind == .todos {
            let todos = input["todos"].map { Array($0.elements) } ?? []
            let done = todos.reduce(0) { $0 + ($1["status"]?.equals("completed") == true ? 1 : 0) }
            page.text(" \(done) of \(todos.count) done")
            return
        }
        let description = input["description"]
        if kind == .subagent {
            about(description?.utf8, to: &page)
            return
        }
        if let subject = ToolKind.subject(of: input) {
            page.markup(" ")
            HTMLText.code((subject.value.utf8 ?? [])[...], to: &page)
            if subject.key != "description" { about(description?.utf8, to: &page) }
        }
        if kind == .edit || kind == .write { writeExtent(kind, input, to: &page) }
    }

    private func about(_ text: [UInt8]?, to page: inout HTMLWriter) {
        guard let text, !text.isEmpty else { return }
        page.markup(" <span class=\"about\">")
        HTMLText.line(text[...], limit: 160, to: &page)
        page.markup("</span>")
    }

    /// How much an edit or a written file changes.
    private func writeExtent(_ kind: ToolKind, _ input: JSONValue, to page: inout HTMLWriter) {
        if kind == .write {
            let count = HTMLText.lineCount((input["content"]?.utf8 ?? [])[...])
            about(Array(HTMLText.count(count, "line").utf8), to: &page)
        } else if let edits = input["edits"], edits.kind == .array {
            about(Array(HTMLText.count(Array(edits.elements).count, "edit").utf8), to: &page)
        }
    }

    /// `mcp__server__tool` as `server: tool`.
    private static func mcpName(_ name: String) -> [UInt8] {
        let rest = Array(name.utf8.dropFirst(5))
        let marks = rest.indices.dropLast(2).dropFirst().first { rest[$0...].starts(with: "__".utf8) }
        guard let marks else { return rest }
        return rest[..<marks] + Array(": ".utf8) + rest[(marks + 2)...]
    }

    // MARK: Results

    /// Writes the texts of a result.
    mutating func writeResult(_ id: String, _ content: JSONValue?, isError: Bool, to page: inout HTMLWriter) {
        let call = open.removeValue(forKey: id)
        let text = Self.text(of: content)
        let shown = TerminalText.plain(Self.unwrapped(text))
        let count = HTMLText.lineCount(shown)
        let isFolded = detail != .none && count > 0
        if isFolded {
            page.markup(
                isError ? "<details class=\"result error\"><summary>" : "<details class=\"result\"><summary>"
            )
        } else {
            page.markup("<p class=\"result\">")
        }
        page.markup(isError ? "<b>Error</b>" : "<b>Result</b>")
        if let call {
            page.markup(" of ")
            HTMLText.line(Array(call.name.utf8)[...], limit: 120, to: &page)
        }
        page.markup(" <span class=\"about\">")
        page.text(count == 0 ? "nothing" : HTMLText.count(count, "line"))
        page.markup("</span>")
        if isFolded {
            page.markup(" ")
            HTMLText.code(Self.firstLine(shown), limit: 100, to: &page)
            page.markup("</summary>\n")
            writeSource(call, to: &page)
            HTMLText.block(detail == .full ? shown : Self.firstLines(shown), to: &page)
            if detail == .brief, count > Self.briefResult {
                page.markup("<p class=\"left-out\">[")
                page.text(HTMLText.count(count - Self.briefResult, "more line"))
                page.markup("]</p>\n")
            }
            page.markup("</details>\n")
        } else {
            page.markup("</p>\n")
        }
    }

    private func writeSource(_ call: Call?, to page: inout HTMLWriter) {
        guard let call else { return }
        page.markup("<p class=\"note\">of the call in <a href=\"#m")
        page.number(call.message)
        page.markup("\">message ")
        page.number(call.message)
        page.markup("</a></p>\n")
    }

    /// Writes a text of the agent's or the shell's, folded behind a line that tells what it is.
    func writeLong(
        _ title: StaticString,
        _ about: String,
        _ text: ArraySlice<UInt8>,
        to page: inout HTMLWriter
    ) {
        page.markup("<details class=\"aside\"><summary><b>")
        page.markup(title)
        page.markup("</b> ")
        page.text(about.isEmpty ? "" : about + " ")
        page.markup("<span class=\"about\">")
        page.text(HTMLText.count(HTMLText.lineCount(text), "line"))
        page.markup("</span> ")
        HTMLText.code(Self.firstLine(text), limit: 100, to: &page)
        page.markup("</summary>\n")
        HTMLText.block(text, to: &page)
        page.markup("</details>\n")
    }

    // MARK: Pieces

    private static func text(of content: JSONValue?) -> [UInt8] {
        var text: [UInt8] = []
        switch content?.kind {
        case .string: content?.appendUTF8(to: &text)
        case .array:
            for element in content.map({ Array($0.elements) }) ?? [] {
                guard case .text(let value) = Block(element) else { continue }
                if !text.isEmpty { text.append(0x0a) }
                value.appendUTF8(to: &text)
            }
        case .object:
            var writer = JSONWriter(pretty: true)
            if let content { writer.copy(content) }
            text = writer.bytes
        default: break
        }
        return text
    }

    private static func firstLine(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let rest = text.drop { $0 == 0x0a || $0 == 0x0d || $0 == 0x20 || $0 == 0x09 }
        return rest.prefix { $0 != 0x0a }
    }

    private static func firstLines(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var output: [UInt8] = []
        var rest = text
        for _ in 0..<briefResult where !rest.isEmpty {
            let line = rest.prefix { $0 != 0x0a }
            let (part, isCut) = line.cut(briefLine)
            output.append(contentsOf: part)
            output.put(isCut ? "…\n" : "\n")
            rest = rest.dropFirst(line.count + 1)
        }
        return output[...]
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
