internal import BatonSessions
internal import HTML
internal import Platform

/// What happened when, as small charts whose bars lead to the messages, and as a table that says the same.
struct HTMLTimeline {
    private let timeline: TimelineParts
    private let first: Timestamp?
    private let last: Timestamp?

    /// The height of a chart, in units of its own.
    private static let height = 40
    /// The width of a part, in units of its own.
    private static let width = 10

    init(_ messages: [MessageOutline]) {
        timeline = TimelineParts(messages)
        first = messages.first { $0.timestamp != nil }?.timestamp
        last = messages.last { $0.timestamp != nil }?.timestamp
    }

    /// Writes the section.
    func write(to page: inout HTMLWriter) {
        page.markup("<h2>Timeline</h2>\n<figure class=\"timeline\">\n")
        func sum(_ value: (TimelineParts.Part) -> Int) -> Int {
            timeline.parts.reduce(0) { $0 + value($1.part) }
        }
        writeLane("lane", "Messages", sum(\.messages), \.messages, to: &page)
        writeLane("lane tools", "Tool calls", sum(\.calls), \.calls, to: &page)
        writeLane("lane tokens", "Tokens written", sum(\.output), \.output, to: &page)
        writeLane("lane tokens", "Tokens in the context", nil, \.context, to: &page)
        if let first, let last {
            page.markup("<p class=\"ends\"><span>")
            page.text("\(first.date), \(first.time)")
            page.markup("</span><span>")
            page.text("\(last.date), \(last.time)")
            page.markup("</span></p>\n")
        }
        if !timeline.gaps.isEmpty {
            page.markup("<figcaption>Dashed lines: pauses of more than 10 minutes, shortened.</figcaption>\n")
        }
        writeTable(to: &page)
        page.markup("</figure>\n")
    }

    private func writeLane(
        _ name: StaticString,
        _ title: StaticString,
        _ sum: Int?,
        _ value: (TimelineParts.Part) -> Int,
        to page: inout HTMLWriter
    ) {
        let most = timeline.parts.map { value($0.part) }.max() ?? 0
        guard most > 0 else { return }
        let text =
            ": " + (sum.map { "\(HTMLText.grouped($0)), " } ?? "") + "at most \(HTMLText.grouped(most))"
            + (sum == nil ? "" : " in one bar")
        page.markup("<div class=\"")
        page.markup(name)
        page.markup("\"><p>")
        page.markup(title)
        page.text(text)
        page.markup("</p><svg viewBox=\"0 0 ")
        page.number(timeline.count * Self.width)
        page.markup(" ")
        page.number(Self.height)
        page.markup("\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
        page.markup(title)
        page.text(" over time\(text). The table below says the same.")
        page.markup("\">\n")
        for (place, part) in timeline.parts where value(part) > 0 {
            writeBar(place, part, value(part), most, to: &page)
        }
        for gap in timeline.gaps { writeGap(gap, to: &page) }
        page.markup("</svg></div>\n")
    }

    private func writeBar(
        _ place: Int,
        _ part: TimelineParts.Part,
        _ value: Int,
        _ most: Int,
        to page: inout HTMLWriter
    ) {
        page.markup("<a href=\"#m")
        page.number(part.firstMessage)
        page.markup("\" tabindex=\"-1\"><title>")
        page.text(Self.label(part) + ": ")
        page.text(HTMLText.grouped(value))
        page.markup("</title>")
        writeRectangle("room", x: place * Self.width, width: Self.width, height: Self.height, to: &page)
        // What is there at all is seen.
        let height = max(1, Int(Double(value) / Double(most) * Double(Self.height)))
        writeRectangle("bar", x: place * Self.width + 1, width: Self.width - 2, height: height, to: &page)
        page.markup("</a>\n")
    }

    private func writeRectangle(
        _ name: StaticString,
        x: Int,
        width: Int,
        height: Int,
        to page: inout HTMLWriter
    ) {
        page.markup("<rect class=\"")
        page.markup(name)
        page.markup("\"")
        page.attribute("x", x)
        page.attribute("y", Self.height - height)
        page.attribute("width", width)
        page.attribute("height", height)
        page.markup("></rect>")
    }

    private func writeGap(_ gap: Double, to page: inout HTMLWriter) {
        let x = Int(gap * Double(Self.width))
        page.markup("<line")
        page.attribute("x1", x)
        page.attribute("x2", x)
        page.attribute("y1", 0)
        page.attribute("y2", Self.height)
        page.markup("></line>\n")
    }

    private func writeTable(to page: inout HTMLWriter) {
        page.markup(
            """
            <details><summary>The timeline as a table</summary><div class="table"><table>
            <thead><tr><th scope="col">From</th><th scope="col">Messages</th><th scope="col">Tool calls</th>\
            <th scope="col">Tokens written</th><th scope="col">Tokens in the context</th></tr></thead>
            <tbody>

            """
        )
        for (_, part) in timeline.parts {
            page.markup("<tr><th scope=\"row\"><a href=\"#m")
            page.number(part.firstMessage)
            page.markup("\">")
            page.text(Self.label(part))
            page.markup("</a></th>")
            for value in [part.messages, part.calls, part.output, part.context] {
                page.markup("<td class=\"right\">")
                page.text(HTMLText.grouped(value))
                page.markup("</td>")
            }
            page.markup("</tr>\n")
        }
        page.markup("</tbody></table></div></details>\n")
    }

    private static func label(_ part: TimelineParts.Part) -> String {
        part.time.map { "\($0.date), \($0.time)" } ?? "Message \(part.firstMessage)"
    }
}
