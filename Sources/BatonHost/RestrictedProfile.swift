internal import BatonGit
internal import BatonSessions
internal import Platform

/// What a file may do that nobody approved, whatever it declares; here, and nowhere else, that is settled.
enum RestrictedProfile {
    /// The name that limits the permission `sessions` to the session that the person gave as an input.
    static let givenSession = "input"

    /// Tables whose functions reach nothing outside of the run.
    private static let modules: Set<String> = [
        "", "export", "redact", "qr", "json", "yaml", "base64", "hash", "text", "time", "iter", "log",
        "debug",
    ]
    /// Functions of the other tables that may be called.
    private static let functions: Set<String> = [
        "git.root", "git.branch", "git.diff_stat", "sessions.info", "sessions.stats", "prompt.confirm",
    ]

    /// Whether a function may be called.
    static func allows(_ function: HostFunction) -> Bool {
        // Who holds an object was allowed to get it.
        if function.handle != nil || functions.contains(function.path) { return true }
        if function.acts { return modules.contains(function.module) && function.permission == nil }
        if modules.contains(function.module) { return true }
        // Reading is limited by paths; what asks for nothing and waits for nothing is pure.
        return function.permission == .read || (function.permission == nil && !function.blocks)
    }

    /// Whether what is at a real path may be read: inside of the repository, nothing of git's own, and no dot file or
    /// what lies in a dot folder.
    static func allows(_ permission: Permission, realPath path: String, _ context: Context) -> Bool {
        guard permission == .read, let root = Workspace(context).repository.flatMap({ Paths.real($0.root) })
        else { return false }
        if path == root { return true }
        guard path.hasPrefix(root == "/" ? root : root + "/") else { return false }
        return !path.dropFirst(root.count).split(separator: "/").contains { $0.hasPrefix(".") }
    }
}

extension HostRun {
    /// The inputs of a recipe with the sessions that the person named as the sessions themselves, where a script may not
    /// look for sessions by their names.
    public func admitted(_ inputs: [String: HostValue], sessions names: [String]) throws -> [String:
        HostValue]
    {
        guard permissions.isRestricted else { return inputs }
        var result = inputs
        for name in names {
            if let selector = inputs[name]?.text { result[name] = handle(for: try finder.session(selector)) }
        }
        return result
    }
}
