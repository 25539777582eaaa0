public import BatonGit

/// Keeps notes with their commits through all that git does to commits.
///
/// Each of its acts may be done twice, in any order with the others, and beside others that change notes: what came to a
/// note stays there, a session stands in it once, and nothing else of the repository is touched.
public struct NoteUpkeep {
    /// The repository.
    public let git: Git
    /// The ref that holds the notes.
    public let ref: String
    /// Ids of the sessions that made a commit, as far as sessions of this machine tell; used where a commit was split.
    public var sessionsOf: ((_ commit: String) throws -> [String])?

    /// Upkeep of the notes of a repository.
    public init(_ git: Git, ref: String = Git.notesRef) {
        self.git = git
        self.ref = ref
    }

    /// Adds entries to the note of a commit.
    ///
    /// - Parameters:
    ///   - entries: one a session.
    ///   - commit: its full id.
    /// - Returns: whether the note was changed.
    /// - Throws: ``GitError``.
    @discardableResult
    public func add(_ entries: [NoteEntry], to commit: String) throws -> Bool {
        guard !entries.isEmpty else { return false }
        let changed = try git.updateNotes(ref: ref, message: "Sessions of \(commit.prefix(12))") { book in
            let old = try book.notes(of: [commit])[commit]
            let kept = old.map { NoteParser.read($0) } ?? NoteParser.Parts()
            let choice = try choices(for: [commit: kept.entries + entries])
            var note = CommitNote(kept, choosing: choice(commit))
            for entry in entries { note.add(entry, choosing: choice(commit)) }
            return changes([commit: note], old.map { [commit: $0] } ?? [:])
        }
        return !changed.isEmpty
    }

    /// After an amend or a rebase: what the old commits had comes to the new ones.
    ///
    /// Git does so itself where `notes.rewriteRef` says so, and puts a session there twice when both had it; several old
    /// commits with one new one were put together. Where one old commit became several, each of them keeps the sessions
    /// whose files it changes.
    ///
    /// - Parameter pairs: full ids, as git gives them to the hook post-rewrite (githooks(5)).
    /// - Throws: ``GitError``.
    public func rewritten(_ pairs: [(old: String, new: String)]) throws {
        var sources: [String: [String]] = [:]
        for pair in pairs where pair.old != pair.new { sources[pair.new, default: []].append(pair.old) }
        guard !sources.isEmpty else { return }
        let splits = try splits(among: sources)
        for (new, parts) in splits {
            if let old = sources.removeValue(forKey: new)?.first { try divide(old, among: parts) }
        }
        try carry(sources)
        try CommitLinks(git.repository).carry(
            sources.merging(splits.mapValues { _ in [] }) { first, _ in first }
        )
    }

    /// After a cherry-pick: what the picked commit has comes to the new one as well.
    ///
    /// - Throws: ``GitError``.
    public func cherryPicked(from: String, to: String) throws { try squashed([from], into: to) }

    /// After `merge --squash`: what the commits have that were put together comes to the one that holds them.
    ///
    /// - Throws: ``GitError``.
    public func squashed(_ commits: [String], into: String) throws {
        let commits = commits.filter { $0 != into }
        guard !commits.isEmpty else { return }
        try carry([into: commits])
        try CommitLinks(git.repository).carry([into: commits])
    }

    /// Removes sessions from notes; what others wrote there stays.
    ///
    /// - Parameters:
    ///   - commits: full ids.
    ///   - session: only this one.
    /// - Returns: the ids of the notes that were changed.
    /// - Throws: ``GitError``.
    @discardableResult
    public func remove(from commits: [String], session: String? = nil) throws -> [String] {
        let changed = try git.updateNotes(ref: ref, message: "Sessions removed") { book in
            var changes: [String: NoteChange] = [:]
            for (commit, old) in try book.notes(of: commits) {
                var note = CommitNote(parsing: old)
                let count = note.entries.count
                note.keepEntries { session != nil && $0.sessionID != session }
                guard note.entries.count < count else { continue }
                changes[commit] = note.isEmpty ? .remove : .write(note.content)
            }
            return changes
        }
        try CommitLinks(git.repository).remove(commits: commits, session: session)
        return changed
    }

    /// Puts the notes of commits together on others.
    ///
    /// - Parameter sources: for each commit that gets something those that have it.
    /// - Returns: the commits whose notes were changed.
    /// - Throws: ``GitError``.
    @discardableResult
    func carry(_ sources: [String: [String]]) throws -> [String] {
        guard !sources.isEmpty else { return [] }
        return try git.updateNotes(ref: ref, message: "Sessions kept with rewritten commits") { book in
            let notes = try book.notes(of: Set(sources.keys).union(sources.values.joined()))
            let parts = notes.mapValues { NoteParser.read($0) }
            let choice = try choices(
                for: Dictionary(
                    uniqueKeysWithValues: sources.map { new, olds in
                        (new, ([new] + olds).flatMap { parts[$0]?.entries ?? [] })
                    }
                )
            )
            var results: [String: CommitNote] = [:]
            for (new, olds) in sources {
                let choice = choice(new)
                var note = CommitNote(parts[new] ?? NoteParser.Parts(), choosing: choice)
                for old in olds {
                    if let part = parts[old] {
                        note.add(CommitNote(part, choosing: choice), choosing: choice)
                    }
                }
                results[new] = note
            }
            return changes(results, notes)
        }
    }

    /// The changes that make of the old notes the new ones; a note that says the same already stays as it is.
    func changes(_ notes: [String: CommitNote], _ old: [String: [UInt8]]) -> [String: NoteChange] {
        var changes: [String: NoteChange] = [:]
        for (commit, note) in notes where !note.isEmpty {
            let before = old[commit].map { CommitNote(parsing: $0) }
            if let before, !before.hadDoubles, before.says(note) { continue }
            let content = note.content
            // One that outgrew what is read would be lost to us.
            if content.count <= NoteBook.longestNote { changes[commit] = .write(content) }
        }
        return changes
    }

    /// What chooses between entries of one session, for each commit; patches are compared only where a choice is to be made.
    func choices(for entries: [String: [NoteEntry]]) throws -> (_ commit: String) -> NoteChoice {
        var asked: Set<String> = []
        for (commit, entries) in entries {
            var writtenFor: [String: Set<String>] = [:]
            for entry in entries { writtenFor[entry.sessionID, default: []].insert(entry.commit ?? "") }
            for names in writtenFor.values where names.count > 1 { asked.formUnion(names.union([commit])) }
        }
        let patches = try asked.isEmpty ? [:] : git.patchIDs(of: asked)
        return { commit in
            NoteChoice { other in
                other == commit || patches[other].map { $0 == patches[commit] } ?? false
            }
        }
    }
}

extension CommitNote {
    /// Whether two notes have the same in them.
    func says(_ other: CommitNote) -> Bool { entries == other.entries && foreign == other.foreign }
}
