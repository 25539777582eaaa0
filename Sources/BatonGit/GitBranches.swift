internal import Platform

extension Git {
    /// Short name of the branch that HEAD is on, also when it has no commit yet; `nil` when HEAD is detached.
    public func branch() throws -> String? {
        // Without --short, which would say `heads/x` where a tag x is there too.
        guard let ref = try answer(["symbolic-ref", "--quiet", "HEAD"]) else { return nil }
        return Self.short(ref, "refs/heads/")
    }

    /// Object id of the commit at HEAD; `nil` on a branch without a commit.
    public func head() throws -> String? { try resolve("HEAD") }

    /// Object id of the commit that a revision names; `nil` when there is no such commit.
    ///
    /// - Throws: ``GitError/badArgument(kind:text:)`` for a text that is no revision.
    public func resolve(_ revision: String) throws -> String? {
        let text = try GitNames.revision(revision) + "^{commit}"
        return try answer(["rev-parse", "--verify", "--quiet", "--end-of-options", text])
    }

    /// Short name of the branch that others start from, or `nil` when nothing tells.
    ///
    /// That is what the remote's HEAD points to, `origin` first; else `init.defaultBranch`, `main` or `master`,
    /// where such a branch exists here or at a remote.
    public func defaultBranch() throws -> String? { try defaultBranchRef().map(\.name) }

    /// Object id of the best common ancestor of HEAD and `revision`; `nil` when there is none.
    ///
    /// - Parameter revision: without it the default branch, as the remote has it where there is one.
    /// - Returns: the id, or `nil` also before the first commit.
    /// - Throws: ``GitError``, also when there is no such revision.
    public func mergeBase(_ revision: String? = nil) throws -> String? {
        let other: String
        if let revision {
            other = try GitNames.revision(revision)
        } else {
            guard let found = try defaultBranchRef() else { return nil }
            other = found.ref
        }
        do {
            return try answer(["merge-base", "--end-of-options", "HEAD", other])
        } catch let error as GitError {
            // A branch without a commit has no ancestor, which is no failure.
            if try head() == nil { return nil }
            throw error
        }
    }

    private func defaultBranchRef() throws -> (name: String, ref: String)? {
        let usual = ["main", "master"]
        var refs = try targets(["refs/remotes/*/HEAD"] + usual.flatMap(Self.places))
        let heads = refs.filter { $0.ref.hasSuffix("/HEAD") && !$0.target.isEmpty }
        if let head = heads.first(where: { $0.ref == "refs/remotes/origin/HEAD" }) ?? heads.first,
            let name = Self.short(head.target, String(head.ref.dropLast("HEAD".count)))
        {
            return (name, head.target)
        }
        var names = usual
        if let configured = try config("init.defaultBranch"), !usual.contains(configured),
            GitNames.isRef(configured)
        {
            refs += try targets(Self.places(configured))
            names.insert(configured, at: 0)
        }
        for name in names {
            for ref in Self.places(name) where refs.contains(where: { $0.ref == ref }) { return (name, ref) }
        }
        return nil
    }

    /// Where a branch of that name may stand, the remote's first.
    private static func places(_ branch: String) -> [String] {
        ["refs/remotes/origin/" + branch, "refs/heads/" + branch]
    }

    /// The refs that match, each with the ref that it points to, empty when it is no symbolic ref.
    private func targets(_ patterns: [String]) throws -> [(ref: String, target: String)] {
        let output = try run(["for-each-ref", "--format=%(refname)%00%(symref)"] + patterns)
        return try output.text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\0", omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw GitError.unexpectedOutput(command: "for-each-ref") }
            return (String(parts[0]), String(parts[1]))
        }
    }

    private static func short(_ ref: String, _ prefix: String) -> String? {
        ref.hasPrefix(prefix) ? String(ref.dropFirst(prefix.count)) : nil
    }
}
