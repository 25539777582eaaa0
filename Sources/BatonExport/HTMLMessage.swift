internal import BatonSessions
internal import HTML
internal import JSON
internal import Platform

/// Writes messages, each as an article that a link can name.
struct HTMLMessage {
    private let options: ExportOptions
    private let images: ImageDetail
    private var tool: HTMLTool
    private(set) var counts = ContentCounts()

    /// What stands in the place of a result that was too long for the transcript.
    private let spilled: (JSONValue?) throws -> [UInt8]?

    init(
        _ options: ExportOptions,
        spilled: @escaping (JSONValue?) throws -> [UInt8]? = { _ in nil },
        isLinked: Bool = true
    ) {
        self.options = options
        self.spilled = spilled
        images = options.images ?? .small
        tool = HTMLTool(detail: options.tools, isLinked: isLinked)
    }

    /// Writes a message up to what its article ends with.
    ///
    /// `number` counts from 1, `patches` are those of its calls, by their ids. The subagents that its calls started are taken
    /// from `sides` and stand under them.
    mutating func write(
        _ message: Message,
        _ number: Int,
        _ patches: [String: JSONValue],
        _ sides: inout ExportSides,
        _ page: inout HTMLWriter,
        _ sink: inout some ByteSink
    ) throws {
        counts.messages += 1
        writeBefore(message, to: &page)
        writeHeading(message, number, isResult: message.isResult, to: &page)
        if message.isCompactSummary {
            page.markup("<p class=\"note\">Summary of the conversation so far, written by the agent.</p>\n")
        }
        try writeContent(message, number, patches, &sides, depth: 0, &page, &sink)
    }

    /// Writes what a message holds, without its heading; `depth` counts the subagents that it stands in.
    mutating func writeContent(
        _ message: Message,
        _ number: Int,
        _ patches: [String: JSONValue],
        _ sides: inout ExportSides,
        depth: Int,
        _ page: inout HTMLWriter,
        _ sink: inout some ByteSink
    ) throws {
        if message.isAPIError { page.markup("<p class=\"note bad\">Error of the API</p>\n") }
        if message.role == .assistant {
            for json in message.content {
                if case .toolUse(let id, let name, let input) = Block(json) {
                    let call = ToolCall(id: id, name: name, input: input)
                    try write(call, patches[id], number, &sides, depth, &page, &sink)
                    counts.add(json)
                } else {
                    try write(json, .assistant, number, to: &page)
                }
            }
            return
        }
        for record in message.records {
            if record.queuedMode == "prompt" {
                page.markup("<p class=\"note queued\">Written while the agent worked</p>\n")
            }
            guard let content = record.content else { continue }
            let blocks = content.kind == .string ? [content] : Array(content.elements)
            for json in blocks { try write(json, .user, number, to: &page) }
        }
    }

    /// What stands between the message before and this one.
    private func writeBefore(_ message: Message, to page: inout HTMLWriter) {
        if message.boundary != nil {
            page.markup("<p class=\"boundary\">The agent compacted the conversation here.</p>\n")
        }
        if message.omittedBefore > 0 {
            page.markup("<p class=\"boundary\">")
            page.text(HTMLText.count(message.omittedBefore, "message"))
            page.markup(" left out here.</p>\n")
        }
        for command in message.commands {
            guard let text = command.json["content"]?.utf8 else { continue }
            page.markup("<div class=\"between\">\n")
            writeUserText(text, to: &page)
            page.markup("</div>\n")
        }
    }

    private func writeHeading(_ message: Message, _ number: Int, isResult: Bool, to page: inout HTMLWriter) {
        let isUser = message.role == .user
        page.markup("<article class=\"message")
        page.markup(isResult ? " results" : isUser ? " user" : " assistant")
        page.markup("\" id=\"m")
        page.number(number)
        page.markup("\"><h3><a href=\"#m")
        page.number(number)
        page.markup("\">Message ")
        page.number(number)
        page.markup(isResult ? ": Tool result</a>" : isUser ? ": User</a>" : ": Assistant</a>")
        if let time = message.timestamp {
            page.markup(" <time datetime=\"")
            page.text(time.iso8601)
            page.markup("\">")
            page.text("\(time.date), \(time.time)")
            page.markup("</time>")
        }
        page.markup("</h3>\n")
    }

    /// Writes a call, and under it the subagents that it started.
    private mutating func write(
        _ call: ToolCall,
        _ patch: JSONValue?,
        _ number: Int,
        _ sides: inout ExportSides,
        _ depth: Int,
        _ page: inout HTMLWriter,
        _ sink: inout some ByteSink
    ) throws {
        let agents = depth < ExportSides.depth ? sides.take(call: call.id) : []
        // The subagent's own messages begin with its prompt.
        let isPromptShown = agents.isEmpty || options.tools != .full
        tool.writeCall(call, patch: patch, message: number, isPromptShown: isPromptShown, to: &page)
        for agent in agents {
            try HTMLSubagent(options).write(agent, &sides, depth: depth + 1, &page, &sink)
        }
    }

