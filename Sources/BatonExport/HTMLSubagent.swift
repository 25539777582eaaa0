internal import BatonSessions
internal import HTML
internal import JSON
internal import Platform

/// Writes what a subagent did, folded below the call that started it.
struct HTMLSubagent {
    private let options: ExportOptions

    init(_ options: ExportOptions) { self.options = options }

    /// Writes, in a section of their own, the subagents that no call above was seen to start.
    static func writeRest(
        _ sides: inout ExportSides,
        _ options: ExportOptions,
        _ page: inout HTMLWriter,
        _ sink: inout some ByteSink
    ) throws {
        let agents = sides.takeRest()
        guard !agents.isEmpty else { return }
        page.markup(
            """
            <section class="others"><h2 id="subagents">Subagents without a call</h2>
            <p class="note">No call among the messages above is known to have started them.</p>

            """
        )
        for agent in agents { try HTMLSubagent(options).write(agent, &sides, depth: 1, &page, &sink) }
        page.markup("</section>\n")
    }

    /// Writes a subagent; one that cannot be read is named only.
    func write(
        _ agent: Subagent,
        _ sides: inout ExportSides,
        depth: Int,
        _ page: inout HTMLWriter,
        _ sink: inout some ByteSink
    ) throws {
        let name = Array(try sides.title(of: agent).utf8)
        let conversation = try? agent.conversation()
        guard let conversation, options.tools == .full else {
            page.markup("<p class=\"left-out\">[subagent ")
            HTMLText.line(name[...], limit: 160, to: &page)
            page.text(": \(try conversation.map(Self.extent) ?? "no messages")]")
            page.markup("</p>\n")
            return
        }
        page.markup("<details class=\"agent\"><summary><b>Subagent</b> ")
        HTMLText.line(name[...], limit: 160, to: &page)
        page.markup(" <span class=\"about\">")
        page.text(try Self.extent(of: conversation))
        page.markup("</span></summary>\n")
        try writeMessages(of: conversation, &sides, depth, &page, &sink)
        page.markup("</details>\n")
    }

    private static func extent(of conversation: Conversation) throws -> String {
        let calls = try conversation.outline().reduce(0) { $0 + $1.callCount }
        return HTMLText.count(conversation.count, "message") + ", " + HTMLText.count(calls, "tool call")
    }

    private func writeMessages(
        of conversation: Conversation,
        _ sides: inout ExportSides,
        _ depth: Int,
        _ page: inout HTMLWriter,
        _ sink: inout some ByteSink
    ) throws {
        var messages = HTMLMessage(options, spilled: sides.spilled, isLinked: false)
        var number = 0
        var queue = PatchQueue()
        func write(_ message: Message, _ patches: [String: JSONValue]) throws {
            number += 1
            let isUser = message.role == .user
            page.markup("<section class=\"step")
            page.markup(message.isResult ? " results" : isUser ? " user" : " assistant")
            page.markup("\"><h4>")
            page.number(number)
            page.markup(message.isResult ? ": Tool result" : isUser ? ": Task" : ": Subagent")
            page.markup("</h4>\n")
            try messages.writeContent(message, number, patches, &sides, depth: depth, &page, &sink)
            page.markup("</section>\n")
            try page.drain(to: &sink)
        }
        let rewrite = sides
        try conversation.forEach(rewriting: rewrite.redact) { message in
            try queue.add(message) { try write($0, $1) }
        }
        try queue.flush { try write($0, $1) }
    }
}
