internal import BatonSessions
internal import JSON
internal import Platform

/// Writes a session as a Markdown page that people read and an agent continues from.
///
/// Times are UTC and nothing depends on the machine, so the same session gives the same bytes everywhere.
struct MarkdownExporter {
    private let facts: ExportFacts
    private let options: ExportOptions
    private var messages: MarkdownMessage
    private var sides: ExportSides

    init(_ facts: ExportFacts, _ options: ExportOptions, _ sides: ExportSides) {
        self.facts = facts
        self.options = options
        self.sides = sides
        messages = MarkdownMessage(options, MarkdownStyle(detail: options.tools), spilled: sides.spilled)
    }

    /// How much was written.
    var counts: ContentCounts { messages.counts }

    mutating func write(
        _ conversation: Conversation,
        _ redaction: ConversationRedaction,
        to sink: inout some ByteSink
    ) throws {
        var page = MarkdownPage()
        page.bytes.put(MarkdownHead.text(facts, preface: options.preface))
        page.bytes.put("## 💬 Conversation History\n\n")
        var queue = PatchQueue()
        try conversation.forEachReadingAhead(isAlone: !sides.isEmpty, rewriting: redaction.redact) {
            message in
            try queue.add(message) { try write($0, $1, &page, &sink) }
        }
        try queue.flush { try write($0, $1, &page, &sink) }
        try MarkdownSubagent.writeRest(&sides, options, &page, &sink)
        try sink.append(page.bytes)
    }

    private mutating func write(
        _ message: Message,
        _ patches: [String: JSONValue],
        _ page: inout MarkdownPage,
        _ sink: inout some ByteSink
    ) throws {
        try messages.write(message, counts.messages + 1, patches, &sides, &page, &sink)
        page.endSection()
        try page.drain(to: &sink)
    }
}

/// The lines that a Markdown export begins with.
enum MarkdownHead {
    /// The head with the rule behind it.
    static func text(_ facts: ExportFacts, preface: String?) -> String {
        let isLimited = facts.count < facts.totalCount
        let extent = isLimited ? "the latest part" : "all"
        let note =
            "> \(addressee(facts)): This file contains \(extent) of the conversation of a previous session. "
            + "Read it and build on it to go on with the user's task."
        let project = "**Project:** " + MarkdownText.inline(facts.project)
        var lines: [String] = ["# Previous Conversation Context", "", note, "", project, ""]
        if let title = facts.title { lines += ["**Session:** \(MarkdownText.inline(title))", ""] }
        lines += ["**Date:** \(facts.lastTime?.date ?? "unknown")", ""]
        let suffix = isLimited ? " (most recent from a total of \(facts.totalCount))" : ""
        lines += ["**Messages in this export:** \(facts.count)\(suffix)", ""]
        if let preface { lines += [body(preface), ""] }
        lines += ["---", "", ""]
        return lines.joined(separator: "\n")
    }

    /// Whom the note in a page's head is for, in bold.
    static func addressee(_ facts: ExportFacts) -> String {
        // A session of another agent's may go to any: who reads it is not known.
        facts.agent == ClaudeCodeStore.agent
            ? "**Note to Claude Code**" : "**Note to the agent that reads this**"
    }

    private static func body(_ text: String) -> String {
        var bytes: [UInt8] = []
        MarkdownBody.append(Array(text.utf8)[...], to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
