public import BatonGit
internal import BatonSessions
public import Platform

/// Finds the sessions that made a commit.
///
/// Made once for many commits: ``matches(inRange:)`` reads each session once for all of them. Sessions and repositories
/// are read as what strangers wrote: nothing is fetched, memory is bounded, and no text of a transcript is handed on.
public struct CommitMatcher {
    let git: Git
    private let sessions: CandidateSessions
    private let context: Context

    /// The lowest score of a session that is told.
    public static let threshold = 0.4

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
        guard let id = try git.resolve(revision) else {
            throw GitError.badArgument(kind: "commit", text: revision)
        }
        var query = PatchQuery([id])
        query.isExact = true
        let changes = try changes(query)
        return try MatchRun(git, sessions, context).matches(changes).first ?? []
    }

    /// The sessions whose changes are in the index, the surest first.
    ///
    /// - Parameter seconds: reading of sessions ends after this time, and what was found until then is told.
    /// - Returns: the sessions; none when it cannot tell.
    /// - Throws: as ``matches(for:)``.
    public func matches(forStaged seconds: Double = 2) throws -> [SessionMatch] {
        var collector = ChangeCollector()
        collector.keepsText = true
        _ = try git.forEachStagedPatch(maxBytes: 32 << 20, &collector)
        let changes = collector.finish()
        guard !changes.isEmpty else { return [] }
        let end = context.now().milliseconds + Int64(seconds * 1000)
        return try MatchRun(git, sessions, context, until: end).matches(changes).first ?? []
    }

    /// The commits of a range, the newest first, each with its sessions.
    ///
    /// - Parameters:
    ///   - range: a revision or range, such as `main..HEAD`.
    ///   - limit: how many commits at most; 0 means no limit.
    /// - Returns: the commits with their sessions.
    /// - Throws: as ``matches(for:)``.
    public func matches(
        inRange range: String,
        limit: Int = 0
    ) throws -> [(commit: Commit, matches: [SessionMatch])] {
        let commits = try git.log(range, limit: limit)
        guard !commits.isEmpty else { return [] }
        var query = PatchQuery(commits.map(\.id))
        query.isExact = true
        let changes = try changes(query)
        let found = try MatchRun(git, sessions, context).matches(changes)
        var byID: [String: [SessionMatch]] = [:]
        for (change, matches) in zip(changes, found) {
            if let id = change.commit?.id { byID[id] = matches }
        }
        return commits.map { ($0, byID[$0.id] ?? []) }
    }

    func run(_ changes: [CommitChange]) throws -> MatchRun.Outcome {
        try MatchRun(git, sessions, context).outcome(of: changes)
    }

    func changes(_ query: PatchQuery) throws -> [CommitChange] {
        var collector = ChangeCollector()
        collector.keepsText = true
        _ = try git.forEachPatch(query, &collector)
        return collector.finish()
    }
}
