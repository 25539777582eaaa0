public import Lua

/// What a recipe that runs from a git hook can know of it.
public struct HookFacts: Sendable, Equatable {
    /// The hook's name, such as `post-commit`.
    public var hook: String
    /// The commit it is about; `nil` where there is none yet.
    public var commit: String?
    /// The branch that is checked out; `nil` when none is.
    public var branch: String?
    /// The files that the commit changes, from the top level of the worktree.
    public var files: [String] = []
    /// The file with the commit's message, for the hooks that can change it; a path.
    public var file: String?
    /// What git gave the hook.
    public var arguments: [String] = []

    /// Facts of a hook.
    public init(hook: String) { self.hook = hook }

    /// The names under which `run` and inputs show them.
    public static let names = ["hook", "commit", "branch", "files", "file", "args"]

    /// One of them by its name.
    public func value(_ name: String) -> HostValue {
        switch name {
        case "hook": .text(hook)
        case "commit": .text(commit)
        case "branch": .text(branch)
        case "files": .array(files.map { .text($0) })
        case "file": .text(file)
        case "args": .array(arguments.map { .text($0) })
        default: .nil
        }
    }

    /// All that are known, by name.
    public var record: HostValue {
        .record(
            Dictionary(uniqueKeysWithValues: Self.names.map { ($0, value($0)) }).filter { $0.value.isPresent }
        )
    }
}
