internal import JSON

/// The texts of Codex's messages.
enum CodexText {
    /// What Codex puts into the user's place for the model: openai/codex, `codex-rs/core/src/contextual_user_message.rs`;
    /// `<user_instructions>` is from older versions.
    private static let contexts: [(open: String, close: String)] = [
        ("# agents.md instructions", "</instructions>"),
        ("<environment_context>", "</environment_context>"),
        ("<user_instructions>", "</user_instructions>"),
        ("<skill>", "</skill>"),
        ("<user_shell_command>", "</user_shell_command>"),
        ("<turn_aborted>", "</turn_aborted>"),
        ("<subagent_notification>", "</subagent_notification>"),
        ("<additional_context>", "</additional_context>"),
    ]

    /// Whether the content of a user's message was not written by the user.
    static func isContext(_ content: JSONValue) -> Bool { texts(of: content).contains(where: isContextText) }

    private static func isContextText(_ value: JSONValue) -> Bool {
        value.withText { text in
            let words = words(in: text)
            let head = String(decoding: lowercased(text, words.prefix(32)), as: UTF8.self)
            let tail = String(decoding: lowercased(text, words.suffix(32)), as: UTF8.self)
            return contexts.contains { head.hasPrefix($0.open) && tail.hasSuffix($0.close) }
        } ?? false
    }

    /// The command that a user ran behind `!`, and what it printed; `nil` when the message is none.
    static func shellCommand(in content: JSONValue) -> (command: String, output: String)? {
        for value in texts(of: content) {
            guard let text = value.string, text.contains("<user_shell_command>") else { continue }
            guard let command = PromptText.content(of: "command", in: text) else { continue }
            return (command, PromptText.content(of: "result", in: text) ?? "")
        }
        return nil
    }

    /// The texts of a content: a text, or the `text` of its items.
    static func texts(of content: JSONValue) -> [JSONValue] {
        if content.kind == .string { return [content] }
        return content.elements.compactMap { item in
            item.kind == .string ? item : item["text"].flatMap { $0.kind == .string ? $0 : nil }
        }
    }

    /// A key by which the same message is found in both logs of a rollout.
    static func key(_ role: String, _ texts: [JSONValue]) -> RecordKey {
        var bytes = Array(role.utf8)
        for text in texts { text.appendUTF8(to: &bytes) }
        var end = bytes.count
        while end > role.utf8.count, bytes[end - 1] <= 0x20 { end -= 1 }
        var start = role.utf8.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        bytes.removeSubrange(end...)
        bytes.removeSubrange(role.utf8.count..<start)
        return RecordKey(bytes.span)
    }

    /// Writes the content of a message: one text as it is, else blocks.
    static func write(_ content: JSONValue, asBlocks: Bool, to writer: inout JSONWriter) {
        if content.kind == .string {
            if asBlocks { writer.textBlock(content) } else { writer.copy(content) }
            return
        }
        let items = Array(content.elements)
        if !asBlocks, items.count == 1, let text = items[0]["text"], text.kind == .string {
            writer.copy(text)
            return
        }
        if !asBlocks { writer.beginArray() }
        for (place, item) in items.enumerated() {
            if isImageTag(item), isImage(items, place - 1) || isImage(items, place + 1) { continue }
            writeItem(item, to: &writer)
        }
        if !asBlocks { writer.endArray() }
    }

    /// Writes one item of a content as a block.
    static func writeItem(_ item: JSONValue, to writer: inout JSONWriter) {
        if let text = item.kind == .string ? item : item["text"], text.kind == .string {
            writer.textBlock(text)
        } else if let url = item["image_url"], url.kind == .string {
            writer.imageBlock(url: url)
        } else if let refusal = item["refusal"], refusal.kind == .string {
            writer.textBlock(refusal)
        } else {
            writer.object { $0.member("type", item["type"]?.string ?? "?") }
        }
    }

    /// Codex puts a picture between two texts that name it.
    private static func isImageTag(_ item: JSONValue) -> Bool {
        guard let text = item["text"], (text.utf8Count ?? .max) < 1024, let string = text.string else {
            return false
        }
        return string.hasPrefix("<image") && string.hasSuffix(">") || string == "</image>"
            || string.hasPrefix("<local_image") || string == "</local_image>"
    }

    private static func isImage(_ items: [JSONValue], _ place: Int) -> Bool {
        items.indices.contains(place) && items[place]["image_url"]?.kind == .string
    }

    /// Where a text is without the white space around it.
    private static func words(in text: Span<UInt8>) -> Range<Int> {
        var (start, end) = (0, text.count)
        while start < end, text[start] <= 0x20 { start += 1 }
        while end > start, text[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    private static func lowercased(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        range.map { (0x41...0x5a).contains(text[$0]) ? text[$0] | 0x20 : text[$0] }
    }
}
