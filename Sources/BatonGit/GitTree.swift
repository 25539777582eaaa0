internal import Platform

extension Git {
    /// The paths of all files of a commit, from the top level; none for HEAD before the first commit.
    ///
    /// - Throws: ``GitError``, also when there is no such revision.
    public func paths(at revision: String = "HEAD") throws -> [String] {
        let name = try GitNames.revision(revision)
        if revision == "HEAD", try head() == nil { return [] }
        let result = try run(["ls-tree", "-r", "-z", "--name-only", "--full-tree", name])
        return NulSeparated.texts(result.output)
    }
}
