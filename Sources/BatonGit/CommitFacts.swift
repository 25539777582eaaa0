internal import Platform

/// What a commit itself says, by which copies of it are known.
public struct CommitFacts: Sendable, Equatable {
    /// Object id.
    public let id: String
    /// Object id of its tree.
    public let tree: String
    /// Object ids of its parents.
    public let parents: [String]
    /// Name and address of the author, as they stand in the commit.
    public let author: String
    /// When it was written, in seconds since 1970; stays in copies.
    public let written: Int64
    /// When it was committed, in seconds since 1970.
    public let committed: Int64
    /// First paragraph of the message, on one line.
    public let subject: String
    /// The whole message.
    public let message: String
}

extension Git {
    /// What commits say, in the order of their ids; those that are not here are left out.
    ///
    /// - Throws: ``GitError``.
    public func facts(of commits: some Sequence<String>) throws -> [CommitFacts] {
        let ids = Set(commits.filter(GitNames.isObjectID)).sorted()
        guard !ids.isEmpty else { return [] }
        let known = zip(ids, try commitsThatExist(ids)).filter(\.1).map(\.0)
        guard !known.isEmpty else { return [] }
        let input = Array(known.map { $0 + "\n" }.joined().utf8)
        return try facts(["--no-walk=unsorted", "--stdin"], input: input).sorted { $0.id < $1.id }
    }

    /// What the commits of a range say, the newest first.
    ///
    /// - Parameters:
    ///   - range: a revision or range, such as `main..HEAD`.
    ///   - limit: how many at most.
    /// - Returns: the commits.
    /// - Throws: ``GitError``, also when there is no such revision.
    public func facts(inRange range: String, limit: Int) throws -> [CommitFacts] {
        if range == "HEAD", try head() == nil { return [] }
        return try facts(["--max-count=\(limit)", "--end-of-options", GitNames.revision(range), "--"])
    }

    private func facts(_ selection: [String], input: [UInt8] = []) throws -> [CommitFacts] {
        let form = ["%H", "%T", "%P", "%an <%ae>", "%at", "%ct", "%s", "%B"].joined(separator: "%x00")
        let result = try run(
            [
                "log", "-z", "--no-color", "--no-show-signature", "--no-notes", "--no-patch",
                "--encoding=UTF-8",
                "--format=tformat:" + form,
            ] + selection,
            settings: Self.offline,
            input: input
        )
        let fields = NulSeparated.texts(result.output)
        guard fields.count % 8 == 0, !result.isTruncated else {
            throw GitError.unexpectedOutput(command: "log")
        }
        var facts: [CommitFacts] = []
        for place in stride(from: 0, to: fields.count, by: 8) { facts.append(CommitFacts(fields[place...])) }
        return facts
    }

    /// The ends of all branches, here and of remotes, and what HEAD points to.
    ///
    /// - Throws: ``GitError``.
    public func branchTips() throws -> [String] {
        let lines = try run([
            "for-each-ref", "--format=%(objectname) %(objecttype)", "refs/heads", "refs/remotes", "refs/pull",
        ]).text.split(separator: "\n")
        let tips = lines.compactMap {
            $0.hasSuffix(" commit") ? $0.split(separator: " ").first.map(String.init) : nil
        }
        return Array(Set(tips + [try head()].compactMap { $0 })).sorted()
    }

    /// Those of some commits that are no ancestors of a revision.
    ///
    /// - Throws: ``GitError``.
    public func commits(_ ids: some Sequence<String>, outside revision: String) throws -> [String] {
        let ids = Set(ids.filter(GitNames.isObjectID)).sorted()
        let known = zip(ids, try commitsThatExist(ids)).filter(\.1).map(\.0)
        guard !known.isEmpty, let end = try resolve(revision) else { return known }
        let input = Array((known + ["^" + end]).map { $0 + "\n" }.joined().utf8)
        let wanted = Set(known)
        return try run(["rev-list", "--stdin"], input: input).text.split(separator: "\n").map(String.init)
            .filter(wanted.contains)
    }

    /// Object id of the best common ancestor of two commits; `nil` when there is none.
    ///
    /// - Throws: ``GitError``.
    public func commonAncestor(_ left: String, _ right: String) throws -> String? {
        try answer(["merge-base", GitNames.revision(left), GitNames.revision(right)])
    }

    /// The commits that are ancestors of one but not of another, the newest first, without merges.
    ///
    /// - Throws: ``GitError``.
    public func commits(from old: String, to new: String, limit: Int) throws -> [String] {
        guard GitNames.isObjectID(old), GitNames.isObjectID(new) else { return [] }
        return try run(["rev-list", "--no-merges", "--max-count=\(limit)", new, "^" + old]).text
            .split(separator: "\n").map(String.init)
    }
}

extension CommitFacts {
    /// Reads the fields of one commit, in the order in which they were asked for.
    fileprivate init(_ fields: ArraySlice<String>) {
        let fields = Array(fields.prefix(8))
        id = fields[0]
        tree = fields[1]
        parents = fields[2].split(separator: " ").map(String.init)
        author = fields[3]
        written = Int64(fields[4]) ?? 0
        committed = Int64(fields[5]) ?? 0
        subject = fields[6]
        message = fields[7]
    }
}
