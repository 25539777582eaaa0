internal import Platform

extension Session {
    /// A session that was shared and is installed nowhere; it has no path.
    ///
    /// - Parameters:
    ///   - bundle: what was shared.
    ///   - bytes: size of its transcript.
    public init(shared bundle: Bundle, bytes: Int) {
        let facts = bundle.conversation
        let updated = facts.lastModified ?? bundle.origin.exportedAt ?? Timestamp(milliseconds: 0)
        self.init(
            id: facts.id,
            agent: facts.agent ?? ClaudeCodeStore.agent,
            path: "",
            project: facts.project ?? "session",
            cwd: facts.cwd,
            title: facts.title,
            customTitle: facts.title,
            branch: facts.branch,
            model: facts.model,
            started: facts.created,
            updated: updated,
            modified: updated,
            bytes: bytes
        )
    }
}
