extension TranscriptIndex {
    /// Types of lines that Claude Code is known to write, up to version 2.1.330.
    static let knownTypes: Set<String> = [
        "agent-name", "ai-title", "api-request", "api-request-blob", "api-request-shape", "assistant",
        "atis-latch",
        "attachment", "bridge-session", "content-replacement", "cost-state", "custom-title",
        "file-history-delta", "file-history-snapshot", "frame-link", "last-prompt", "mode", "permission-mode",
        "pr-link", "progress", "queue-operation", "relocated", "summary", "system", "tag", "tools-used",
        "user",
        "worktree-state",
    ]

    /// Lines of types that are not known, by their `type`; those without one count as `?`.
    ///
    /// They are no part of the conversation, and no error.
    public var unknownRecords: [String: Int] {
        recordCounts.filter { !Self.knownTypes.contains($0.key) }
    }
}
