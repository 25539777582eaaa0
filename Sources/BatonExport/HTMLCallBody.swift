internal import HTML
internal import JSON

/// What a tool was given, by its kind.
enum HTMLCallBody {
    /// Writes the input of a call.
    static func write(_ kind: ToolKind, _ input: JSONValue, to page: inout HTMLWriter) {
        switch kind {
        case .command where input["command"] != nil:
            block(input, "command", to: &page)
            members(of: input, but: ["command", "description"], to: &page)
        case .edit: writeEdit(input, to: &page)
        case .write:
            block(input, "content", to: &page)
            members(of: input, but: ["content", "file_path"], to: &page)
        case .todos: writeTodos(input, to: &page)
        case .subagent:
            if let prompt = input["prompt"]?.utf8 {
                HTMLText.markdown(prompt[...], isTyped: true, to: &page)
            }
            members(of: input, but: ["prompt", "description"], to: &page)
        case .read, .search, .web: members(of: input, but: [], to: &page)
        case .command, .mcp, .other:
            var writer = JSONWriter(pretty: true)
            writer.copy(input)
            HTMLText.block(writer.bytes[...], to: &page)
        }
    }

    private static func block(_ input: JSONValue, _ key: String, to page: inout HTMLWriter) {
        guard let text = input[key: key]?.utf8 else { return }
        HTMLText.block(text[...], to: &page)
    }

    /// The other members, each with its name.
    private static func members(of input: JSONValue, but left: Set<String>, to page: inout HTMLWriter) {
        var isFirst = true
        for member in input.members {
            guard let key = member.key.string, !left.contains(key) else { continue }
            if isFirst { page.markup("<dl class=\"facts\">\n") }
            isFirst = false
            page.markup("<dt>")
            HTMLText.line(Array(key.utf8)[...], limit: 120, to: &page)
            page.markup("</dt><dd>")
            if let text = member.value.utf8 {
                page.markup("<code>")
                page.text(TerminalText.plain(text[...]))
                page.markup("</code>")
            } else {
                var writer = JSONWriter()
                writer.copy(member.value)
                page.markup("<code>")
                page.text(writer.bytes[...])
                page.markup("</code>")
            }
            page.markup("</dd>\n")
        }
        if !isFirst { page.markup("</dl>\n") }
    }

    private static func writeEdit(_ input: JSONValue, to page: inout HTMLWriter) {
        if let edits = input["edits"], edits.kind == .array {
            for edit in edits.elements { writeDiff(edit, to: &page) }
        } else if input["old_string"] != nil || input["new_string"] != nil {
            writeDiff(input, to: &page)
        } else {
            block(input, "new_source", to: &page)
        }
        members(of: input, but: ["edits", "old_string", "new_string", "new_source", "file_path"], to: &page)
    }

    /// Lines that go and come, those that belong together in one element.
    private static func writeDiff(_ edit: JSONValue, to page: inout HTMLWriter) {
        let lines = LineDiff.bytes(from: edit["old_string"]?.utf8 ?? [], to: edit["new_string"]?.utf8 ?? [])
        page.markup("<pre class=\"diff\"><code>")
        var rest = lines[...]
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

    private static func writeTodos(_ input: JSONValue, to page: inout HTMLWriter) {
        page.markup("<ul class=\"todos\">\n")
        for todo in input["todos"].map({ Array($0.elements) }) ?? [] {
            switch todo["status"]?.string {
            case "completed": page.markup("<li><span role=\"img\" aria-label=\"done:\">☑</span> ")
            case "in_progress": page.markup("<li><span role=\"img\" aria-label=\"in progress:\">◐</span> ")
            default: page.markup("<li><span role=\"img\" aria-label=\"open:\">☐</span> ")
            }
            page.text(TerminalText.plain((todo["content"]?.utf8 ?? [])[...]))
            page.markup("</li>\n")
        }
        page.markup("</ul>\n")
    }
}
