public import BatonGit
internal import BatonSessions
internal import Platform

/// Where some neighbouring lines of a file come from.
public struct LineOrigin: Sendable {
    /// Numbers of the first and the last line, from 1.
    public let lines: ClosedRange<Int>
    /// The commit that brought them; `nil` when they are not committed.
    public let commit: Commit?
    /// The sessions that had a part in the commit, or wrote what is not committed, the surest first.
    public let matches: [SessionMatch]
    /// The records in which sessions wrote just these lines, in the order of ``matches``.
    public let writings: [Writing]

    /// A record in which a session wrote lines.
    public struct Writing: Sendable, Equatable {
        /// The session's id.
        public let session: String
        /// Where the line of the record begins in its file, in bytes.
        public let offset: Int
        /// The subagent in whose file it stands; `nil` for the transcript itself.
        public let subagent: String?
    }
}

extension CommitMatcher {
    /// Tells where lines of a file come from: the commit, its sessions, and where they wrote the lines.
    ///
    /// - Parameters:
    ///   - path: a file of the working tree, from the top level.
    ///   - lines: the first and the last one, from 1; all when `nil`.
    /// - Returns: the origins in the order of the lines.
    /// - Throws: ``GitError``, also when there is no such file or line; ``PlatformError`` when a store cannot be listed.
    public func origins(of path: String, lines: ClosedRange<Int>?) throws -> [LineOrigin] {
        let blamed = try git.blame(path, lines: lines)
        var groups: [[BlamedLine]] = []
        for line in blamed {
            if let last = groups.last?.last, last.commit == line.commit, last.path == line.path {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([line])
            }
        }
        let ids = Array(Set(blamed.compactMap(\.commit))).sorted()
        var query = PatchQuery(ids)
        query.isExact = true
        let changes = try ids.isEmpty ? [] : changes(query)
        let committed = try run(changes)
        var found: [String: [SessionMatch]] = [:]
        for (change, matches) in zip(changes, committed.matches) {
            if let id = change.commit?.id { found[id] = matches }
        }
        let pending = try blamed.contains { $0.commit == nil } ? uncommitted(path) : nil
        var heads: [String: Commit] = [:]
        for id in ids { heads[id] = try git.commit(id) }
        return groups.map { group in
            let matches = group[0].commit.map { found[$0] ?? [] } ?? pending?.matches.first ?? []
            let outcome = group[0].commit == nil ? pending : committed
            return LineOrigin(
                lines: group[0].number...group[group.count - 1].number,
                commit: group[0].commit.flatMap { heads[$0] },
                matches: matches,
                writings: writings(group, heads, matches, outcome?.reads ?? [])
            )
        }
    }

    /// The sessions behind what is not committed of a file.
    private func uncommitted(_ path: String) throws -> MatchRun.Outcome {
        var collector = ChangeCollector()
        collector.keepsText = true
        _ = try git.forEachUncommittedPatch(of: path, maxBytes: 32 << 20, &collector)
        return try run(collector.finish())
    }

    /// The last records before the commit in which the sessions wrote any of the lines, or else the file.
    private func writings(
        _ lines: [BlamedLine],
        _ heads: [String: Commit],
        _ matches: [SessionMatch],
        _ reads: [MatchRun.Read]
    ) -> [LineOrigin.Writing] {
        var text = LineText()
        for line in lines.prefix(10_000) { text.append(line: line.content.span) }
        let keys = Set(text.lines.map(\.key))
        let end =
            lines[0].commit.flatMap { heads[$0] }.map { $0.committed.milliseconds + FileCredit.skew } ?? .max
        return matches.compactMap { match in
            guard let read = reads.first(where: { $0.candidate.session.path == match.session.path }) else {
                return nil
            }
            let paths: Set<String> = [lines[0].path]
            var resolver = EditPaths(git.repository, paths.union(match.files))
            let edits = read.work.edits.filter { edit in
                edit.time <= end && resolver.files(of: edit).contains { paths.contains($0.path) }
            }
            let exact = edits.last { edit in edit.added.lines.contains { keys.contains($0.key) } }
            guard let edit = exact ?? edits.last else { return nil }
            return LineOrigin.Writing(
                session: match.session.id,
                offset: edit.place.offset,
                subagent: edit.place.subagent
            )
        }
    }
}
