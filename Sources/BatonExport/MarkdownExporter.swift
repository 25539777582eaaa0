internal import BatonSessions
internal import JSON
internal import Platform

/// Writes a session as a Markdown page that people read and an agent continues from.
///
/// Times are UTC and nothing depends on the machine, so the same session gives the same bytes everywhere.
struct MarkdownExporter {
    private let facts: ExportFacts
    private let options: ExportOptions
    private let tool: MarkdownTool
    private(set) var imageCount = 0

    init(_ facts: ExportFacts, _ options: ExportOptions) {
        self.facts = facts
        self.options = options
        tool = MarkdownTool(detail: options.tools)
    }

    mutating func write(
        _ conversation: Conversation,
        _ redaction: ExportRedaction,
        to sink: inout some ByteSink
    ) throws {
        try sink.append(Array(head.utf8))
        var number = 0
        var pending: [UInt8] = []
        try conversation.forEach(rewriting: redaction.redact) { message in
            number += 1
            pending.append(contentsOf: Array(section(message, number).utf8))
            if pending.count > 1 << 18 {
                try sink.append(pending)
                pending.removeAll(keepingCapacity: true)
            }
        }
        try sink.append(pending)
    }

    private var head: String {
        let isLimited = facts.count < facts.totalCount
        let extent = isLimited ? "the latest part" : "all"
        let note =
            "> **Note to Claude Code**: This file contains \(extent) of the conversation of a previous session. "
            + "Read it and build on it to go on with the user's task."
        let project = "**Project:** " + MarkdownText.inline(facts.project)
        var lines: [String] = ["# Previous Conversation Context", "", note, "", project, ""]
        if let title = facts.title { lines += ["**Session:** \(MarkdownText.inline(title))", ""] }
        lines += ["**Date:** \(facts.lastTime?.date ?? "unknown")", ""]
        let suffix = isLimited ? " (most recent from a total of \(facts.totalCount))" : ""
        lines += ["**Messages in this export:** \(facts.count)\(suffix)", ""]
        if let preface = options.preface { lines += [MarkdownText.body(preface), ""] }
        lines += ["---", "", "## 💬 Conversation History", "", ""]
        return lines.joined(separator: "\n")
    }

    private mutating func section(_ message: Message, _ number: Int) -> String {
        var parts: [String] = []
        if message.boundary != nil { parts.append("*[the agent compacted the conversation here]*") }
        parts.append("### Message \(number): \(message.role == .user ? "👤 User" : "🤖 Assistant")")
        if let time = message.timestamp { parts.append("*\(time.date), \(time.time)*") }
        if message.isCompactSummary {
            parts.append("*[summary of the conversation so far, written by the agent]*")
        }
        for block in message.blocks {
            let text = render(block, message.role)
            if !text.isEmpty { parts.append(text) }
        }
        return parts.joined(separator: "\n\n") + "\n\n---\n\n"
    }

    private mutating func render(_ block: Block, _ role: Message.Role) -> String {
        switch block {
        case .text(let value):
            let text = value.string ?? ""
            return role == .user ? userText(text) : MarkdownText.body(text.trimmedBlankEnds)
        case .toolUse(_, let name, let input):
            return tool.call(name: name, input: input)
        case .toolResult(_, let content, let isError):
            return tool.result(content, isError: isError)
        case .thinking(let text):
            guard options.thinking, let text = text?.string, !text.isEmpty else {
                return MarkdownBlock.mention(block)
            }
            return MarkdownText.folded("Thinking", MarkdownText.fenced(text))
        case .image:
            imageCount += 1
            return MarkdownBlock.mention(block)
        case .document, .unknown:
            return MarkdownBlock.mention(block)
        }
    }

    private func userText(_ text: String) -> String {
        UserMarkup.parts(of: text).map { part in
            switch part {
            case .text(let text): MarkdownText.body(text)
            case .command(let command): MarkdownText.code(command)
            case .shell(let command): MarkdownText.fenced("! " + command, language: "bash")
            case .output(let output): MarkdownText.fenced(TerminalText.plain(output))
            case .note(let kind, let text):
                MarkdownText.folded(kind, MarkdownText.fenced(TerminalText.plain(text)))
            }
        }.joined(separator: "\n\n")
    }
}
