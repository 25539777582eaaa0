public import Platform

/// One commit of a log.
public struct Commit: Sendable, Equatable {
    /// Object id.
    public let id: String
    /// Name of the author.
    public let author: String
    /// Address of the author.
    public let email: String
    /// When it was written.
    public let time: Timestamp
    /// When it was committed, which an amend or a rebase changes.
    public let committed: Timestamp
    /// First paragraph of the message, on one line.
    public let subject: String
    /// Paths from the top level that it changes; empty for a merge.
    public let files: [String]
}

extension Git {
    /// Commits, the newest first.
    ///
    /// - Parameters:
    ///   - range: a revision or range, such as `main..HEAD`.
    ///   - limit: how many at most; 0 means no limit.
    /// - Returns: the commits; none for HEAD before the first one.
    /// - Throws: ``GitError``, also when there is no such revision.
    public func log(_ range: String = "HEAD", limit: Int = 100) throws -> [Commit] {
        let revision = try GitNames.revision(range)
        if range == "HEAD", try head() == nil { return [] }
        var arguments = [
            "log", "-z", "--name-only", "--no-color", "--no-ext-diff", "--no-textconv", "--no-show-signature",
            "--no-relative", "--no-renames", "--encoding=UTF-8", "--format=" + Commit.format,
        ]
        if limit > 0 { arguments.append("--max-count=\(limit)") }
        let result = try run(arguments + ["--end-of-options", revision, "--"])
        guard let commits = Commit.list(NulSeparated.texts(result.output)) else {
            throw GitError.unexpectedOutput(command: "log")
        }
        return commits
    }

    /// The commit that a revision names; `nil` when there is none.
    public func commit(_ revision: String) throws -> Commit? {
        guard let id = try resolve(revision) else { return nil }
        return try log(id, limit: 1).first
    }
}

extension Commit {
    /// An empty field, six fields, an empty field: a path is never empty, so the next commit cannot be taken for one.
    static let format = "%x00%H%x00%an%x00%ae%x00%at%x00%ct%x00%s%x00"

    /// Reads a log in ``format``; with `-z` the paths follow a newline, each ended by NUL.
    static func list(_ fields: [String]) -> [Commit]? {
        var commits: [Commit] = []
        var rest = fields[...]
        while let start = rest.popFirst() {
            guard start.isEmpty, rest.count >= 6 else { return nil }
            let head = Array(rest.prefix(6))
            rest = rest.dropFirst(6)
            // NUL ends the message; at the very end of the output it may be the last byte.
            if let end = rest.popFirst(), !end.isEmpty { return nil }
            var files: [String] = []
            if let first = rest.first, first.hasPrefix("\n") {
                files.append(String(first.dropFirst()))
                rest = rest.dropFirst()
                while let next = rest.first, !next.isEmpty {
                    files.append(next)
                    rest = rest.dropFirst()
                }
            }
            commits.append(
                Commit(
                    id: head[0],
                    author: head[1],
                    email: head[2],
                    time: moment(head[3]),
                    committed: moment(head[4]),
                    subject: head[5],
                    files: files
                )
            )
        }
        return commits
    }

    /// The moment of a count of seconds.
    ///
    /// A commit may hold any number, or none that git can read.
    private static func moment(_ text: String) -> Timestamp {
        let lastSecond: Int64 = 253_402_300_799
        return Timestamp(seconds: min(max(Int64(text) ?? 0, 0), lastSecond))
    }
}
