internal import BatonGit
internal import Platform

/// Which sessions ran the command that made a commit, or made what became it by amending, rebasing or picking.
struct CommandEvidence {
    /// Commits in the repository by the beginnings of ids that git printed.
    private let printed: [String: PatchedCommit]
    /// Ids of commits that are told beside the one in question, which are none of its forms.
    private let others: Set<String>

    private static let skew: Int64 = 5_000
    private static let patience: Int64 = 120_000

    /// Evidence in what sessions did.
    ///
    /// - Throws: ``GitError`` when git cannot tell of the commits that were printed.
    init(_ works: [SessionWork], _ git: Git, commits: [PatchedCommit], others known: [String]) throws {
        var ids: Set<String> = []
        for work in works {
            for call in work.commits {
                for one in call.printed where ids.count < 20_000 { ids.insert(one.id) }
            }
        }
        printed = try git.commits(abbreviated: ids)
        // Of a commit that stands beside one of its second it must be known whether it is still there.
        var others = Set(commits.map(\.id)).union(known)
        let times = Set(commits.map(\.authored))
        let open = Set(printed.values.lazy.filter { times.contains($0.authored) }.map(\.id)).subtracting(
            others
        )
        for id in open.sorted().prefix(Self.mostAsked) where try git.isOnBranch(id) { others.insert(id) }
        self.others = others
    }

    private static let mostAsked = 50

    /// What the session did for the commit, in a sentence; `nil` when it did not make it.
    func reason(_ work: SessionWork, _ commit: PatchedCommit) -> String? {
        var found: String?
        for call in work.commits {
            for one in call.printed {
                if commit.id.hasPrefix(one.id) { return "ran the git command that made it" }
                if let before = printed[one.id] {
                    // The author's time stays through amend, rebase and cherry-pick, and so does the address.
                    guard before.authored == commit.authored, before.email == commit.email else { continue }
                    // Two commits of one second are two when both are there.
                    if before.subject == commit.subject || !others.contains(before.id) {
                        found = "ran the git command that made the commit it was before"
                    }
                } else if one.subject == commit.subject, isDuring(call, commit.authored.milliseconds) {
                    found = "ran a git command that made a commit of this subject at this time"
                }
            }
            guard found == nil, call.printed.isEmpty else { continue }
            let isNow =
                isDuring(call, commit.authored.milliseconds) || isDuring(call, commit.committed.milliseconds)
            if isNow, commit.subject.utf8.count >= 3, call.command.contains(commit.subject) {
                found = "ran a git command with its subject at its time"
            } else if call.merges, commit.parents.count > 1,
                commit.authored.milliseconds >= call.start - Self.skew,
                commit.authored.milliseconds <= call.end + Self.skew
            {
                found = "ran the git command that merged at its time"
            }
        }
        return found
    }

    private func isDuring(_ call: CommitCall, _ time: Int64) -> Bool {
        time >= call.start - Self.skew && time <= call.end + Self.patience
    }
}
