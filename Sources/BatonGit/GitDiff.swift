internal import Platform

/// How many lines a set of changes adds and removes.
public struct DiffStat: Sendable, Equatable {
    /// One changed file.
    public struct File: Sendable, Equatable {
        /// Path from the top level.
        public let path: String
        /// Where it was before, when it was renamed.
        public let originalPath: String?
        /// Lines added; `nil` for a binary file.
        public let insertions: Int?
        /// Lines removed; `nil` for a binary file.
        public let deletions: Int?
    }

    /// The files in git's order.
    public let files: [File]
    /// Lines added in all text files.
    public var insertions: Int { files.reduce(0) { $0 + ($1.insertions ?? 0) } }
    /// Lines removed in all text files.
    public var deletions: Int { files.reduce(0) { $0 + ($1.deletions ?? 0) } }
}

/// A patch, perhaps its beginning only.
public struct Diff: Sendable, Equatable {
    /// The patch, which ends with a whole line; bytes that are no UTF-8 became U+FFFD.
    public let text: String
    /// Whether lines were left out at the end.
    public let wasCut: Bool
}

extension Git {
    /// The size of the changes between `base` and the working tree.
    ///
    /// - Parameter base: a revision, or a range such as `main...HEAD`, which leaves the working tree out; without it
    ///   HEAD, or nothing at all before the first commit.
    /// - Returns: the counts for each file.
    /// - Throws: ``GitError``, also when there is no such revision.
    public func diffStat(_ base: String? = nil) throws -> DiffStat {
        let result = try compare(diffArguments(["--numstat", "-z"], base: base, paths: []))
        guard let stat = DiffStat(numstat: result.output) else {
            throw GitError.unexpectedOutput(command: "diff")
        }
        return stat
    }

    /// The changes between `base` and the working tree as a patch.
    ///
    /// - Parameters:
    ///   - base: as in ``diffStat(_:)``.
    ///   - paths: files or directories from the top level, taken literally; all when empty.
    ///   - maxBytes: bytes that the text has at most; it is cut before a line that would go beyond.
    /// - Returns: the patch, empty when nothing differs.
    /// - Throws: ``GitError``, also when there is no such revision.
    public func diff(_ base: String? = nil, paths: [String] = [], maxBytes: Int = 1 << 20) throws -> Diff {
        precondition(maxBytes >= 0)
        let result = try compare(
            diffArguments(["--patch"], base: base, paths: paths),
            outputLimit: maxBytes + 1
        )
        guard result.output.count > maxBytes else {
            return Diff(text: String(decoding: result.output, as: UTF8.self), wasCut: false)
        }
        let kept = result.output.prefix(maxBytes)
        let end = kept.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return Diff(text: String(decoding: kept[..<end], as: UTF8.self), wasCut: true)
    }

    private func diffArguments(_ form: [String], base: String?, paths: [String]) throws -> [String] {
        // What a person's configuration could change is set, so that the text is the same everywhere.
        let fixed = [
            "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--find-renames",
            // What is changed inside a submodule only git in there could tell, by the submodule's configuration.
            "--submodule=short", "--ignore-submodules=dirty",
            "--src-prefix=a/", "--dst-prefix=b/",
        ]
        let pathspecs = try paths.map { path throws(GitError) in try GitNames.pathspec(path) }
        return try ["diff"] + fixed + form + ["--end-of-options", revisionForDiff(base), "--"] + pathspecs
    }

    private func revisionForDiff(_ base: String?) throws -> String {
        if let base { return try GitNames.revision(base) }
        if try head() != nil { return "HEAD" }
        // The empty tree, whose id depends on the repository's hash.
        return try run(["hash-object", "-t", "tree", "--stdin"]).text
    }
}

extension DiffStat {
    /// Reads `--numstat -z` of git-diff(1): `added TAB removed TAB path NUL`, for a rename an empty path and then the
    /// old and the new one; `-` stands for the counts of a binary file.
    init?(numstat bytes: [UInt8]) {
        var files: [File] = []
        var rest = NulSeparated.texts(bytes)[...]
        while let line = rest.popFirst() {
            let fields = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return nil }
            var path = String(fields[2])
            var original: String?
            if path.isEmpty {
                guard let old = rest.popFirst(), let new = rest.popFirst() else { return nil }
                (original, path) = (old, new)
            }
            files.append(
                File(
                    path: path,
                    originalPath: original,
                    insertions: Int(fields[0]),
                    deletions: Int(fields[1])
                )
            )
        }
        self.files = files
    }
}
