internal import Platform

extension Git {
    /// Sends the notes to a remote, which neither `git push` nor `git push --all` does.
    ///
    /// - Throws: ``GitError``, also when the remote has notes that are not here: fetch them first.
    public func pushNotes(ref: String = Git.notesRef, to remote: String = "origin") throws {
        let ref = try GitNames.notesRef(ref)
        _ = try overNetwork.run(["push", "--quiet", "--", GitNames.remote(remote), "\(ref):\(ref)"])
        try rememberSentNotes(ref, remote)
    }

    /// Takes the notes of a remote over, which a clone or a plain fetch does not.
    ///
    /// Where both sides changed the note of one commit it holds both texts afterwards.
    ///
    /// - Returns: whether anything was new; not when the remote has no notes.
    /// - Throws: ``GitError``.
    @discardableResult
    public func fetchNotes(ref: String = Git.notesRef, from remote: String = "origin") throws -> Bool {
        let ref = try GitNames.notesRef(ref)
        let remote = try GitNames.remote(remote)
        let theirs = "refs/notes/baton-fetched-" + UniqueID.make()
        // Asked first, because fetching a ref that is not there is a failure.
        let listed = try overNetwork.run(["ls-remote", "--quiet", "--", remote, ref]).text
        guard !listed.isEmpty else { return false }
        _ = try overNetwork.run(["fetch", "--quiet", "--no-tags", "--", remote, "+\(ref):\(theirs)"])
        defer { _ = try? run(["update-ref", "-d", theirs]) }
        let before = try answer(["rev-parse", "--verify", "--quiet", ref])
        try changeNotes(ref) { scratch in
            _ = try run(["notes", "--ref=" + scratch, "merge", "--quiet", "--strategy=union", theirs])
        }
        return try answer(["rev-parse", "--verify", "--quiet", ref]) != before
    }

    /// The same with the patience that another machine takes.
    private var overNetwork: Git {
        var copy = self
        copy.timeout = max(timeout, 120)
        return copy
    }
}
