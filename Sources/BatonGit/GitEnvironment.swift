/// The variables that git is started with.
enum GitEnvironment {
    /// Variables that tie git to one repository, as `git rev-parse --local-env-vars` lists them.
    static let local = [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT",
        "GIT_CONFIG_PARAMETERS", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX", "GIT_NAMESPACE", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_QUARANTINE_PATH", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    ]

    /// Variables that change what git prints or what it runs besides.
    static let disturbing = [
        "GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NOGLOB_PATHSPECS", "GIT_NOTES_REF", "GIT_PAGER",
    ]

    /// What is set and removed in the environment.
    ///
    /// - Parameters:
    ///   - keepingOwn: whether the variables that tie git to a repository speak of the one that is meant, as in a
    ///     hook, where the index in use may be a temporary one.
    ///   - environment: what is set now.
    /// - Returns: values to set, and `nil` for what is removed.
    static func changes(keepingOwn: Bool, from environment: [String: String]) -> [String: String?] {
        var changes: [String: String?] = [
            "LC_ALL": "C",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            // A hook that one of these commands sets off must not come back here.
            "BATON": "0",
        ]
        for name in disturbing { changes.updateValue(nil, forKey: name) }
        // Traces go to standard error, among the messages.
        for name in environment.keys where name.hasPrefix("GIT_TRACE") {
            changes.updateValue(nil, forKey: name)
        }
        if !keepingOwn {
            for name in local { changes.updateValue(nil, forKey: name) }
        }
        return changes
    }
}
