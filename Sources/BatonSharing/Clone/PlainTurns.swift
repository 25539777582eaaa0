internal import BatonSessions
internal import JSON

/// Makes plain turns of what another agent recorded: its calls and their results become short texts, marked as such.
///
/// Claude Code does not have those tools; replayed as calls, they would look like ones that can be repeated.
enum PlainTurns {
    /// The most characters of a call's input and of a result that a summary shows.
    private static let inputLimit = 1_000
    private static let resultLimit = 2_000
    /// What is written before the conversation.
    static let introduction =
        "(This conversation was held with another coding agent. Calls of its tools and their results stand here as "
        + "shortened text.)"

    /// The messages with texts for calls and results; one that holds nothing but results goes into the answer before.
    static func of(_ messages: [CloneMessage]) -> [CloneMessage] {
        var result: [CloneMessage] = []
        var needsIntroduction = true
        for message in messages {
            var message = message
            let isOnlyResults =
                !message.blocks.isEmpty
                && message.blocks.allSatisfy { if case .toolResult = $0 { true } else { false } }
            message.blocks = message.blocks.map(summary)
            if isOnlyResults, message.boundary == nil, let last = result.indices.last,
                result[last].role == .assistant
            {
                result[last].blocks += message.blocks
                result[last].weight += message.weight
                continue
            }
            if needsIntroduction, message.role == .user {
                message.blocks.insert(.notice(introduction), at: 0)
                message.plainText = nil
                needsIntroduction = false
            }
            if message.boundary != nil { needsIntroduction = message.role != .user }
            result.append(message)
        }
        return result
    }

    private static func summary(_ block: CloneBlock) -> CloneBlock {
        switch block {
        case .toolUse(_, _, let name, let input):
            return .notice("[tool call: \(name)] " + cut(input.map(text) ?? "", inputLimit))
        case .toolResult(_, _, let content, let isError):
            let words = isError ? "tool failed" : "tool result"
            return .notice("[\(words)] " + cut(CloneBlock.plainText(of: content), resultLimit))
        default: return block
        }
    }

    /// A call's command when it has one, else its input as JSON.
    private static func text(_ input: JSONValue) -> String {
        if let command = input["command"]?.string { return command }
        var writer = JSONWriter()
        writer.copy(input)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func cut(_ text: String, _ limit: Int) -> String {
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return text }
        return String(text[..<end]) + " … (shortened)"
    }
}
