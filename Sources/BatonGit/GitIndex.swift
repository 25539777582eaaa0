internal import Platform

extension Git {
    /// Whether the index differs from HEAD.
    ///
    /// - Throws: ``GitError``.
    public func hasStagedChanges() throws -> Bool {
        try run(
            ["diff", "--cached", "--quiet", "--no-ext-diff", "--ignore-submodules=dirty"],
            accepting: [0, 1]
        ).status == 1
    }

    /// Puts a file into the index in use, and nothing else.
    ///
    /// Within pre-commit of `git commit FILE` that is a temporary one; what stands ready to become the index afterwards gets
    /// the file too, or it would count as removed. No filter of the repository's configuration sees the content.
    ///
    /// - Parameters:
    ///   - content: the file's bytes.
    ///   - path: from the top level.
    /// - Throws: ``GitError``.
    public func addToIndex(_ content: [UInt8], path: String) throws {
        guard !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(where: { $0 < 0x20 }) else {
            throw GitError.badArgument(kind: "path", text: path)
        }
        let blob = try run(["hash-object", "-w", "--stdin"], input: content).text
        let entry = Array("100644 \(blob)\t\(path)\0".utf8)
        _ = try run(["update-index", "--add", "-z", "--index-info"], input: entry)
        let next = Paths.join(repository.gitDirectory, "index.lock")
        guard repository.isHere, Paths.name(indexInUse ?? "").hasPrefix("next-index-"),
            Files.linkStatus(next) != nil
        else { return }
        _ = try run(
            ["update-index", "--add", "-z", "--index-info"],
            input: entry,
            environment: ["GIT_INDEX_FILE": next]
        )
    }
}
