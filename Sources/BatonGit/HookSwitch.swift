internal import Platform

extension Git {
    /// Whether `baton.enabled`, wherever it is set, leaves hooks on here.
    ///
    /// - Throws: ``GitError``, such as ``GitError/foreignOwner(directory:)`` for a repository of another user that git
    ///   does not trust.
    public func hooksAreEnabled() throws -> Bool {
        // Status 1: it is not set.
        let result = try run(["config", "--type=bool", "--get", "baton.enabled"], accepting: [0, 1])
        return result.text != "false"
    }

    /// The files that a commit changes against its first parent, from the top level, at most `limit`.
    ///
    /// - Throws: ``GitError``.
    public func files(changedBy commit: String, limit: Int = 5000) throws -> [String] {
        let revision = try GitNames.revision(commit)
        let command = [
            "show", "--first-parent", "--format=", "--name-only", "--no-renames", "--no-ext-diff", "-z",
        ]
        return try names(command + ["--end-of-options", revision, "--"], limit)
    }

    /// The files that stand in the index as they will be committed, other than in HEAD, at most `limit`.
    ///
    /// - Throws: ``GitError``.
    public func stagedFiles(limit: Int = 5000) throws -> [String] {
        try names(["diff", "--cached", "--name-only", "--no-renames", "--no-ext-diff", "-z"], limit)
    }

    private func names(_ arguments: [String], _ limit: Int) throws -> [String] {
        let output = try run(arguments, outputLimit: 4 << 20).output
        // A name that was cut off is none.
        let whole = output.last == 0 ? output[...] : output[..<((output.lastIndex(of: 0) ?? -1) + 1)]
        return Array(NulSeparated.texts(Array(whole)).prefix(limit))
    }
}
