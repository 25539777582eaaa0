internal import JSON

/// What the text of a user line is, by the markup it begins with.
enum PromptKind: Sendable {
    /// What a person typed, slash commands and `!` commands included.
    case prompt
    /// The person stopped the agent.
    case interruption
    /// A task in the background ended.
    case taskNotification
    /// What a command printed, or a remark on it.
    case output

    init(_ text: JSONValue) {
        self = text.withText { PromptKind($0) } ?? .prompt
    }

    private init(_ text: Span<UInt8>) {
        guard text.count > 4, text[0] == UInt8(ascii: "<") || text[0] == UInt8(ascii: "[") else {
            self = .prompt
            return
        }
        func begins(_ mark: StaticString) -> Bool {
            guard text.count >= mark.utf8CodeUnitCount else { return false }
            return mark.withUTF8Buffer { mark in
                for index in mark.indices where unsafe mark[index] != text[index] { return false }
                return true
            }
        }
        if begins("[Request interrupted by user") {
            self = .interruption
        } else if begins("<task-notification>") {
            self = .taskNotification
        } else if begins("<local-command-") || begins("<bash-stdout>") || begins("<bash-stderr>") {
            self = .output
        } else {
            self = .prompt
        }
    }
}
