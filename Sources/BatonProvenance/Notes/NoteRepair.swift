internal import BatonGit

/// What a repair of notes did, or would do.
public struct NoteRepair: Sendable, Equatable {
    /// How it is known that commits became another one.
    public enum Trace: String, Sendable, CaseIterable {
        /// It makes the same change as one that has a note.
        case sameChange = "same change"
        /// Its tree is that of a branch's end.
        case sameTree = "same tree as the branch"
        /// It makes the change that all of a branch makes.
        case sameSum = "same change as the branch"
        /// Its message names them.
        case message = "named in the message"
    }

    /// A commit that got the sessions of others.
    public struct Carried: Sendable, Equatable {
        /// The commit.
        public let commit: String
        /// Those it was made of.
        public let sources: [String]
        /// How that is known.
        public let trace: Trace
    }

    /// Commits that got the sessions of others, the newest first.
    public var carried: [Carried] = []
    /// Commits in whose notes a session stood twice.
    public var cleaned: [String] = []
    /// Commits whose sessions are on this machine, with their ids.
    public var found: [String: [String]] = [:]
    /// Commits without a note of which nothing could be told, the newest first.
    public var unknown: [String] = []
    /// Whether the range holds more commits than were looked at.
    public var isLimited = false

    /// A repair that did nothing.
    public init() {}
}

extension NoteUpkeep {
    /// Commits that are looked at, at most.
    public static let mostCommits = 2000
    /// Ends of branches that are looked at, at most.
    private static let mostTips = 400

    /// Completes the notes of a range: what was lost, what others squashed elsewhere, what stands twice.
    ///
    /// Nothing is guessed: a commit gets the sessions of others when it makes the same change as they do, alone or together,
    /// or when its message names each of them.
    ///
    /// - Parameters:
    ///   - range: a revision or range, such as `main..HEAD`.
    ///   - isDryRun: whether it is only told.
    ///   - compose: gives the entries of commits of which no note tells, by the sessions on this machine.
    /// - Returns: what was done.
    /// - Throws: ``GitError``, and what `compose` throws.
    public func repair(
        range: String = "HEAD",
        isDryRun: Bool = false,
        compose: (_ commits: [String]) throws -> [String: [NoteEntry]] = { _ in [:] }
    ) throws -> NoteRepair {
        var result = NoteRepair()
        var commits = try git.facts(inRange: range, limit: Self.mostCommits + 1)
        result.isLimited = commits.count > Self.mostCommits
        commits = Array(commits.prefix(Self.mostCommits))
        let notes = try git.noteBook(ref: ref).notes(of: commits.map(\.id))
        result.cleaned = commits.map(\.id).filter {
            notes[$0].map { CommitNote(parsing: $0).hadDoubles } ?? false
        }
        if !isDryRun { try carry(Dictionary(uniqueKeysWithValues: result.cleaned.map { ($0, []) })) }

        // A merge's content is its parents'.
        let bare = commits.filter { commit in
            commit.parents.count < 2
                && notes[commit.id].map { CommitNote(parsing: $0).entries.isEmpty } ?? true
        }
        result.carried = try traces(of: bare, end: commits.first?.id)
        if !isDryRun {
            for one in result.carried { try squashed(one.sources, into: one.commit) }
        }
        let carried = Set(result.carried.map(\.commit))
        let rest = bare.map(\.id).filter { !carried.contains($0) }
        let entries = try rest.isEmpty ? [:] : compose(rest)
        for commit in rest {
            guard let entries = entries[commit], !entries.isEmpty else {
                result.unknown.append(commit)
                continue
            }
            result.found[commit] = entries.map(\.sessionID)
            guard !isDryRun else { continue }
            try add(entries, to: commit)
            try CommitLinks(git.repository).add(entries.map(\.sessionID), to: commit)
        }
        return result
    }

    /// What commits without a note were made of.
    private func traces(of bare: [CommitFacts], end: String?) throws -> [NoteRepair.Carried] {
        guard !bare.isEmpty, let end else { return [] }
        // Only commits that are not in the range themselves can have become one of it, and only notes of sessions matter.
        let outside = try git.commits(try git.notedObjects(ref: ref), outside: end)
        let book = try git.noteBook(ref: ref)
        let noted = Set(
            try book.notes(of: outside).filter { !CommitNote(parsing: $0.value).entries.isEmpty }.keys
        )
        guard !noted.isEmpty else { return [] }
        let sources = try git.facts(of: noted)
        let patches = try git.patchIDs(of: bare.map(\.id) + noted)
        let branches = try branches(apartFrom: end, noted: noted)
        return bare.compactMap { commit in
            func carried(_ ids: [String], _ trace: NoteRepair.Trace) -> NoteRepair.Carried? {
                let ids = ids.filter(noted.contains)
                return ids.isEmpty
                    ? nil : NoteRepair.Carried(commit: commit.id, sources: ids.sorted(), trace: trace)
            }
            if let patch = patches[commit.id] {
                let same = sources.filter { patches[$0.id] == patch && $0.subject == commit.subject }
                if let found = carried(same.map(\.id), .sameChange) { return found }
                if let branch = branches.first(where: { $0.patch == patch }),
                    let found = carried(branch.commits, .sameSum)
                {
                    return found
                }
            }
            if let branch = branches.first(where: { $0.tree == commit.tree }),
                let found = carried(branch.commits, .sameTree)
            {
                return found
            }
            let named = Self.picked(inMessage: commit.message) + Self.squashed(inMessage: commit.message)
            if let found = carried(named, .message) { return found }
            return carried(Self.listed(in: commit, among: sources), .message)
        }
    }

    /// The end of a branch that was not merged as it is.
    private struct Branch {
        let tree: String
        let patch: String?
        let commits: [String]
    }

    private func branches(apartFrom end: String, noted: Set<String>) throws -> [Branch] {
        // Of a branch that was deleted its last commit with a note may be the end.
        let tips = try git.facts(of: Set(try git.branchTips()).union(noted))
        let parents = Set(tips.flatMap(\.parents))
        var branches: [Branch] = []
        for tip in tips.filter({ !parents.contains($0.id) }).prefix(Self.mostTips) where tip.id != end {
            guard let base = try git.commonAncestor(end, tip.id), base != tip.id else { continue }
            let commits = try git.commits(from: base, to: tip.id, limit: 1000)
            guard commits.contains(where: noted.contains) else { continue }
            branches.append(
                Branch(tree: tip.tree, patch: try git.patchID(from: base, to: tip.id), commits: commits)
            )
        }
        return branches
    }

    /// The commits whose subjects a squash merge lists in its message, one a line behind `* `, as GitHub does; none when one
    /// of the lines is not the subject of exactly one commit.
    private static func listed(in commit: CommitFacts, among sources: [CommitFacts]) -> [String] {
        let lines = commit.message.split(whereSeparator: \.isNewline).dropFirst()
        let subjects = lines.filter { $0.hasPrefix("* ") }.map { String($0.dropFirst(2)) }
        guard !subjects.isEmpty, subjects.count <= mostListed else { return [] }
        var bySubject: [String: [CommitFacts]] = [:]
        for source in sources where source.written <= commit.committed {
            bySubject[source.subject, default: []].append(source)
        }
        // A commit in between that was made by hand has no note; it is known as a subject of no other, so it says nothing.
        var found: [String] = []
        for subject in subjects {
            guard let same = bySubject[subject] else { return [] }
            guard same.count == 1 else { return [] }
            found.append(same[0].id)
        }
        return found
    }

    private static let mostListed = 500
}
