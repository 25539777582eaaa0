/// A hook that git runs in a person's own repository (githooks(5)).
///
/// The hooks of a server and those that speak a protocol with git are left out: a shim cannot share them.
public enum HookName: String, Sendable, CaseIterable {
    /// Before a mailed patch's message is used.
    case applypatchMsg = "applypatch-msg"
    /// Before a mailed patch is committed.
    case preApplypatch = "pre-applypatch"
    /// After a mailed patch was committed.
    case postApplypatch = "post-applypatch"
    /// Before a commit is made.
    case preCommit = "pre-commit"
    /// Before a merge's commit is made.
    case preMergeCommit = "pre-merge-commit"
    /// After the message was prepared, before an editor opens.
    case prepareCommitMsg = "prepare-commit-msg"
    /// After the message was written.
    case commitMsg = "commit-msg"
    /// After a commit was made.
    case postCommit = "post-commit"
    /// Before a rebase.
    case preRebase = "pre-rebase"
    /// After a checkout or a switch.
    case postCheckout = "post-checkout"
    /// After a merge or a pull.
    case postMerge = "post-merge"
    /// Before a push; standard input tells the refs.
    case prePush = "pre-push"
    /// After an amend or a rebase; standard input tells the old and the new commits.
    case postRewrite = "post-rewrite"

    /// A hook by git's name of it.
    ///
    /// - Throws: ``GitError/unknownHook(name:)``.
    public init(named name: String) throws(GitError) {
        guard let hook = HookName(rawValue: name) else { throw .unknownHook(name: name) }
        self = hook
    }

    /// Whether git writes to its standard input.
    public var readsInput: Bool { self == .prePush || self == .postRewrite }

    /// Whether its failure stops what git is doing.
    public var canStop: Bool { !rawValue.hasPrefix("post-") }
}
