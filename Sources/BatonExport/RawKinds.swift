internal import JSON

/// What kinds of things a lossless export carries that no other export does.
struct RawKinds {
    private var counts: [Kind: Int] = [:]

    private enum Kind: String, CaseIterable {
        case attachments = "attachments (system prompts, CLAUDE.md, environment, hook output)"
        case requests = "request blobs"
        case accounts = "account ids"
        case history = "file history"
        case results = "unabridged tool results"
        case thinking = "the model's reasoning"
        case prompts = "queued and last prompts"
        case modes = "modes and worktrees"
        case notes = "progress and system lines"
        case subagents = "subagents' files"
        case spilled = "spilled results"
        case files = "other files"
    }

    private mutating func count(_ kind: Kind) { counts[kind, default: 0] += 1 }

    /// Notes a file by its path.
    mutating func addFile(_ path: String) {
        guard path.contains("/") || path.hasPrefix("agent-") else { return }
        if path.contains("/tool-results/") {
            count(.spilled)
        } else if path.contains("/subagents/") || path.hasPrefix("agent-") {
            count(.subagents)
        } else {
            count(.files)
        }
    }

    /// Notes a line by its type and fields.
    mutating func add(_ record: JSONValue) {
        switch record["type"]?.string {
        case "attachment": count(.attachments)
        case "api-request", "api-request-blob", "api-request-shape": count(.requests)
        case "bridge-session": count(.accounts)
        case "file-history-snapshot", "file-history-delta": count(.history)
        case "queue-operation", "last-prompt": count(.prompts)
        case "mode", "permission-mode", "worktree-state", "relocated": count(.modes)
        case "progress", "system": count(.notes)
        case "user": if record["toolUseResult"] != nil { count(.results) }
        case "assistant":
            guard let content = record["message"]?["content"] else { return }
            for block in content.elements
            where block["type"]?.equals("thinking") == true
                || block["type"]?.equals("redacted_thinking") == true
            {
                count(.thinking)
            }
        default: break
        }
    }

    /// The kinds that were met, each with its count.
    var names: [String] {
        Kind.allCases.compactMap { kind in counts[kind].map { "\(kind.rawValue) \($0)" } }
    }
}
