public import Platform

/// The head of a commit whose changes are read line by line.
public struct PatchedCommit: Sendable, Equatable {
    /// Object id.
    public let id: String
    /// Object ids of its parents.
    public let parents: [String]
    /// Address of the author.
    public let email: String
    /// When it was written; amend, rebase and cherry-pick keep it.
    public let authored: Timestamp
    /// When it was committed.
    public let committed: Timestamp
    /// First paragraph of the message, on one line.
    public let subject: String
    /// Values of the trailers `Baton-Session`, as somebody wrote them.
    public let sessions: [String]
}

/// One file that a commit or the index changes.
public struct PatchedFile: Sendable, Equatable {
    /// What happens to the file.
    public enum Change: Sendable, Equatable {
        /// It is new.
        case added
        /// It goes.
        case deleted
        /// It has another name, perhaps with other content.
        case renamed
        /// Its content or mode is another.
        case modified
    }

    /// Path from the top level; of a deleted file the one it had.
    public var path: String
    /// Where it was before, when it was renamed or copied.
    public var originalPath: String?
    /// What happens to it.
    public var change: Change = .modified
    /// Whether its lines are not told: it is binary, or what it holds is not in this clone.
    public var isOpaque = false
}

/// Takes the changes of commits, piece by piece.
public protocol PatchVisitor {
    /// The next commit begins; the index against HEAD has none.
    mutating func visit(_ commit: PatchedCommit)
    /// The next file of the commit begins.
    mutating func visit(_ file: PatchedFile)
    /// A line of the file, without its mark and its line end.
    mutating func visit(line: Span<UInt8>, isAdded: Bool)
}

/// Which commits are told, and how much of them.
public struct PatchQuery: Sendable {
    /// Revisions and ranges.
    public var revisions: [String]
    /// Whether just these commits are meant, without those before them.
    public var isExact = false
    /// Only commits made since; their own time of committing counts.
    public var since: Timestamp?
    /// Files from the top level, taken literally; all when empty.
    public var paths: [String] = []
    /// How many commits at most; 0 means no limit.
    public var limit = 0
    /// Bytes of patches that are read at most; what comes behind is not told.
    public var maxBytes = 64 << 20

    /// The commits of revisions or ranges.
    public init(_ revisions: [String]) { self.revisions = revisions }
}

extension Git {
    /// Tells what commits change, the newest first.
    ///
    /// Lines come without context. A merge tells lines that differ from a parent, of files that differ from all of
    /// them. Nothing is fetched: where a partial clone lacks content, files are told without lines.
    ///
    /// - Returns: whether all was told, rather than the beginning or files without lines.
    /// - Throws: ``GitError``, also when there is no such revision.
    public func forEachPatch(_ query: PatchQuery, _ visitor: inout some PatchVisitor) throws -> Bool {
        guard !query.revisions.isEmpty else { return true }
        var selection: [String] = []
        if query.isExact { selection.append("--no-walk=unsorted") }
        if query.limit > 0 { selection.append("--max-count=\(query.limit)") }
        // Seconds since the epoch are understood as such with the letter only.
        if let since = query.since { selection.append("--since=@\(max(0, since.milliseconds / 1000))") }
        // By standard input, since there may be more than fit on a command line.
        var input = try query.revisions.map { text throws(GitError) in try GitNames.revision(text) }
        input.append("--")
        // A line holds one path; where a path is more than a line, all are told.
        if !query.paths.contains(where: { $0.utf8.contains(0x0a) }) {
            input += try query.paths.map { path throws(GitError) in try GitNames.pathspec(path) }
        }
        let log = ["log", "--format=" + PatchParser.format, "--encoding=UTF-8", "--no-show-signature"]
        return try tell(
            log + ["--no-notes", "--no-decorate"] + selection,
            merges: "--cc",
            input: Array((input.joined(separator: "\n") + "\n").utf8),
            ["--stdin"],
            query.maxBytes,
            &visitor
        )
    }

    /// Tells what the index changes against HEAD, as ``forEachPatch(_:_:)`` does.
    public func forEachStagedPatch(maxBytes: Int, _ visitor: inout some PatchVisitor) throws -> Bool {
        try tell(["diff", "--cached"], merges: nil, input: [], ["--"], maxBytes, &visitor)
    }

    /// Tells what the working tree changes in a file against HEAD, as ``forEachPatch(_:_:)`` does.
    public func forEachUncommittedPatch(
        of path: String,
        maxBytes: Int,
        _ visitor: inout some PatchVisitor
    ) throws -> Bool {
        try tell(
            ["diff"],
            merges: nil,
            input: [],
            ["HEAD", "--", GitNames.pathspec(path)],
            maxBytes,
            &visitor
        )
    }

