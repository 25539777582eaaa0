internal import JSON
internal import Platform

/// What to add to a hook manager's configuration, instead of a hook that it would overwrite or not run.
public struct HookAdvice: Sendable, Equatable {
    /// Who owns the hooks.
    public let manager: HookManager
    /// Its configuration, from the top level of the worktree.
    public let file: String
    /// The lines to add, each ended by a newline.
    public let lines: String
    /// Where the lines go, and what to run afterwards.
    public let next: String
    /// What to run so that the manager takes the lines up; `nil` where nothing is needed.
    public let command: String?

    init(_ manager: HookManager, file: String, hook: HookName) {
        self.manager = manager
        self.file = file
        let name = hook.rawValue
        // A colleague without baton must not be stopped, and neither must anyone by its failing.
        let run = "! command -v baton >/dev/null 2>&1 || baton hooks run \(name)"
        switch manager {
        case .husky:
            lines = "\(run) \"$@\" || :\n"
            command = nil
            next = "husky runs the file as it is; make it if it is not there"
        case .lefthook:
            command = "lefthook install"
            lines = Self.lefthook(run + " {0} || :", Paths.fileExtension(file), hook)
            next = "under '\(name)' if that is there already, then run: lefthook install"
        case .preCommit:
            let isToml = file.hasSuffix(".toml")
            let install = "\(isToml ? "prek" : "pre-commit") install --hook-type \(name)"
            command = install
            lines = Self.preCommit("sh -c '\(run) \"$@\" || :' --", isToml: isToml, hook)
            next = "under 'repos', then run: \(install)"
        }
    }

    private static func lefthook(_ run: String, _ ending: String, _ hook: HookName) -> String {
        let name = hook.rawValue
        switch ending {
        case "toml":
            return """
                [\(name).commands.baton]
                run = '\(run)'
                \(hook.readsInput ? "use_stdin = true\n" : "")
                """
        case "json", "jsonc":
            var writer = JSONWriter()
            writer.object { writer in
                writer.member("run", run)
                if hook.readsInput { writer.member("use_stdin", true) }
            }
            let command = String(decoding: writer.bytes, as: UTF8.self)
            return "\"\(name)\": { \"commands\": { \"baton\": \(command) } }\n"
        default:
            return """
                \(name):
                  commands:
                    baton:
                      run: '\(run)'
                \(hook.readsInput ? "      use_stdin: true\n" : "")
                """
        }
    }

    private static func preCommit(_ entry: String, isToml: Bool, _ hook: HookName) -> String {
        let name = hook.rawValue
        // The message file comes as a file name; the other hooks here get none that matter.
        let passes = hook == .prepareCommitMsg || hook == .commitMsg
        return isToml
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
    }
}
