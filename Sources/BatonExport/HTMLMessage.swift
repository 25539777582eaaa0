internal import BatonSessions
internal import HTML
internal import JSON
internal import Platform

/// Writes messages, each as an article that a link can name.
struct HTMLMessage {
    private let options: ExportOptions
    private var tool: HTMLTool
    private(set) var imageCount = 0

    init(_ options: ExportOptions) {
        self.options = options
        tool = HTMLTool(detail: options.tools)
    }

    /// Writes a message; `number` counts from 1.
    mutating func write(_ message: Message, _ number: Int, to page: inout HTMLWriter) {
        if message.boundary != nil {
            page.markup("<p class=\"boundary\">The agent compacted the conversation here.</p>\n")
        }
        let content = message.content
        let blocks = content.map(Block.init)
        writeHeading(
            message,
            number,
            isResult: !blocks.isEmpty && blocks.allSatisfy(\.isToolResult),
            to: &page
        )
        if message.isCompactSummary {
            page.markup("<p class=\"note\">Summary of the conversation so far, written by the agent.</p>\n")
        }
        for (block, json) in zip(blocks, content) { write(block, json, message.role, number, to: &page) }
        page.markup("</article>\n")
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

    private mutating func write(
        _ block: Block,
        _ json: JSONValue,
        _ role: Message.Role,
        _ number: Int,
        to page: inout HTMLWriter
    ) {
        switch block {
        case .text(let value):
            let text = value.utf8 ?? []
            if role == .user {
                writeUserText(text, to: &page)
            } else {
                HTMLText.markdown(text[...], isTyped: false, to: &page)
            }
        case .toolUse(let id, let name, let input):
            tool.writeCall(id, name, input, message: number, to: &page)
        case .toolResult(let id, let content, let isError):
            tool.writeResult(id, content, isError: isError, to: &page)
            for element in content.map({ Array($0.elements) }) ?? [] {
                let block = Block(element)
                // Texts are part of the result.
                if case .text = block { continue }
                write(block, element, role, number, to: &page)
            }
        case .thinking(let text): writeThinking(text?.utf8 ?? [], to: &page)
        case .image:
            imageCount += 1
            HTMLImage.write(json, options.images, number: imageCount, to: &page)
        case .document(let type): leftOut("document: \(type), not shown", to: &page)
        case .unknown(let type): leftOut("block of type \(type), not shown", to: &page)
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
        for part in UserMarkup.parts(of: text) {
            switch part {
            case .text(let text): HTMLText.markdown(text, isTyped: true, to: &page)
            case .command(let command):
                page.markup("<p class=\"said\">")
                HTMLText.code(Array(command.utf8)[...], limit: 1 << 16, to: &page)
                page.markup("</p>\n")
            case .shell(let command): HTMLText.block(Array("! ".utf8) + command, to: &page)
            case .output(let output): tool.writeLong("Output", "", output, to: &page)
            case .note(let kind, let text): tool.writeLong("Note", kind, text, to: &page)
            }
        }
    }
}
