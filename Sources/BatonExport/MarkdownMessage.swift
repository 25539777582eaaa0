internal import BatonSessions
internal import JSON
internal import Platform

/// Writes messages in Markdown, each with its heading.
struct MarkdownMessage {
    private let options: ExportOptions
    private let images: ImageDetail
    var tool: MarkdownTool
    private(set) var counts = ContentCounts()
    /// Whether the time stands on a line of its own, and a rule behind each message.
    private let isWide: Bool
    /// What stands in the place of a result that was too long for the transcript.
    private let spilled: (JSONValue?) throws -> [UInt8]?

    init(
        _ options: ExportOptions,
        _ style: MarkdownStyle,
        isWide: Bool = true,
        spilled: @escaping (JSONValue?) throws -> [UInt8]? = { _ in nil }
    ) {
        self.options = options
        self.isWide = isWide
        self.spilled = spilled
        images = options.images ?? .none
        tool = MarkdownTool(style)
    }

    /// Whether the next message is a summary that stands in the page already.
    var isSummaryKnown = false

    /// Writes a message.
    ///
    /// `patches` are those of its calls, by their ids. The subagents that its calls started are taken from `sides` and stand
    /// under them.
    mutating func write(
        _ message: Message,
        _ number: Int,
        _ patches: [String: JSONValue],
        _ sides: inout ExportSides,
        _ page: inout MarkdownPage,
        _ sink: inout some ByteSink
    ) throws {
        counts.messages += 1
        writeBefore(message, to: &page)
        page.part("### Message \(number): \(message.role == .user ? "👤 User" : "🤖 Assistant")")
        if isWide, let time = message.timestamp { page.part("*\(time.date), \(time.time)*") }
        if message.isCompactSummary {
            let place = isSummaryKnown ? ", above" : ""
            page.part("*[summary of the conversation so far, written by the agent\(place)]*")
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
        _ page: inout MarkdownPage,
        _ sink: inout some ByteSink
    ) throws {
        if message.isAPIError { page.part("*[error of the API]*") }
        if isSummaryKnown, message.isCompactSummary {
            for json in message.content { counts.add(json) }
            return
        }
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
            if record.queuedMode == "prompt" { page.part("*[written while the agent worked]*") }
            guard let content = record.content else { continue }
            let blocks = content.kind == .string ? [content] : Array(content.elements)
            for json in blocks { try write(json, .user, number, to: &page) }
        }
    }

    /// What stands between the message before and this one.
    private func writeBefore(_ message: Message, to page: inout MarkdownPage) {
        if message.boundary != nil { page.part("*[the agent compacted the conversation here]*") }
        if message.omittedBefore > 0 {
            page.part("*[\(HTMLText.count(message.omittedBefore, "message")) left out here]*")
        }
        for command in message.commands {
            if let text = command.json["content"]?.utf8 { writeUserText(text, to: &page) }
        }
    }

    /// Writes a call, and under it the subagents that it started.
    private mutating func write(
        _ call: ToolCall,
        _ patch: JSONValue?,
        _ number: Int,
        _ sides: inout ExportSides,
        _ depth: Int,
        _ page: inout MarkdownPage,
        _ sink: inout some ByteSink
    ) throws {
        let agents = depth < ExportSides.depth ? sides.take(call: call.id) : []
        // The subagent's own messages begin with its prompt.
        let isPromptShown = agents.isEmpty || options.tools != .full
        tool.writeCall(call, patch: patch, message: number, isPromptShown: isPromptShown, to: &page)
        for agent in agents {
            var writer = MarkdownSubagent(options)
            try writer.write(agent, &sides, depth: depth + 1, &page, &sink)
        }
    }

    private mutating func write(
        _ json: JSONValue,
        _ role: Message.Role,
        _ number: Int,
        to page: inout MarkdownPage
    ) throws {
        switch Block(json) {
        case .text(let value):
            let text = value.utf8 ?? []
            if role == .user {
                writeUserText(text, to: &page)
            } else {
                page.part { MarkdownBody.append(text[...], to: &$0) }
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
            guard options.thinking, let text = text?.utf8, !text.isEmpty else {
                if isWide { page.part(MarkdownBlock.mention(json)) }
                if !options.thinking { return }
                break
            }
            page.part { MarkdownText.folded("Thinking", to: &$0) { MarkdownText.fence(text, to: &$0) } }
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

    /// Writes a block that is neither text nor of a tool; `image` counts the pictures before it.
    private func writeOther(_ json: JSONValue, _ image: inout Int, to page: inout MarkdownPage) {
        guard json["type"]?.equals("image") == true else { return page.part(MarkdownBlock.mention(json)) }
        image += 1
        guard let picture = Picture(json, images) else { return page.part(MarkdownBlock.mention(json)) }
        let description = picture.description(number: image)
        page.part { output in
            output.put("![\(description)](data:\(picture.format.mediaType);base64,")
            picture.data.appendUTF8(to: &output)
            output.put(")")
        }
    }

    private mutating func write(_ server: ServerTool, _ number: Int, to page: inout MarkdownPage) {
        switch server {
        case .call(let call): tool.writeCall(call, patch: nil, message: number, to: &page)
        case .result(let id, let content, let isError):
            _ = tool.writeResult(id, content, isError: isError, message: number, to: &page)
        case .found(let id, let text):
            tool.writeText(id, text, message: number, to: &page)
        }
    }

    private func writeUserText(_ text: [UInt8], to page: inout MarkdownPage) {
        let parts = UserMarkup.parts(of: text)
        // Such as the output of a command that printed none.
        if parts.isEmpty { page.part("*[nothing to show]*") }
        for part in parts {
            switch part {
            case .text(let text): page.part { MarkdownBody.append(text, to: &$0) }
            case .command(let command): page.part(MarkdownText.code(command))
            case .shell(let command):
                page.part { MarkdownText.fence(Array("! ".utf8) + command, language: "bash", to: &$0) }
            case .output(let output):
                page.part { tool.style.writeLong(output, language: "", name: "output", to: &$0) }
            case .pasted(let text):
                page.part { tool.style.writeLong(text, language: "", name: "pasted text", to: &$0) }
            case .interruption(let what): page.part("*[\(what)]*")
            case .note(let kind, let about, let text):
                let title = kind + (about.map { ": " + $0 } ?? "")
                guard tool.style.folds, !text.isEmpty else {
                    page.part("*[\(MarkdownText.inline(title))]*")
                    continue
                }
                page.part { MarkdownText.folded(title, to: &$0) { MarkdownText.fence(text, to: &$0) } }
            }
        }
    }
}
