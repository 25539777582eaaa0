/// Why a part of a bundle was not carried over; the raw values are stable keys of the program's output.
public enum DropReason: String, Sendable, CaseIterable {
    /// The model's reasoning, which no other account can replay.
    case thinking
    /// A tool call that has no name or id.
    case namelessCall = "nameless_call"
    /// An answer that names no call.
    case namelessResult = "nameless_result"
    /// An answer to a call that is not there, which was carried over as text.
    case resultWithoutCall = "result_without_call"
    /// A call or an answer that stands there twice.
    case repeatedCall = "repeated_call"
    /// A call of a tool that runs at the model's provider.
    case serverTool = "server_tool"
    /// A block of a kind that is not known, or out of place.
    case unknownBlock = "unknown_block"
    /// A picture or document that is not inside the file, or not of a known kind.
    case unreadableMedia = "unreadable_media"
    /// A list element that is no message, or a message without content.
    case unreadableMessage = "unreadable_message"
    /// A message that neither the user nor the assistant wrote.
    case otherRole = "other_role"
    /// Something that the agent attached for the model's eyes, such as a system prompt.
    case attachment
    /// A line that sets a mode, a directory or the like.
    case setting
    /// A message of a subagent.
    case subagentMessage = "subagent_message"
    /// A subagent of which nothing is left.
    case emptySubagent = "empty_subagent"
    /// A message that was hidden from the author.
    case hiddenMessage = "hidden_message"
    /// A message of which nothing was left.
    case emptiedMessage = "emptied_message"
}

extension DropReason {
    /// Why a line of the agent's own is left out; `nil` for other types.
    ///
    /// The types are those that can replace the system prompt, move the working directory or change a mode.
    init?(ofLine type: String?) {
        switch type {
        case "attachment", "api-request", "api-request-blob": self = .attachment
        case "worktree-state", "permission-mode", "mode", "agent-setting": self = .setting
        default: return nil
        }
    }
}

/// How much was not carried over, by reason.
struct Drops: Sendable {
    private(set) var counts: [String: Int] = [:]

    mutating func count(_ reason: DropReason, _ number: Int = 1) {
        if number > 0 { counts[reason.rawValue, default: 0] += number }
    }
}
