/// The variables that outlive a hook.
enum HookEnvironment {
    /// Variables that tell which agent a hook's process belongs to.
    private static let agent: Set<String> = [
        "CLAUDECODE", "CLAUDE_CODE_SESSION_ID", "CLAUDE_CONFIG_DIR", "CODEX_HOME",
    ]
    private static let kept: Set<String> = [
        "HOME", "PATH", "TMPDIR", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "SOURCE_DATE_EPOCH",
        "ASAN_OPTIONS",
        // Where git's own settings are, which say who writes a note.
        "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
    ]

    /// What a job's file keeps: nothing that could be a secret.
    static func ofJob(_ environment: [String: String]) -> [String: String] {
        environment.filter { agent.contains($0.key) && $0.value.utf8.count <= 4096 }
    }

    /// What is set and removed for the worker: git's own variables speak of this commit, and go.
    static func ofWorker(_ environment: [String: String]) -> [String: String?] {
        var changes: [String: String?] = [:]
        for name in environment.keys where !isKept(name) { changes.updateValue(nil, forKey: name) }
        // Git sets the author's to those of the commit; a note is written by who commits.
        for part in ["NAME", "EMAIL"] {
            guard let value = environment["GIT_COMMITTER_" + part], !value.isEmpty else { continue }
            changes["GIT_COMMITTER_" + part] = value
            changes["GIT_AUTHOR_" + part] = value
        }
        return changes
    }

    /// The environment of a job within that of the worker.
    static func merged(_ worker: [String: String], _ job: [String: String]) -> [String: String] {
        worker.filter { !agent.contains($0.key) }.merging(ofJob(job)) { $1 }
    }

    private static func isKept(_ name: String) -> Bool {
        kept.contains(name) || agent.contains(name)
            || ["XDG_", "LC_", "BATON_"].contains { name.hasPrefix($0) }
    }
}
