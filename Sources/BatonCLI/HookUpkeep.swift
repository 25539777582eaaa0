internal import BatonGit
internal import BatonProvenance

/// What is kept up when git rewrites, picks and squashes commits.
struct HookUpkeep {
    /// Commits took the place of others.
    var rewritten: (_ git: Git, _ rewrites: [HookJob.Rewrite]) throws -> Void = { _, _ in }
    /// A commit repeats another.
    var cherryPicked: (_ git: Git, _ from: String, _ to: String) throws -> Void = { _, _, _ in }
    /// A commit holds the changes of several.
    var squashed: (_ git: Git, _ commits: [String], _ into: String) throws -> Void = { _, _, _ in }
    /// A commit of which the moment tells nothing; its message may.
    var committed: (_ git: Git, _ commit: String) throws -> Void = { _, _ in }

    /// What the program does.
    static var current: HookUpkeep {
        HookUpkeep(
            rewritten: { git, rewrites in
                try NoteUpkeep(git).rewritten(rewrites.map { ($0.old, $0.new) })
            },
            cherryPicked: { try NoteUpkeep($0).cherryPicked(from: $1, to: $2) },
            squashed: { try NoteUpkeep($0).squashed($1, into: $2) },
            committed: { try NoteUpkeep($0).committed($1) }
        )
    }
}
