internal import BatonSessions
internal import JSON
internal import Platform

/// Writes what a subagent did, folded below the call that started it.
struct MarkdownSubagent {
    private let options: ExportOptions
    private var tools: [String: Int] = [:]

    init(_ options: ExportOptions) { self.options = options }

    /// Writes, in a section of their own, the subagents that no call above was seen to start.
    static func writeRest(
        _ sides: inout ExportSides,
        _ options: ExportOptions,
        _ page: inout MarkdownPage,
        _ sink: inout some ByteSink
    ) throws {
        let agents = sides.takeRest()
        guard !agents.isEmpty else { return }
        page.part("## 🤖 Subagents without a call")
        page.part("*[no call among the messages above is known to have started them]*")
        for agent in agents {
            var writer = MarkdownSubagent(options)
            try writer.write(agent, &sides, depth: 1, &page, &sink)
        }
        page.endPart()
    }

    /// Writes a subagent; one that cannot be read is named only.
    mutating func write(
        _ agent: Subagent,
        _ sides: inout ExportSides,
        depth: Int,
        _ page: inout MarkdownPage,
        _ sink: inout some ByteSink
    ) throws {
        let name = try sides.title(of: agent)
        guard let conversation = try? agent.conversation() else {
            return page.part("*[subagent \(MarkdownText.inline(name)): no messages]*")
        }
        let calls = try conversation.outline().reduce(0) { $0 + $1.callCount }
        let extent = HTMLText.count(conversation.count, "message") + ", " + HTMLText.count(calls, "tool call")
        guard options.tools == .full else {
            return page.part("*[subagent \(MarkdownText.inline(name)): \(extent)]*")
        }
        page.part("<details>\n<summary>🤖 Subagent \(MarkdownText.html(name)) — \(extent)</summary>")
        try writeMessages(of: conversation, &sides, depth, &page, &sink)
        if !tools.isEmpty {
            let list = tools.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                "\($0.key) \($0.value)"
            }
            page.part("*Tools: " + MarkdownText.inline(list.joined(separator: ", ")) + "*")
        }
        page.part("</details>")
    }

    private mutating func writeMessages(
        of conversation: Conversation,
        _ sides: inout ExportSides,
        _ depth: Int,
        _ page: inout MarkdownPage,
        _ sink: inout some ByteSink
    ) throws {
        var messages = MarkdownMessage(options, MarkdownStyle(detail: options.tools), spilled: sides.spilled)
        var number = 0
        var queue = PatchQueue()
        func write(_ message: Message, _ patches: [String: JSONValue]) throws {
            number += 1
            note(message)
            page.part("#### \(number): \(Self.speaker(message))")
            try messages.writeContent(message, number, patches, &sides, depth: depth, &page, &sink)
            try page.drain(to: &sink)
        }
        let rewrite = sides
        try conversation.forEach(rewriting: rewrite.redact) { message in
            try queue.add(message) { try write($0, $1) }
        }
        try queue.flush { try write($0, $1) }
    }

    private static func speaker(_ message: Message) -> String {
        if message.role == .assistant { return "🤖 Subagent" }
        return message.isResult ? "🔧 Result" : "👤 Task"
    }

    private mutating func note(_ message: Message) {
        guard message.role == .assistant else { return }
        for block in message.content where block["type"]?.equals("tool_use") == true {
            // A hostile file may have a name for every call.
            guard let name = block["name"]?.string, tools[name] != nil || tools.count < 100 else { continue }
            tools[String(name.prefix(100)), default: 0] += 1
        }
    }
}
