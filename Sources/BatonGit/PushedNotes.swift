internal import Platform

/// Which notes a remote was sent last, kept beside the repository: a remote's notes have no name here to compare with.
public struct PushedNotes: Sendable {
    private let path: String
    private let folder: String

    /// The record of a repository.
    public init(_ repository: Repository) {
        folder = Paths.join(repository.commonDirectory, "baton")
        path = Paths.join(folder, "pushed-notes")
    }

    /// The commit of the notes that a remote has, as far as it was sent from here.
    public func last(_ remote: String) -> String? { entries().last { $0.remote == remote }?.id }

    /// Remembers what a remote was sent; that this cannot be written is no failure.
    public func record(_ id: String, _ remote: String) {
        let kept = entries().filter { $0.remote != remote }.suffix(50)
        let lines = (kept + [(remote: remote, id: id)]).map { "\($0.id) \($0.remote)\n" }
        guard (try? Files.makeDirectory(folder, mode: 0o700)) != nil else { return }
        try? Files.write(Array(lines.joined().utf8), to: path, mode: 0o600)
    }

    private func entries() -> [(remote: String, id: String)] {
        guard let bytes = try? Files.read(path, limit: 1 << 16) else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let id = Repository.id(String(words[0])) else { return nil }
            return (String(words[1]), id)
        }
    }
}

extension Git {
    /// Whether there are notes that were not sent to a remote from here.
    ///
    /// - Throws: ``GitError``.
    public func hasUnsentNotes(_ remote: String) throws -> Bool {
        guard let id = try answer(["rev-parse", "--verify", "--quiet", Git.notesRef]) else { return false }
        return PushedNotes(repository).last(remote) != id
    }

    /// Remembers that a remote has the notes that are here.
    func rememberSentNotes(_ ref: String, _ remote: String) throws {
        guard ref == Git.notesRef, let id = try answer(["rev-parse", "--verify", "--quiet", ref]) else {
            return
        }
        PushedNotes(repository).record(id, remote)
    }
}
