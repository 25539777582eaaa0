internal import BatonSessions
internal import JSON
internal import Platform

/// Writes a session as Markdown for an agent that goes on with it: an overview of the whole session, then the latest
/// messages in brief, and the last turns fuller.
///
/// Messages keep their numbers in the session, so that the overview can name any of them.
struct AgentExporter {
    private let facts: ExportFacts
    private let options: ExportOptions
    private var messages: MarkdownMessage
    private var sides: ExportSides

    /// The most messages that are shown fuller than the others.
    private static let latest = 30
    private static let fullLines = 40

    init(_ facts: ExportFacts, _ options: ExportOptions, _ sides: ExportSides) {
        self.facts = facts
        self.sides = sides
        self.options = Self.brief(options)
        messages = MarkdownMessage(self.options, Self.style(self.options.tools), isWide: false)
    }

    /// The options of the conversation that follows the overview.
    static func brief(_ options: ExportOptions) -> ExportOptions {
        var options = options
        options.tools = options.tools == .none ? .none : .brief
        options.thinking = false
        return options
    }

    /// How much was written.
    var counts: ContentCounts { messages.counts }

    private static func style(_ detail: ToolDetail) -> MarkdownStyle {
        MarkdownStyle(detail: detail, openLines: fullLines, folds: false)
    }

    /// Writes the overview of `whole` and the messages of `part`, which is some of it or all.
    mutating func write(
        _ part: Conversation,
        of whole: Conversation,
        _ redaction: ConversationRedaction,
        to sink: inout some ByteSink
    ) throws {
        var overview = AgentOverview()
        var number = 0
        try whole.forEachReadingAhead(rewriting: redaction.redact) { message in
            number += 1
            overview.add(message, number)
        }
        var page = MarkdownPage()
        page.bytes.put(head)
        AgentOverviewText.write(overview, to: &page)
        page.part("## 💬 Conversation History")
        page.endPart()
        let numbers = part.places(in: whole).map { $0 + 1 }
        let full = max(overview.previousPrompt, (numbers.last ?? 0) - Self.latest + 1)
        var place = 0
        try part.forEachReadingAhead(isAlone: !sides.isEmpty, rewriting: redaction.redact) { message in
            let number = numbers[place]
            place += 1
            if number >= full, options.tools != .none { messages.tool.style.detail = .full }
            messages.isSummaryKnown = number == overview.summary?.number
            try messages.write(message, number, [:], &sides, &page, &sink)
            page.endPart()
            try page.drain(to: &sink)
        }
        try MarkdownSubagent.writeRest(&sides, options, &page, &sink)
        try sink.append(page.bytes)
    }

    private var head: String {
        let isLimited = facts.count < facts.totalCount
        let extent = isLimited ? "its latest messages" : "its messages"
        var lines: [String] = [
            "# Previous Conversation Context", "",
            "> \(MarkdownHead.addressee(facts)): This file sums up a previous session from its own records, then shows \(extent) in brief. "
                + "Numbers such as #12 are those of the session's messages. Read it and build on it to go on with the user's task.",
            "", "**Project:** " + MarkdownText.inline(facts.project), "",
        ]
        if let title = facts.title { lines += ["**Session:** \(MarkdownText.inline(title))", ""] }
        if let branch = facts.branch { lines += ["**Branch:** \(MarkdownText.inline(branch))", ""] }
        let suffix = isLimited ? " (most recent from a total of \(facts.totalCount))" : ""
        lines += [
            "**Date:** \(facts.lastTime?.date ?? "unknown")", "",
            "**Messages in this export:** \(facts.count)\(suffix)", "",
        ]
        if let preface = options.preface {
            var bytes: [UInt8] = []
            MarkdownBody.append(Array(preface.utf8)[...], to: &bytes)
            lines += [String(decoding: bytes, as: UTF8.self), ""]
        }
        lines += ["---", "", ""]
        return lines.joined(separator: "\n")
    }
}
