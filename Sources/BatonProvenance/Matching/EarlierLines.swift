internal import BatonGit

/// The lines that files had before commits, by which lines that are common in a file are told.
struct EarlierLines {
    private var known: [String: Set<UInt64>] = [:]

    private static let mostFiles = 4_000

    /// Reads the files of the changes that are among some paths.
    ///
    /// - Throws: ``GitError``.
    init(_ git: Git, _ changes: [CommitChange], _ paths: Set<String>) throws {
        var names: [String] = []
        for change in changes {
            for file in change.files where paths.contains(file.file.path) && names.count < Self.mostFiles {
                if let name = Self.name(file, change.commit) { names.append(name) }
            }
        }
        for (name, text) in try git.contents(of: names, maxBytes: 48 << 20) {
            known[name] = Set(LineText(text.span).lines.map(\.key))
        }
    }

    /// The lines of a file before a commit, by their keys, as far as they are known.
    func lines(of file: FileChange, _ commit: PatchedCommit?) -> Set<UInt64> {
        Self.name(file, commit).flatMap { known[$0] } ?? []
    }

    private static func name(_ file: FileChange, _ commit: PatchedCommit?) -> String? {
        guard file.file.change != .added, !file.file.isOpaque, !file.added.isEmpty else { return nil }
        let path = file.file.originalPath ?? file.file.path
        guard let commit else { return "HEAD:" + path }
        // Of a merge both sides are new to the other one.
        guard commit.parents.count == 1 else { return nil }
        return commit.parents[0] + ":" + path
    }
}
