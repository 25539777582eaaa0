internal import BatonGit

/// What is kept up when git rewrites, picks and squashes commits.
struct HookUpkeep {
    /// Commits took the place of others.
    var rewritten: (_ git: Git, _ rewrites: [HookJob.Rewrite]) throws -> Void = { _, _ in }
    /// A commit repeats another.
    var cherryPicked: (_ git: Git, _ from: String, _ to: String) throws -> Void = { _, _, _ in }
    /// A commit holds the changes of several.
    var squashed: (_ git: Git, _ commits: [String], _ into: String) throws -> Void = { _, _, _ in }

    /// What the program does.
    static var current: HookUpkeep { HookUpkeep() }
}
