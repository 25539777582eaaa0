/// What hooks are installed for, and what each of it needs.
public enum HookPurpose: String, Sendable, CaseIterable {
    /// The context of a commit is kept in a note.
    case note
    /// The commit's message names its sessions.
    case trailer
    /// A file in the tree tells of them.
    case file
    /// Only this repository remembers which sessions made a commit.
    case link

    /// The hooks that it needs.
    ///
    /// A note needs more than post-commit: git carries notes along when it rewrites a commit, and post-rewrite tidies what
    /// it joined; what a squash or a pick comes from stands in files that are gone when post-commit runs.
    public var hooks: [HookName] {
        switch self {
        case .note, .link: [.postCommit, .postRewrite, .prepareCommitMsg]
        case .trailer: [.prepareCommitMsg, .commitMsg]
        case .file: [.preCommit]
        }
    }

    /// The recipe that does it; `nil` where none is needed.
    public var recipe: String? {
        switch self {
        case .note: "commit-context"
        case .trailer: "commit-trailer"
        case .file: "commit-file"
        case .link: nil
        }
    }

    /// The hooks that run its recipe.
    public var recipeHooks: [HookName] {
        switch self {
        case .note: [.postCommit]
        case .trailer, .file: hooks
        case .link: []
        }
    }

    /// Whether what is attached must be kept up when commits are rewritten, picked and squashed.
    public var needsUpkeep: Bool { self == .note || self == .link }

    /// Whether git is told to carry notes along.
    public var keepsNotes: Bool { self == .note }
}
