public import BatonGit
internal import BatonSessions
internal import JSON
internal import Platform

/// Which sessions made which commits, as this clone alone remembers: nothing of it is in the repository's objects.
///
/// A file of lines in the git directory that all worktrees share, `baton/links.jsonl`; a line holds the ids of a commit and of
/// a session.
public struct CommitLinks: Sendable {
    /// One line.
    public struct Link: Sendable, Hashable {
        /// Full id of a commit.
        public let commit: String
        /// The agent's id of a session.
        public let session: String

        /// A link.
        public init(commit: String, session: String) {
            self.commit = commit
            self.session = session
        }
    }

    private let log: LineLog
    /// Bytes that the file has at most; the oldest half is dropped beyond.
    private static let limit = 16 << 20

    /// The links of a repository.
    public init(_ repository: Repository) {
        log = LineLog(Paths.join(repository.commonDirectory, "baton/links.jsonl"), limit: 2 * Self.limit)
    }

    /// All links, the oldest first; lines that are none are left out.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read.
    public func all() throws -> [Link] { Self.links(try log.bytes()) }

    /// The sessions of a commit.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read.
    public func sessions(of commit: String) throws -> [String] {
        try all().filter { $0.commit == commit }.map(\.session)
    }

    /// Writes down that sessions made a commit; what is there already is not written again.
    ///
    /// - Parameters:
    ///   - sessions: ids; one that no agent would give is left out.
    ///   - commit: a full id.
    /// - Throws: ``PlatformError``.
    public func add(_ sessions: [String], to commit: String) throws {
        try add(sessions.map { Link(commit: commit, session: $0) })
    }

    /// Removes the links of commits.
    ///
    /// - Parameters:
    ///   - commits: full ids.
    ///   - session: only this one's.
    /// - Throws: ``PlatformError``.
    public func remove(commits: [String], session: String? = nil) throws {
        guard Files.linkStatus(log.path) != nil else { return }
        let commits = Set(commits)
        try log.update { bytes in
            let all = Self.links(bytes)
            let kept = all.filter { !commits.contains($0.commit) || session != nil && $0.session != session }
            return kept.count == all.count ? .none : .replace(Self.lines(kept))
        }
    }

    /// Gives commits the links of others, as ``NoteUpkeep`` does with notes.
    func carry(_ sources: [String: [String]]) throws {
        guard Files.linkStatus(log.path) != nil else { return }
        var targets: [String: [String]] = [:]
        for (new, olds) in sources {
            for old in olds { targets[old, default: []].append(new) }
        }
        try add(
            try all().flatMap { link in
                (targets[link.commit] ?? []).map { Link(commit: $0, session: link.session) }
            }
        )
    }

    private func add(_ links: [Link]) throws {
        let links = links.filter { SafeName.isValid($0.session) && SafeName.isValid($0.commit) }
        guard !links.isEmpty else { return }
        try log.update { bytes in
            var all = Self.links(bytes)
            var known = Set(all)
            let new = links.filter { known.insert($0).inserted }
            guard !new.isEmpty else { return .none }
            if new.count == 1, bytes.count < Self.limit { return .append(Self.line(new[0])) }
            if bytes.count >= Self.limit { all.removeFirst(all.count / 2) }
            return .replace(Self.lines(all + new))
        }
    }

    private static func links(_ bytes: [UInt8]) -> [Link] {
        var parser = JSONParser()
        return bytes.split(separator: 0x0a).compactMap { line in
            guard line.count < 1000, let document = try? parser.parse(Array(line).span),
                let commit = document.root["commit"]?.string, let session = document.root["session"]?.string,
                SafeName.isValid(commit), SafeName.isValid(session)
            else { return nil }
            return Link(commit: commit, session: session)
        }
    }

    private static func lines(_ links: [Link]) -> [UInt8] { links.flatMap { line($0) + [0x0a] } }

    private static func line(_ link: Link) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("commit", link.commit)
            writer.member("session", link.session)
        }
        return writer.bytes
    }
}
