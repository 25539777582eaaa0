internal import Platform

/// What becomes of a note that a commit has already.
public enum NoteMode: Sendable, Equatable {
    /// The new text follows the old one after an empty line.
    case append
    /// The new text takes the place of the old one.
    case replace
}

extension Git {
    /// The ref that holds this program's notes, kept apart from `refs/notes/commits` and those of other tools.
    public static let notesRef = "refs/notes/baton"

    /// Attaches a note to a commit, byte for byte as given.
    ///
    /// - Parameters:
    ///   - ref: full name, or the part behind `refs/notes/`.
    ///   - commit: a revision that names it.
    ///   - content: what the note says; not empty, since git keeps no empty note.
    ///   - mode: what becomes of a note that is there already.
    /// - Returns: object id of the commit.
    /// - Throws: ``GitError``, also when there is no such commit.
    @discardableResult
    public func note(
        ref: String = Git.notesRef,
        commit: String = "HEAD",
        content: [UInt8],
        mode: NoteMode = .append
    ) throws -> String {
        let ref = try GitNames.notesRef(ref)
        guard !content.isEmpty else { throw GitError.badArgument(kind: "note", text: "") }
        let id = try existingCommit(commit)
        // By way of an object: -F and -m would strip blank lines and spaces at the ends of lines.
        let blob = try run(["hash-object", "-w", "--stdin"], input: content).text
        let act = mode == .append ? ["append"] : ["add", "--force"]
        try changeNotes(ref) { scratch in
            _ = try run(["notes", "--ref=" + scratch] + act + ["-C", blob, "--", id])
        }
        return id
    }

    /// The note of a commit, or `nil` when it has none.
    public func readNote(ref: String = Git.notesRef, commit: String = "HEAD") throws -> [UInt8]? {
        let ref = try GitNames.notesRef(ref)
        let id = try existingCommit(commit)
        guard let blob = try answer(["notes", "--ref=" + ref, "list", "--", id]) else { return nil }
        return try run(["cat-file", "blob", blob]).output
    }

    /// Removes the note of a commit.
    ///
    /// - Returns: whether there was one.
    @discardableResult
    public func removeNote(ref: String = Git.notesRef, commit: String = "HEAD") throws -> Bool {
        let ref = try GitNames.notesRef(ref)
        let id = try existingCommit(commit)
        guard try answer(["notes", "--ref=" + ref, "list", "--", id]) != nil else { return false }
        try changeNotes(ref) { scratch in
            _ = try run(["notes", "--ref=" + scratch, "remove", "--ignore-missing", "--", id])
        }
        return true
    }

    /// Object ids of all that has a note.
    public func notedObjects(ref: String = Git.notesRef) throws -> [String] {
        let output = try run(["notes", "--ref=" + GitNames.notesRef(ref), "list"]).text
        return output.split(separator: "\n").compactMap { line in
            line.split(separator: " ").last.map(String.init)
        }
    }

    /// Changes a copy of a notes ref, and moves the ref there only if it is still what was copied.
    ///
    /// `git notes` itself replaces the ref whatever it has become meanwhile, so that of two commits made at the same
    /// time in two worktrees one would lose its note.
    func changeNotes(_ ref: String, _ body: (_ scratch: String) throws -> Void) throws {
        let scratch = "refs/notes/baton-pending-" + UniqueID.make()
        for attempt in 1... {
            let old = try answer(["rev-parse", "--verify", "--quiet", ref])
            if let old { _ = try run(["update-ref", scratch, old]) }
            do {
                try body(scratch)
                guard let new = try answer(["rev-parse", "--verify", "--quiet", scratch]) else {
                    throw GitError.unexpectedOutput(command: "notes")
                }
                let move = old.map { "update \(ref) \(new) \($0)\n" } ?? "create \(ref) \(new)\n"
                _ = try run(["update-ref", "--stdin"], input: Array((move + "delete \(scratch)\n").utf8))
                return
            } catch {
                _ = try? run(["update-ref", "-d", scratch])
                guard attempt < 20, case GitError.failed(command: "update-ref", _, _) = error else {
                    throw error
                }
            }
        }
    }

    private func existingCommit(_ revision: String) throws -> String {
        guard let id = try resolve(revision) else {
            throw GitError.badArgument(kind: "commit", text: revision)
        }
        return id
    }
}
