/// What an installation or its removal did.
public struct HookChange: Sendable, Equatable {
    /// The kind of change.
    public enum Outcome: String, Sendable {
        /// A shim was put into the hooks folder.
        case installed
        /// The shim was there, and was brought up to date.
        case updated
        /// The hook was entered into git's configuration, as git 2.54 and later allow.
        case configured
        /// The lines were written to a hook manager's configuration.
        case written
        /// A hook manager is at work: ``HookChange/advice`` says what to add to its configuration.
        case advised
        /// The hook was taken out.
        case removed
        /// Everything was as asked already.
        case unchanged
    }

    /// The hook it was about.
    public let hook: HookName
    /// What was done to the hook itself.
    public internal(set) var outcome: Outcome
    /// Where the hook stands, when it is a file.
    public internal(set) var path: String?
    /// The recipes that this change added to the hook, or took from it.
    public internal(set) var recipes: [String] = []
    /// What is left for the person to do.
    public internal(set) var advice: HookAdvice?
    /// What a person should know besides, each a sentence.
    public internal(set) var notes: [String] = []

    init(_ hook: HookName, _ outcome: Outcome, path: String? = nil, notes: [String] = []) {
        self.hook = hook
        self.outcome = outcome
        self.path = path
        self.notes = notes
    }
}

/// How a hook stands.
public struct HookStatus: Sendable, Equatable {
    /// Whether and why the hook runs.
    public enum State: String, Sendable {
        /// Nothing of ours is there.
        case absent
        /// The shim, or git's configuration, runs it.
        case active
        /// A script or a hook manager's configuration that is not ours runs it.
        case wired
        /// The shim was changed by hand; it may or may not run.
        case changedByHand = "changed-by-hand"
        /// The shim is there, but git passes over a hook that is not executable.
        case notExecutable = "not-executable"
        /// Another hook stands in the place, and does not run ours.
        case foreign
        /// Recipes are set, but a hook manager owns the hooks and was not told.
        case shadowed
        /// A hook manager was told, and has not put its own hook into git's folder yet.
        case pending
        /// The hook stands in git's configuration, which this git is too old to read, or where it is switched off.
        case unread
        /// It should be there, and is not.
        case missing
        /// `core.hooksPath` names no folder.
        case switchedOff = "switched-off"
    }

    /// The hook.
    public let hook: HookName
    /// Whether it runs.
    public let state: State
    /// The recipes it would run, those that git waits for first.
    public let recipes: [String]
    /// Those of them that run when git has gone on.
    public let background: [String]
    /// What it serves besides recipes, each a word: a purpose, or `remind`.
    public let serves: [String]
    /// Why it does not run, or what else a person should know, as a sentence.
    public let reason: String?
    /// Where its file stands or would stand.
    public let path: String
    /// Where a hook is kept that stood there before.
    public let earlier: String?
    /// What to add to a hook manager's configuration, when that is what is missing.
    public let advice: HookAdvice?
}

/// How hooks are installed.
public struct HookOptions: Sendable {
    /// Where a hook goes.
    public enum Style: Sendable, Equatable {
        /// Into git's configuration where git knows such hooks, else into the hooks folder.
        case automatic
        /// Into the hooks folder.
        case shim
        /// Into git's configuration.
        case configuration
    }

    /// Where the hook goes.
    public var style = Style.automatic
    /// Whether a shim is put beside a hook manager's files, at the risk that it overwrites them.
    public var ignoresManagers = false
    /// Whether lines for a hook manager are written to its configuration.
    public var writesToManagers = false
    /// Whether a folder that serves other repositories too may be changed.
    public var allowsSharedFolder = false
    /// Whether git is told to carry our notes along when a commit is amended or rebased.
    public var keepsNotes = true

    /// The usual options.
    public init() {}
}
