internal import JSON
internal import Platform

/// What part of a session a text is from.
public enum SearchKind: String, Sendable, CaseIterable {
    /// What a person wrote.
    case prompt
    /// What the model wrote.
    case answer
    /// The input of a tool call.
    case call
    /// What a tool gave back.
    case result
    /// A title of the session.
    case title
    /// What the agent told the person.
    case notice
}

/// The texts of a record that people wrote or read, which a search looks at.
///
/// Left out are pictures, reasoning, lines for the model only, attachments, ids, and the copies of a result that agents
/// keep beside it.
enum SearchableTexts {
    /// Calls `body` with every text.
    static func forEach(of record: RecordView, _ body: (SearchKind, JSONValue) -> Void) {
        switch record.type {
        case "user":
            let isHidden = record.isMeta
            for block in record.blocks {
                switch block {
                case .text(let text):
                    if !isHidden, !isForModel(text) { body(.prompt, text) }
                case .toolResult(_, let content, _): forEachText(of: content) { body(.result, $0) }
                default: break
                }
            }
        case "assistant":
            for block in record.blocks {
                switch block {
                case .text(let text): body(.answer, text)
                case .toolUse(_, _, let input): if let input { forEachString(in: input) { body(.call, $0) } }
                default: break
                }
            }
        case "attachment":
            // A prompt typed while the model worked.
            guard let attachment = record.json["attachment"],
                attachment["type"]?.equals("queued_command") == true
            else { return }
            forEachText(of: attachment["prompt"]) { body(.prompt, $0) }
        case "system": if !record.isMeta, let text = record.json["content"] { body(.notice, text) }
        case "custom-title": if let title = record.json["customTitle"] { body(.title, title) }
        case "ai-title": if let title = record.json["aiTitle"] { body(.title, title) }
        case "summary": if let title = record.json["summary"] { body(.title, title) }
        default: break
        }
    }

    /// Whether a text of a user line is one that the agent added for the model.
    private static func isForModel(_ text: JSONValue) -> Bool {
        text.withText { text in
            // Both stand at the very beginning.
            text.begins(with: "<system-reminder>")
                || text.begins(with: "<local-command-caveat>")
        } ?? true
    }

    /// The texts of content that is a string or a list of blocks.
    private static func forEachText(of content: JSONValue?, _ body: (JSONValue) -> Void) {
        guard let content else { return }
        if content.kind == .string { return body(content) }
        for block in content.elements {
            if block.kind == .string {
                body(block)
            } else if block["type"]?.equals("text") == true, let text = block["text"] {
                body(text)
            }
        }
    }

    /// All strings in a value; its depth is bounded by the parser.
    private static func forEachString(in value: JSONValue, _ body: (JSONValue) -> Void) {
        switch value.kind {
        case .string: body(value)
        case .object: for member in value.members { forEachString(in: member.value, body) }
        case .array: for element in value.elements { forEachString(in: element, body) }
        default: break
        }
    }
}