    private mutating func write(
        _ json: JSONValue,
        _ role: Message.Role,
        _ number: Int,
        to page: inout HTMLWriter
    ) throws {
        switch Block(json) {
        case .text(let value):
            let text = value.utf8 ?? []
            if role == .user {
                writeUserText(text, to: &page)
            } else {
                HTMLText.markdown(text[...], isTyped: false, to: &page)
            }
        case .toolUse(let id, let name, let input):
            let call = ToolCall(id: id, name: name, input: input)
            tool.writeCall(call, patch: nil, message: number, to: &page)
        case .toolResult(let id, let content, let isError):
            var image = counts.images
            let others = tool.writeResult(
                id,
                content,
                isError: isError,
                whole: try spilled(content),
                message: number,
                to: &page
            )
            for other in others { writeOther(other, &image, to: &page) }
        case .thinking(let text):
            writeThinking(text?.utf8 ?? [], to: &page)
            if !options.thinking { return }
        case .image, .document, .unknown:
            if let server = ServerTool(json) {
                write(server, number, to: &page)
            } else {
                var image = counts.images
                writeOther(json, &image, to: &page)
            }
        }
        counts.add(json)
    }

    private mutating func write(_ server: ServerTool, _ number: Int, to page: inout HTMLWriter) {
        switch server {
        case .call(let call): tool.writeCall(call, patch: nil, message: number, to: &page)
        case .result(let id, let content, let isError):
            _ = tool.writeResult(id, content, isError: isError, message: number, to: &page)
        case .found(let id, let text): tool.writeText(id, text, message: number, to: &page)
        }
    }

    /// Writes a block that is neither text nor of a tool; `image` counts the pictures before it.
    private func writeOther(_ json: JSONValue, _ image: inout Int, to page: inout HTMLWriter) {
        switch Block(json) {
        case .image:
            image += 1
            HTMLImage.write(json, images, number: image, to: &page)
        case .document(let type):
            let title = json["title"]?.string.map { " “\($0)”" } ?? ""
            leftOut("document\(title): \(type), not shown", to: &page)
        case .unknown("tool_reference"): leftOut("tool \(json["tool_name"]?.string ?? "?")", to: &page)
        case .unknown(let type): leftOut("block of type \(type), not shown", to: &page)
        default: leftOut("a block inside a result, not shown", to: &page)
        }
    }

    private func leftOut(_ text: String, to page: inout HTMLWriter) {
        page.markup("<p class=\"left-out\">[")
        HTMLText.line(Array(text.utf8)[...], limit: 200, to: &page)
        page.markup("]</p>\n")
    }

    private func writeThinking(_ text: [UInt8], to page: inout HTMLWriter) {
        guard !text.isEmpty else { return leftOut("thinking: not recorded", to: &page) }
        let count = HTMLText.count(HTMLText.characterCount(text[...]), "character")
        guard options.thinking else { return leftOut("thinking: \(count), left out", to: &page) }
        page.markup("<details class=\"thinking\"><summary><b>Thinking</b> <span class=\"about\">")
        page.text(count)
        page.markup("</span></summary>\n")
        HTMLText.markdown(text[...], isTyped: false, to: &page)
        page.markup("</details>\n")
    }

    private func writeUserText(_ text: [UInt8], to page: inout HTMLWriter) {
        let parts = UserMarkup.parts(of: text)
        // Such as the output of a command that printed none.
        if parts.isEmpty { leftOut("nothing to show", to: &page) }
        for part in parts {
            switch part {
            case .text(let text): HTMLText.markdown(text, isTyped: true, to: &page)
            case .command(let command):
                page.markup("<p class=\"said\">")
                HTMLText.code(Array(command.utf8)[...], limit: 1 << 16, to: &page)
                page.markup("</p>\n")
            case .shell(let command): HTMLText.block(Array("! ".utf8) + command, to: &page)
            case .output(let output): tool.writeLong("Output", "", output, to: &page)
            case .pasted(let text): tool.writeLong("Pasted text", "", text, to: &page)
            case .interruption(let what): leftOut(what, to: &page)
            case .note(let kind, let about, let text):
                let title = kind + (about.map { ": " + $0 } ?? "")
                if text.isEmpty {
                    leftOut(title, to: &page)
                } else {
                    tool.writeLong("Note", title, text, to: &page)
                }
            }
        }
    }
}

extension Message {
    /// Whether the message holds results of tools and nothing else.
    var isResult: Bool {
        let content = content
        return role == .user && !content.isEmpty && content.allSatisfy { Block($0).isToolResult }
    }
}
