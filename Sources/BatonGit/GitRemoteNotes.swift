internal import Platform

/// Makes one note of two that were written apart.
public typealias NoteJoin = (_ ours: [UInt8], _ theirs: [UInt8]) throws -> [UInt8]

extension Git {
    /// Sends the notes to a remote, which neither `git push` nor `git push --all` does.
    ///
    /// Where the remote has notes that are not here they are fetched and merged first, and it is tried again.
    ///
    /// - Parameters:
    ///   - ref: full name, or the part behind `refs/notes/`.
    ///   - remote: its name.
    ///   - join: makes one note of two.
    ///   - beforeSending: looks at what leaves, by the ids of the notes' blobs, each time before something is sent.
    /// - Throws: ``GitError``, and what `beforeSending` throws; nothing was sent then.
    public func pushNotes(
        ref: String = Git.notesRef,
        to remote: String = "origin",
        join: NoteJoin = Git.bothNotes,
        beforeSending: (NoteBook) throws -> Void = { _ in }
    ) throws {
        let ref = try GitNames.notesRef(ref)
        for attempt in 1... {
            do {
                try beforeSending(try noteBook(ref: ref))
                // Without the hooks of a push: a reminder that notes are not pushed has no place here.
                _ = try overNetwork.run([
                    "push", "--quiet", "--no-verify", "--", GitNames.remote(remote), "\(ref):\(ref)",
                ])
                try rememberSentNotes(ref, remote)
                return
            } catch let error as GitError {
                guard attempt < 4, case .failed(command: "push", _, _) = error,
                    try fetchNotes(ref: ref, from: remote, join: join)
                else { throw error }
            }
        }
    }

    /// Takes the notes of a remote over, which a clone or a plain fetch does not.
    ///
    /// - Parameters:
    ///   - ref: full name, or the part behind `refs/notes/`.
    ///   - remote: its name.
    ///   - join: makes one note of two where both sides changed that of one commit.
    /// - Returns: whether anything was new; not when the remote has no notes.
    /// - Throws: ``GitError``.
    @discardableResult
    public func fetchNotes(
        ref: String = Git.notesRef,
        from remote: String = "origin",
        join: NoteJoin = Git.bothNotes
    ) throws -> Bool {
        let ref = try GitNames.notesRef(ref)
        let remote = try GitNames.remote(remote)
        let theirs = "refs/notes/baton-fetched-" + UniqueID.make()
        // Asked first, because fetching a ref that is not there is a failure.
        let listed = try overNetwork.run(["ls-remote", "--quiet", "--", remote, ref]).text
        guard listed.split(separator: "\n").contains(where: { $0.hasSuffix("\t" + ref) }) else {
            return false
        }
        _ = try overNetwork.run([
            // A partial clone would leave the notes' texts out and fetch them one by one; a setting of the remote would
            // bring other refs along.
            "fetch", "--quiet", "--no-tags", "--no-filter", "--no-write-fetch-head", "--refmap=", "--",
            remote, "+\(ref):\(theirs)",
        ])
        defer { _ = try? run(["update-ref", "-d", theirs]) }
        return try mergeNotes(theirs, into: ref, join)
    }

    /// Both texts, one after the other with an empty line between; one of them when they are the same.
    public static func bothNotes(_ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8] {
        ours == theirs ? ours : ours + (ours.last == 0x0a ? [0x0a] : [0x0a, 0x0a]) + theirs
    }

    /// The same with the patience that another machine takes.
    private var overNetwork: Git {
        var copy = self
        copy.timeout = max(timeout, 120)
        return copy
    }
}
