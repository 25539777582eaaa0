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

    init(_ options: ExportOptions, _ style: MarkdownStyle, isWide: Bool = true) {
        self.options = options
        self.isWide = isWide
        images = options.images ?? .none
        tool = MarkdownTool(style)
    }

    /// Writes a message; `patches` are those of its calls, by their ids.
    mutating func write(
        _ message: Message,
        _ number: Int,
        _ patches: [String: JSONValue],
        to page: inout MarkdownPage
    ) {
        counts.messages += 1
        if message.boundary != nil { page.part("*[the agent compacted the conversation here]*") }
        page.part("### Message \(number): \(message.role == .user ? "👤 User" : "🤖 Assistant")")
        if isWide, let time = message.timestamp { page.part("*\(time.date), \(time.time)*") }
        if message.isCompactSummary {
            page.part("*[summary of the conversation so far, written by the agent]*")
        }
        if message.isAPIError { page.part("*[error of the API]*") }
        for json in message.content { write(json, message.role, number, patches, to: &page) }
        if isWide { page.endSection() } else { page.endPart() }
    }

    private mutating func write(
        _ json: JSONValue,
        _ role: Message.Role,
        _ number: Int,
        _ patches: [String: JSONValue],
        to page: inout MarkdownPage
    ) {
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
            tool.writeCall(call, patch: patches[id], message: number, to: &page)
        case .toolResult(let id, let content, let isError):
            var image = counts.images
            for other in tool.writeResult(id, content, isError: isError, message: number, to: &page) {
                writeOther(other, &image, to: &page)
            }
        case .thinking(let text):
            guard options.thinking, let text = text?.utf8, !text.isEmpty else {
                page.part(MarkdownBlock.mention(json))
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
        for part in UserMarkup.parts(of: text) {
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
