internal import Platform

extension ClonePlan {
    /// What carrying out the plan would give.
    public var outcome: ClonedSession {
        let id = existing?.sessionID ?? sessionID
        return ClonedSession(
            sessionID: id,
            path: existing?.path ?? path,
            project: project,
            resume: ClonedSession.resumeCommand(project: project, id: id),
            messages: messages,
            dropped: dropped,
            warnings: warnings,
            alreadyPresent: existing != nil
        )
    }
}

extension ClonedSession {
    /// The command that continues a session, for a POSIX shell.
    static func resumeCommand(project: String, id: String) -> String {
        "cd \(ShellText.word(project)) && claude --resume \(ShellText.word(id))"
    }
}
