public import Platform

/// A transcript that a store found by its name, before anything of it is read.
public struct TranscriptFile: Sendable, Equatable {
    /// Which agent wrote it, as in ``Session/agent``.
    public let agent: String
    /// Absolute path of the transcript.
    public let path: String
    /// The agent's id of the session.
    public let id: String
    /// What the system says of the file.
    public let status: FileStatus

    /// A transcript at a path.
    public init(agent: String, path: String, id: String, status: FileStatus) {
        self.agent = agent
        self.path = path
        self.id = id
        self.status = status
    }

    /// The session as far as it is known without a look into the file: for reading it, not for showing it.
    public var unread: Session {
        Session(
            id: id,
            agent: agent,
            path: path,
            project: Paths.name(Paths.directory(path)),
            updated: status.modified,
            modified: status.modified,
            bytes: status.size
        )
    }
}
