internal import BatonSessions
internal import HTML
internal import JSON
internal import Platform

/// Writes a session as one HTML page that loads nothing, for people who read it in a browser or on paper.
///
/// Times are UTC and nothing depends on the machine, so the same session gives the same bytes everywhere.
struct HTMLExporter {
    private let facts: ExportFacts
    private let options: ExportOptions
    private var page = HTMLWriter()
    private var messages: HTMLMessage

    /// Messages that a browser lays out together: none of them before it comes near the screen.
    private static let partLength = 40

    private var sides: ExportSides

    init(_ facts: ExportFacts, _ options: ExportOptions, _ sides: ExportSides) {
        self.facts = facts
        self.options = options
        self.sides = sides
        messages = HTMLMessage(options, spilled: sides.spilled)
    }

    /// How much was written.
    var counts: ContentCounts { messages.counts }

    mutating func write(
        _ conversation: Conversation,
        _ records: ConversationRedaction,
        findings: () -> [ExportSummary.RuleCount],
        to sink: inout some ByteSink
    ) throws {
        HTMLHead.write(facts, options, to: &page)
        let outline = try conversation.outline()
        HTMLTimeline(outline).write(to: &page)
        page.markup("<h2 id=\"conversation\">Conversation</h2>\n")
        var queue = PatchQueue()
        try conversation.forEachReadingAhead(isAlone: !sides.isEmpty, rewriting: records.redact) { message in
            try queue.add(message) { try write($0, $1, to: &sink) }
        }
        try queue.flush { try write($0, $1, to: &sink) }
        page.markup("</div>\n")
        try HTMLSubagent.writeRest(&sides, options, &page, &sink)
        HTMLHead.writeEnd(facts, findings(), to: &page)
        try flush(to: &sink)
    }

    private mutating func write(
        _ message: Message,
        _ patches: [String: JSONValue],
        to sink: inout some ByteSink
    ) throws {
        if counts.messages % Self.partLength == 0 {
            page.markup(counts.messages == 0 ? "<div class=\"part\">\n" : "</div>\n<div class=\"part\">\n")
        }
        try messages.write(message, counts.messages + 1, patches, &sides, &page, &sink)
        page.markup("</article>\n")
        try page.drain(to: &sink)
    }

    private mutating func flush(to sink: inout some ByteSink) throws {
        try sink.append(page.bytes)
        page.removeAll()
    }
}

extension HTMLWriter {
    /// Hands what was written to `sink` when it is worth it.
    mutating func drain(to sink: inout some ByteSink) throws {
        guard count > 1 << 18 else { return }
        try sink.append(bytes)
        removeAll()
    }
}