    private func tell(
        _ command: [String],
        merges: String?,
        input: [UInt8],
        _ rest: [String],
        _ maxBytes: Int,
        _ visitor: inout some PatchVisitor
    ) throws -> Bool {
        let fixed = [
            "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--submodule=short",
            "--ignore-submodules=dirty", "--src-prefix=a/", "--dst-prefix=b/",
        ]
        let settings = [
            "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "diff.orderFile=/dev/null",
        ]
        // Git 2.45 and later obeys the first variable; for an older one no way to a server is open.
        let environment = ["GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"]
        let patch = [
            "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames", "-l600",
            "--diff-algorithm=default",
        ]
        do {
            let result = try run(
                command + fixed + patch + (merges.map { [$0] } ?? []) + rest,
                settings: settings,
                input: input,
                environment: environment,
                outputLimit: maxBytes
            )
            PatchParser.parse(result.output.span, &visitor)
            return !result.isTruncated
        } catch GitError.failed {
            // The trees are there in a partial clone; what is wrong otherwise fails again.
            let names = ["--name-status", "--no-renames"] + (merges == nil ? [] : ["-c"])
            let result = try run(
                command + fixed + names + rest,
                settings: settings,
                input: input,
                environment: environment,
                outputLimit: maxBytes
            )
            PatchParser.parse(result.output.span, &visitor)
            return false
        }
    }
}

extension Git {
    /// The parents of commits, by their ids, from some commits back.
    ///
    /// - Parameters:
    ///   - revisions: where to begin.
    ///   - since: only commits made since.
    ///   - limit: how many at most.
    /// - Returns: the ids of the parents by that of the commit.
    /// - Throws: ``GitError``, also when there is no such revision.
    public func parents(from revisions: [String], since: Timestamp, limit: Int) throws -> [String: [String]] {
        guard !revisions.isEmpty else { return [:] }
        let input = try revisions.map { text throws(GitError) in try GitNames.revision(text) }
        let result = try run(
            [
                "rev-list", "--parents", "--max-count=\(limit)",
                "--since=@\(max(0, since.milliseconds / 1000))", "--stdin",
            ],
            input: Array((input.joined(separator: "\n") + "\n").utf8)
        )
        var parents: [String: [String]] = [:]
        for line in String(decoding: result.output, as: UTF8.self).split(separator: "\n") {
            let ids = line.split(separator: " ").map(String.init)
            if let id = ids.first { parents[id] = Array(ids.dropFirst()) }
        }
        return parents
    }

    /// The commits that beginnings of ids name, by these; those that name none, or several, are left out.
    ///
    /// Nothing is fetched.
    ///
    /// - Throws: ``GitError``.
    public func commits(abbreviated ids: Set<String>) throws -> [String: PatchedCommit] {
        let wanted = ids.filter { id in
            id.utf8.count >= 4 && id.utf8.count <= 64 && id.allSatisfy(\.isHexDigit)
        }.sorted()
        guard !wanted.isEmpty else { return [:] }
        let environment = ["GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"]
        let found = try run(
            ["cat-file", "--batch-check=%(objecttype) %(objectname) %(rest)"],
            input: Array(wanted.map { "\($0) \($0)\n" }.joined().utf8),
            environment: environment
        )
        var full: [String: String] = [:]
        for line in String(decoding: found.output, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.count == 3, words[0] == "commit" { full[words[2]] = words[1] }
        }
        guard !full.isEmpty else { return [:] }
        let log = try run(
            [
                "log", "--no-walk=unsorted", "--format=" + PatchParser.format, "--encoding=UTF-8",
                "--no-patch", "--stdin",
            ],
            settings: ["-c", "log.showSignature=false"],
            input: Array((Set(full.values).joined(separator: "\n") + "\n").utf8),
            environment: environment
        )
        var heads = HeadCollector()
        PatchParser.parse(log.output.span, &heads)
        return full.compactMapValues { heads.commits[$0] }
    }
}

extension Git {
    /// Whether a commit can be reached from a branch, remote branches too, or from HEAD.
    ///
    /// - Throws: ``GitError``, also when there is no such commit.
    public func isOnBranch(_ commit: String) throws -> Bool {
        let id = try GitNames.revision(commit)
        let refs = try run([
            "for-each-ref", "--contains", id, "--count=1", "--format=%(refname)", "refs/heads",
            "refs/remotes",
        ])
        if !refs.text.isEmpty { return true }
        // A detached HEAD is on no branch.
        return try run(["merge-base", "--is-ancestor", id, "HEAD"], accepting: [0, 1, 128]).status == 0
    }
}

/// Keeps the heads of commits.
private struct HeadCollector: PatchVisitor {
    var commits: [String: PatchedCommit] = [:]

    mutating func visit(_ commit: PatchedCommit) { commits[commit.id] = commit }
    mutating func visit(_ file: PatchedFile) {}
    mutating func visit(line: Span<UInt8>, isAdded: Bool) {}
}
