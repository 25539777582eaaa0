internal import Platform

/// A program that owns a repository's hooks and writes them anew from a configuration of its own.
public enum HookManager: String, Sendable, CaseIterable {
    /// husky, whose hooks are scripts in `.husky/`.
    case husky
    /// lefthook, whose hooks stand in `lefthook.yml`.
    case lefthook
    /// pre-commit, and prek, which reads the same file.
    case preCommit = "pre-commit"

    /// The files at the top level that tell of it.
    private var files: [String] {
        switch self {
        case .husky: []
        case .lefthook:
            [
                "lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml", ".config/lefthook.yml",
                ".config/lefthook.yaml", "lefthook.toml", ".lefthook.toml",
            ]
        case .preCommit: [".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml"]
        }
    }

    /// The manager of a worktree and its configuration file for `hook`, both as paths from the top level.
    static func find(root: String, hooksFolder: String, hook: HookName) -> (
        manager: HookManager, file: String
    )? {
        // husky is known by the folder that it has git look in, and only then is it at work.
        let husky = Paths.join(root, ".husky")
        if hooksFolder == husky || hooksFolder.hasPrefix(husky + "/") {
            return (.husky, ".husky/" + hook.rawValue)
        }
        for manager in [HookManager.lefthook, .preCommit] {
            for file in manager.files where Files.status(Paths.join(root, file))?.kind == .file {
                return (manager, file)
            }
        }
        return nil
    }
}

/// What to add to a hook manager's configuration, instead of a hook that it would overwrite or not run.
public struct HookAdvice: Sendable, Equatable {
    /// Who owns the hooks.
    public let manager: HookManager
    /// Its configuration, from the top level of the worktree.
    public let file: String
    /// The lines to add, each ended by a newline.
    public let lines: String
    /// Where the lines go, or what to run afterwards.
    public let next: String

    init(_ manager: HookManager, file: String, hook: HookName) {
        self.manager = manager
        self.file = file
        let name = hook.rawValue
        // A colleague without baton must not be stopped, and neither must anyone by its failing.
        let command = "! command -v baton >/dev/null 2>&1 || baton hooks run \(name)"
        switch manager {
        case .husky:
            lines = "\(command) \"$@\" || :\n"
            next = "husky runs the file as it is; make it if it is not there"
        case .lefthook where file.hasSuffix(".toml"):
            lines = """
                [\(name).commands.baton]
                run = '\(command) {0} || :'
                \(hook.readsInput ? "use_stdin = true\n" : "")
                """
            next = "then run: lefthook install"
        case .lefthook:
            lines = """
                \(name):
                  commands:
                    baton:
                      run: '\(command) {0} || :'
                \(hook.readsInput ? "      use_stdin: true\n" : "")
                """
            next = "under '\(name):' if that is there already, then run: lefthook install"
        case .preCommit:
            let isToml = file.hasSuffix(".toml")
            // The message file comes as a file name; the other hooks here get none that matter.
            let passes = hook == .prepareCommitMsg || hook == .commitMsg
            let entry = "sh -c '\(command) \"$@\" || :' --"
            lines =
                isToml
                ? """
                [[repos]]
                repo = "local"

                [[repos.hooks]]
                id = "baton-\(name)"
                name = "baton"
                language = "system"
                entry = '''\(entry)'''
                stages = ["\(name)"]
                always_run = true
                pass_filenames = \(passes)

                """
                : """
                  - repo: local
                    hooks:
                      - id: baton-\(name)
                        name: baton
                        language: system
                        entry: >-
                          \(entry)
                        stages: [\(name)]
                        always_run: true
                        pass_filenames: \(passes)

                """
            let program = isToml ? "prek" : "pre-commit"
            next = "under 'repos', then run: \(program) install --hook-type \(name)"
        }
    }
}
