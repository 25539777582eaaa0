internal import HTML

/// What a tool was given, by its kind.
enum HTMLCallBody {
    /// Writes what stands below a call's line.
    static func write(
        _ parts: [CallPart],
        _ facts: [(name: [UInt8], value: [UInt8])],
        to page: inout HTMLWriter
    ) {
        for part in parts { write(part, to: &page) }
        guard !facts.isEmpty else { return }
        page.markup("<dl class=\"facts\">\n")
        for fact in facts {
            page.markup("<dt>")
            HTMLText.line(fact.name[...], limit: 120, to: &page)
            page.markup("</dt><dd><code>")
            page.text(TerminalText.plain(fact.value[...]))
            page.markup("</code></dd>\n")
        }
        page.markup("</dl>\n")
    }

    static func write(_ part: CallPart, to page: inout HTMLWriter) {
        switch part {
        case .code(let text, _, _): HTMLText.block(text[...], to: &page)
        case .diff(let lines, let title):
            if let title {
                page.markup("<p>")
                HTMLText.code(title[...], limit: 400, to: &page)
                page.markup("</p>\n")
            }
            if !lines.isEmpty { writeDiff(lines[...], to: &page) }
        case .prose(let text, _): HTMLText.markdown(text[...], isTyped: true, to: &page)
        case .todos(let todos): writeTodos(todos, to: &page)
        case .questions(let questions): for question in questions { write(question, to: &page) }
        }
    }

    /// Lines that go and come, those that belong together in one element.
    private static func writeDiff(_ lines: ArraySlice<UInt8>, to page: inout HTMLWriter) {
        page.markup("<pre class=\"diff\"><code>")
        var rest = lines
        while let mark = rest.first {
            var end = rest.startIndex
            while end < rest.endIndex, rest[end] == mark {
                end = rest[end...].firstIndex(of: 0x0a).map { $0 + 1 } ?? rest.endIndex
            }
            // A sign at the beginning that is none of a diff's would stay where it is for ever.
            if end == rest.startIndex { end = rest.endIndex }
            writeRun(rest[..<end], mark, to: &page)
            rest = rest[end...]
        }
        page.markup("</code></pre>\n")
    }

    private static func writeRun(_ run: ArraySlice<UInt8>, _ mark: UInt8, to page: inout HTMLWriter) {
        // Each is a block on the page; the line end within it opens no further line.
        switch mark {
        case UInt8(ascii: "-"): page.markup("<del>")
        case UInt8(ascii: "+"): page.markup("<ins>")
        case UInt8(ascii: "@"): page.markup("<span class=\"hunk\">")
        default: page.markup("<span>")
        }
        page.text(TerminalText.plain(run))
        switch mark {
        case UInt8(ascii: "-"): page.markup("</del>")
        case UInt8(ascii: "+"): page.markup("</ins>")
        default: page.markup("</span>")
        }
    }

    private static func writeTodos(_ todos: [CallPart.Todo], to page: inout HTMLWriter) {
        guard !todos.isEmpty else { return }
        page.markup("<ul class=\"todos\">\n")
        for todo in todos {
            switch todo.state {
            case .done: page.markup("<li><span role=\"img\" aria-label=\"done:\">☑</span> ")
            case .inProgress: page.markup("<li><span role=\"img\" aria-label=\"in progress:\">◐</span> ")
            case .open: page.markup("<li><span role=\"img\" aria-label=\"open:\">☐</span> ")
            }
            page.text(TerminalText.plain(todo.text[...]))
            page.markup("</li>\n")
        }
        page.markup("</ul>\n")
    }

    private static func write(_ question: CallPart.Question, to page: inout HTMLWriter) {
        page.markup("<p>")
        page.text(TerminalText.plain(question.text[...]))
        page.markup("</p>\n")
        guard !question.options.isEmpty else { return }
        page.markup("<ul>\n")
        for (label, about) in question.options {
            page.markup("<li>")
            page.text(TerminalText.plain(label[...]))
            if let about, !about.isEmpty {
                page.markup(": <span class=\"about\">")
                page.text(TerminalText.plain(about[...]))
                page.markup("</span>")
            }
            page.markup("</li>\n")
        }
        page.markup("</ul>\n")
    }
}
