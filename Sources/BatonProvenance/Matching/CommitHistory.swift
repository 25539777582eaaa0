internal import BatonGit
internal import Platform

/// Which commits before others added which lines to which files.
///
/// An edit goes into the first commit after it that adds its lines. What a later commit does to the same lines is not the
/// session's any more; so edits that an earlier commit on the same line of history has taken are left out. Commits
/// elsewhere take nothing: a copy of a change by cherry-pick, rebase or squash is as much the session's as the first one.
struct CommitHistory: Sendable {
    /// A commit that touched a file.
    struct Touch: Sendable {
        let commit: Int
        let added: Set<UInt64>
        let removed: Set<UInt64>
    }

    /// A touch as it looks from a commit.
    struct Earlier: Sendable {
        /// When the change was there at the earliest and at the latest, in milliseconds.
        let time: Int64
        let end: Int64
        let added: Set<UInt64>
        let removed: Set<UInt64>

        /// The later times of this and others.
        func latest(_ other: (time: Int64, end: Int64)?) -> (time: Int64, end: Int64) {
            (max(time, other?.time ?? .min), max(end, other?.end ?? .min))
        }
    }

    private var commits: [PatchedCommit] = []
    private(set) var touches: [String: [Touch]] = [:]
    private let graph: [String: [String]]

    /// Ids of its commits.
    var ids: [String] { commits.map(\.id) }

    /// An empty history.
    init() { graph = [:] }

    /// A history from commits and the parents of all commits, those included that touch no file of interest.
    init(_ changes: [CommitChange], graph: [String: [String]]) {
        self.graph = graph
        for change in changes {
            guard let commit = change.commit else { continue }
            commits.append(commit)
            for file in change.files {
                touches[file.file.path, default: []].append(
                    Touch(
                        commit: commits.count - 1,
                        added: Set(file.added.lines.map(\.key)),
                        removed: Set(file.removed.lines.map(\.key))
                    )
                )
            }
        }
    }

    /// The history as it looks from one commit.
    func view(from change: CommitChange) -> View {
        guard let commit = change.commit else { return View(history: self, isBefore: nil, commit: nil) }
        // What stands before it: all that can be reached over parents.
        var reached: Set<String> = []
        var open = commit.parents
        while let id = open.popLast() {
            guard reached.insert(id).inserted else { continue }
            open += graph[id] ?? []
        }
        return View(history: self, isBefore: reached, commit: commit)
    }

    /// The history as it looks from one commit.
    struct View: Sendable {
        fileprivate let history: CommitHistory
        /// Ids of the commits before it; `nil` when all are.
        fileprivate let isBefore: Set<String>?
        fileprivate let commit: PatchedCommit?

        /// The commits before it that touched one of its paths, without other copies of the commit itself.
        func touches(of paths: [String]) -> [Earlier] {
            paths.flatMap { history.touches[$0] ?? [] }.compactMap { touch in
                let other = history.commits[touch.commit]
                guard isBefore?.contains(other.id) ?? true, !isCopy(other) else { return nil }
                // Amending and rebasing keep the author's time; a date somebody chose may lie anywhere.
                let (authored, committed) = (other.authored.milliseconds, other.committed.milliseconds)
                return Earlier(
                    time: min(authored, committed),
                    end: committed,
                    added: touch.added,
                    removed: touch.removed
                )
            }
        }

        private func isCopy(_ other: PatchedCommit) -> Bool {
            guard let commit else { return false }
            return other.authored == commit.authored && other.email == commit.email
                && other.subject == commit.subject
        }
    }
}
