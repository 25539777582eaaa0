public import BatonGit
public import BatonProvenance
internal import BatonRedaction
public import BatonSessions
internal import Platform

/// Attaches to commits what their sessions say, without secrets.
public struct CommitNotes {
    /// The repository.
    public let git: Git
    private let run: HostRun
    private let matcher: CommitMatcher
    private let composer: EntryComposer

    /// For the repository in which a run takes place.
    ///
    /// - Throws: ``GitError/notARepository(directory:)`` outside of one.
    public init(_ run: HostRun) throws {
        self.run = run
        (git, matcher) = try CommitSessions.matcher(run.context)
        composer = EntryComposer(git) { try run.redacted($0) }
    }

    /// The sessions of a commit: those that are found, and the one that this process runs in when it changed files of it.
    public func matches(for commit: Commit) throws -> [SessionMatch] {
        let found = try matcher.matches(for: commit.id)
        guard let inside = try surrounding(), !found.contains(where: { $0.session.id == inside.id }),
            let files = try? Transcript(inside, counting: true).statistics().files
        else { return found }
        let touched = Set(files.map { Paths.normalized(Paths.join(inside.cwd ?? "/", $0)) })
        let shared = commit.files.filter { file in
            git.repository.worktrees.contains { touched.contains(Paths.join($0, file)) }
        }
        // A commit without changes was made by whoever ran it; a merge holds what others did.
        let isEmpty = try commit.files.isEmpty && (git.facts(of: [commit.id]).first?.parents.count ?? 2) < 2
        guard !shared.isEmpty || isEmpty else { return found }
        let reason = MatchReason(.committed, "the commit was made inside of the session")
        return found + [SessionMatch(session: inside, score: 0.9, reasons: [reason], files: shared.sorted())]
    }

    /// The session whose agent started this process, by the id that Claude Code gives its commands.
    private func surrounding() throws -> Session? {
        guard let id = surroundingID else { return nil }
        guard let session = try? run.finder.session(id), session.id == id else { return nil }
        return session
    }

    /// The id of the session whose agent started this process; it need not be one of this machine's.
    var surroundingID: String? {
        guard let id = run.context.variable("CLAUDE_CODE_SESSION_ID"), SafeName.isValid(id) else {
            return nil
        }
        return id
    }

    /// The entries of a commit's sessions; one that cannot be read is left out.
    public func entries(for commit: Commit, _ matches: [SessionMatch]) throws -> [NoteEntry] {
        try matches.compactMap { match in
            do {
                return try composer.entry(match, for: commit)
            } catch is SessionError {
                return nil
            } catch is PlatformError {
                return nil
            }
        }
    }

    /// Attaches the sessions of a commit to it.
    ///
    /// - Parameters:
    ///   - revision: names the commit.
    ///   - withNote: whether it gets a note; else this clone alone remembers them.
    /// - Returns: the commit and its sessions; none when it cannot be told.
    /// - Throws: ``GitError``, `PlatformError`, `RedactionError`.
    public func attach(_ revision: String, withNote: Bool = true) throws -> (
        commit: Commit, sessions: [String]
    ) {
        guard let commit = try git.commit(revision) else {
            throw GitError.badArgument(kind: "commit", text: revision)
        }
        let matches = try matches(for: commit)
        guard !matches.isEmpty else { return (commit, []) }
        if withNote { try NoteUpkeep(git).add(try entries(for: commit, matches), to: commit.id) }
        let sessions = matches.map(\.session.id)
        try CommitLinks(git.repository).add(sessions, to: commit.id)
        return (commit, sessions)
    }

    /// Entries for some commits of a range, by the sessions on this machine, which are read once for all of them.
    public func entries(forCommits ids: [String], inRange range: String) throws -> [String: [NoteEntry]] {
        let ids = Set(ids)
        var result: [String: [NoteEntry]] = [:]
        for (commit, matches) in try matcher.matches(inRange: range, limit: NoteUpkeep.mostCommits)
        where ids.contains(commit.id) && !matches.isEmpty {
            result[commit.id] = try entries(for: commit, matches)
        }
        return result
    }

    /// The sessions whose changes are about to be committed.
    ///
    /// Within an agent that is its session; else those whose changes are in the index, as far as they are found in time.
    public func stagedSessions(within seconds: Double) throws -> [Session] {
        if let inside = try surrounding() { return [inside] }
        return try matcher.matches(forStaged: seconds).map(\.session)
    }

    /// The rules whose secrets are found in a note; ids are left out, which look like secrets to some.
    public func findings(in note: [UInt8]) throws -> [String] {
        let parts = CommitNote(parsing: note)
        var texts = parts.otherTexts
        for entry in parts.entries {
            texts += [entry.title, entry.agent, entry.model, entry.text].compactMap { $0 }
            texts += entry.files + entry.reasons + entry.others.map(\.value)
        }
        let redactor = try run.redactor()
        return try texts.flatMap { text in
            try redactor.redact(text: Array(text.utf8).span)?.findings.map(\.rule) ?? []
        }
    }
}
