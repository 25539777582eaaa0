public import BatonGit
internal import BatonSessions
public import Platform

/// Finds the sessions that made a commit.
///
/// Made once for many commits: it keeps what it read of sessions.
public struct CommitMatcher {
    private let git: Git
    private let sessions: CandidateSessions
    private let context: Context

    /// A matcher for the commits of a repository.
    public init(_ git: Git, sessions: CandidateSessions, context: Context) {
        self.git = git
        self.sessions = sessions
        self.context = context
    }

    /// The sessions that made a commit, the surest first; none when it cannot be told.
    ///
    /// - Throws: ``GitError`` when there is no such commit, ``PlatformError`` when a store cannot be listed.
    public func matches(for revision: String) throws -> [SessionMatch] {
        guard let commit = try git.commit(revision) else {
            throw GitError.badArgument(kind: "commit", text: revision)
        }
        return try matches(ofFiles: commit.files, at: commit.committed)
    }

    /// The sessions whose changes are in the index, the surest first, found within some seconds.
    ///
    /// - Throws: as ``matches(for:)``.
    public func matches(forStaged seconds: Double = 2) throws -> [SessionMatch] {
        let files = try git.diffStat("HEAD").files.map(\.path)
        return try matches(ofFiles: files, at: context.now())
    }

    /// The commits of a range, the newest first, each with its sessions.
    ///
    /// - Throws: as ``matches(for:)``.
    public func matches(inRange range: String) throws -> [(commit: Commit, matches: [SessionMatch])] {
        try git.log(range, limit: 0).map { ($0, try matches(ofFiles: $0.files, at: $0.committed)) }
    }

    private func matches(ofFiles files: [String], at time: Timestamp) throws -> [SessionMatch] {
        let roots = git.repository.worktrees
        var found: [SessionMatch] = []
        for session in try sessions.all() where session.started.map({ $0 <= time }) ?? true {
            guard let transcript = try? Transcript(session, counting: true) else { continue }
            let touched = try Set(transcript.statistics().files)
            let shared = files.filter { file in roots.contains { touched.contains(Paths.join($0, file)) } }
            guard !shared.isEmpty else { continue }
            found.append(
                SessionMatch(
                    session: session,
                    score: Double(shared.count) / Double(files.count) / 2,
                    reasons: [
                        MatchReason(.files, "changed \(shared.count) of \(files.count) files before it")
                    ],
                    files: shared.sorted()
                )
            )
        }
        return found.sorted { $0.score > $1.score }
    }
}
