internal import Platform

extension ClonePlan {
    /// The transcript that would be installed, under the author's id.
    public var transcript: [UInt8] {
        var bytes: [UInt8] = []
        file.write(sessionID: originalID, directory: project) { piece in
            unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// The session's own folder beside its transcript.
    var sideFolder: String { Paths.join(Paths.directory(path), sessionID) }

    /// What carrying out the plan would give.
    public var outcome: ClonedSession {
        let id = existing?.sessionID ?? sessionID
        return ClonedSession(
            sessionID: id,
            path: existing?.path ?? path,
            project: project,
            resume: ClonedSession.resumeCommand(project: project, id: id, layout: layout),
            messages: messages,
            subagents: subagents,
            toolResults: toolResults,
            dropped: dropped,
            warnings: warnings,
            alreadyPresent: existing != nil
        )
    }
}

extension ClonedSession {
    /// The command that continues a session, for a POSIX shell.
    static func resumeCommand(project: String, id: String, layout: String) -> String {
        let program = layout == CloneOptions.Target.codex.rawValue ? "codex resume" : "claude --resume"
        return "cd \(ShellText.word(project)) && \(program) \(ShellText.word(id))"
    }
}
