public import BatonSessions
public import Platform

/// The sessions among which those of a commit are looked for.
public struct CandidateSessions: Sendable {
    private enum Source: Sendable {
        case stores(Context)
        case given([Session])
    }

    private let source: Source

    /// The sessions of all agents on this machine.
    public init(_ context: Context) { source = .stores(context) }

    /// These sessions only.
    public init(_ sessions: [Session]) { source = .given(sessions) }

    /// A session that may be one, before anything of it is read.
    struct Candidate: Sendable {
        /// What reading takes; of the others only place, id and agent are known.
        var session: Session
        /// Whether it ran in the repository, above or below it, or it is not known where.
        var isNear: Bool
        /// Whether nothing of the file was looked at.
        var isUnread: Bool
    }

    /// Sessions that changed after some moments, those that are near and the others.
    ///
    /// - Throws: ``PlatformError`` when a store is there and cannot be listed.
    func candidates(near directories: [String], since near: Timestamp, othersSince far: Timestamp) throws -> [Candidate] {
        switch source {
        case .given(let sessions):
            return sessions.map { Candidate(session: $0, isNear: true, isUnread: false) }
        case .stores(let context):
            let names = FolderNames(directories)
            return try SessionStores(context).transcripts().compactMap { file -> Candidate? in
                let isNear =
                    file.agent != ClaudeCodeStore.agent || names.mayBeNear(Paths.name(Paths.directory(file.path)))
                    || context.variable("CLAUDE_CODE_PROJECT_DIR_NAME") != nil
                    || Paths.name(Paths.directory(file.path)).utf16.count > ProjectFolder.longestName
                guard file.status.modified >= (isNear ? near : far) else { return nil }
                return Candidate(session: file.unread, isNear: isNear, isUnread: true)
            }
        }
    }

    /// What a list shows of a candidate; `nil` when its file has gone.
    static func peek(_ candidate: Candidate) -> Session? {
        guard candidate.isUnread else { return candidate.session }
        guard let status = Files.status(candidate.session.path) else { return nil }
        let file = TranscriptFile(
            agent: candidate.session.agent,
            path: candidate.session.path,
            id: candidate.session.id,
            status: status
        )
        return try? SessionStores.session(of: file)
    }
}

/// Names of project folders that belong to some directories.
private struct FolderNames {
    private let above: Set<String>
    private let own: [String]

    init(_ directories: [String]) {
        own = directories.map { ProjectFolder.name(of: $0) }
        var above: Set<String> = []
        for directory in directories {
            var place = directory
            while place != "/", place.hasPrefix("/") {
                place = Paths.directory(place)
                above.insert(ProjectFolder.name(of: place))
            }
        }
        self.above = above
    }

    /// Whether a folder's name is that of one of the directories, one above it, below it, or beside it with a longer name, as
    /// worktrees often are.
    func mayBeNear(_ name: String) -> Bool {
        above.contains(name) || own.contains { name.hasPrefix($0) }
    }
}
