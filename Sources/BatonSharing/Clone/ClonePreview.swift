extension ClonePlan {
    /// What carrying out the plan would give.
    public var outcome: ClonedSession {
        let id = existing?.sessionID ?? sessionID
        return ClonedSession(
            sessionID: id,
            path: existing?.path ?? path,
            project: project,
            resume: "cd \(ShellText.word(project)) && claude --resume \(ShellText.word(id))",
            messages: messages,
            dropped: dropped,
            warnings: warnings,
            alreadyPresent: existing != nil
        )
    }
}
