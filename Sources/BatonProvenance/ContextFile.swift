public import BatonGit
internal import BatonSessions
internal import Platform

/// A file of a session in the tree, below `.baton/context`, as part of the commit that is being made.
public struct ContextFile {
    private let git: Git
    private static let folders = [".baton", "context"]
    /// Characters of a title that are part of the name.
    private static let longestName = 40
    private static let mostFiles = 20_000

    /// Files of a repository's worktree.
    public init(_ git: Git) { self.git = git }

    /// Writes a session's file, in the place of an earlier one of the same session, and adds it to the index.
    ///
    /// - Parameters:
    ///   - content: what it says, without secrets.
    ///   - session: the session's id, part of which the name ends with.
    ///   - name: words of the title that are fit for a file, or none.
    /// - Returns: the path from the top level.
    /// - Throws: ``GitError``, and ``PlatformError`` when the folder is none, a link above all, or cannot be written.
    public func add(_ content: [UInt8], session: String, name: String) throws -> String {
        guard !git.repository.isBare else {
            throw GitError.badArgument(kind: "working tree", text: git.repository.root)
        }
        guard SafeName.isValid(session) else { throw GitError.badArgument(kind: "session", text: session) }
        // A repository may hold links in the place of these folders: none of them is followed.
        var folder = try OpenDirectory(git.repository.root)
        for part in Self.folders {
            try folder.makeDirectory(part)
            folder = try folder.directory(part)
        }
        let end = "-" + session.prefix(8) + ".md"
        let there = try folder.names(limit: Self.mostFiles).first {
            $0.hasSuffix(end) && folder.status($0)?.kind == .file
        }
        let words = SafeName.isValid(name) ? String(name.prefix(Self.longestName)) : "session"
        let file = there ?? words + end
        if try folder.status(file) == nil || folder.reader(file).all(limit: 64 << 20) != content {
            try folder.write(content, to: file, mode: 0o644, replacing: true)
        }
        let path = (Self.folders + [file]).joined(separator: "/")
        try git.addToIndex(content, path: path)
        return path
    }
}
