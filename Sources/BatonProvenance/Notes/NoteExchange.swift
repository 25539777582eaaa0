public import BatonGit

/// Notes that go to a remote and come from there.
public struct NoteExchange {
    private let git: Git
    private let ref: String

    /// The exchange of a repository's notes.
    public init(_ git: Git, ref: String = Git.notesRef) {
        self.git = git
        self.ref = ref
    }

    /// Sends the notes; where the remote has others they are fetched and merged first, at most three times.
    ///
    /// - Parameters:
    ///   - remote: its name.
    ///   - look: sees every note before anything is sent, and stops the push when it throws.
    /// - Returns: how many notes the ref holds.
    /// - Throws: ``GitError``, and what `look` throws.
    @discardableResult
    public func push(
        to remote: String = "origin",
        lookingAt look: (_ commit: String, _ note: [UInt8]) throws -> Void = { _, _ in }
    ) throws -> Int {
        var count = 0
        var seen: [String: Int] = [:]
        try git.pushNotes(ref: ref, to: remote, join: Self.join) { book in
            let commits = try git.notedObjects(ref: ref).sorted()
            count = commits.count
            for start in stride(from: 0, to: commits.count, by: 500) {
                for (commit, note) in try book.notes(of: commits[start..<min(start + 500, commits.count)])
                    .sorted(by: { $0.key < $1.key })
                where seen[commit] != note.hashValue {
                    try look(commit, note)
                    seen[commit] = note.hashValue
                }
            }
        }
        return count
    }

    /// Takes the notes of a remote over.
    ///
    /// - Returns: whether anything was new; not when the remote has no notes.
    /// - Throws: ``GitError``.
    @discardableResult
    public func fetch(from remote: String = "origin") throws -> Bool {
        try git.fetchNotes(ref: ref, from: remote, join: Self.join)
    }

    /// One note of two: a session of both stands there once, the newest.
    static func join(_ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8] {
        var note = CommitNote(parsing: ours)
        note.add(CommitNote(parsing: theirs))
        return note.content
    }
}
