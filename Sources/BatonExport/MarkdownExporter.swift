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
        _ redaction: ConversationRedaction,
        to sink: inout some ByteSink
    ) throws {
        var page = MarkdownPage()
        page.bytes.put(head)
        var number = 0
        try conversation.forEachReadingAhead(rewriting: redaction.redact) { message in
            number += 1
            writeSection(message, number, to: &page)
            if page.bytes.count > 1 << 18 {
                try sink.append(page.bytes)
                page.bytes.removeAll(keepingCapacity: true)
            }
        }
        try sink.append(page.bytes)
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
        if let preface = options.preface { lines += [Self.body(preface), ""] }
        lines += ["---", "", "## 💬 Conversation History", "", ""]
        return lines.joined(separator: "\n")
    }

    private static func body(_ text: String) -> String {
        var bytes: [UInt8] = []
        MarkdownBody.append(Array(text.utf8)[...], to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func writeSection(_ message: Message, _ number: Int, to page: inout MarkdownPage) {
        if message.boundary != nil { page.part("*[the agent compacted the conversation here]*") }
        page.part("### Message \(number): \(message.role == .user ? "👤 User" : "🤖 Assistant")")
        if let time = message.timestamp { page.part("*\(time.date), \(time.time)*") }
        if message.isCompactSummary {
            page.part("*[summary of the conversation so far, written by the agent]*")
        }
        for block in message.blocks { write(block, message.role, to: &page) }
        page.endSection()
    }

    private mutating func write(_ block: Block, _ role: Message.Role, to page: inout MarkdownPage) {
        switch block {
        case .text(let value):
            let text = value.utf8 ?? []
            if role == .user {
                writeUserText(text, to: &page)
            } else {
                page.part { MarkdownBody.append(text[...], to: &$0) }
            }
        case .toolUse(_, let name, let input):
            tool.writeCall(name, input, to: &page)
        case .toolResult(_, let content, let isError):
            imageCount += MarkdownBlock.imageCount(in: content)
            tool.writeResult(content, isError: isError, to: &page)
        case .thinking(let text):
            guard options.thinking, let text = text?.utf8, !text.isEmpty else {
                page.part(MarkdownBlock.mention(block))
                return
            }
            page.part { MarkdownText.folded("Thinking", to: &$0) { MarkdownText.fence(text, to: &$0) } }
        case .image:
            imageCount += 1
            page.part(MarkdownBlock.mention(block))
        case .document, .unknown:
            page.part(MarkdownBlock.mention(block))
        }
    }

    private func writeUserText(_ text: [UInt8], to page: inout MarkdownPage) {
        for part in UserMarkup.parts(of: text) {
            switch part {
            case .text(let text): page.part { MarkdownBody.append(text, to: &$0) }
            case .command(let command): page.part(MarkdownText.code(command))
            case .shell(let command):
                page.part { MarkdownText.fence(Array("! ".utf8) + command, language: "bash", to: &$0) }
            case .output(let output): page.part { MarkdownText.fence(output, to: &$0) }
            case .note(let kind, let text):
                page.part { MarkdownText.folded(kind, to: &$0) { MarkdownText.fence(text, to: &$0) } }
            }
        }
    }
}
