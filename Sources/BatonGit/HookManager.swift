internal import Platform

/// A program that owns a repository's hooks and writes them anew from a configuration of its own.
public enum HookManager: String, Sendable, CaseIterable {
    /// husky, whose hooks are scripts in `.husky/`.
    case husky
    /// lefthook, whose hooks stand in `lefthook.yml`.
    case lefthook
    /// pre-commit, and prek, which reads the same file.
    case preCommit = "pre-commit"

    /// The files at the top level that tell of it, the one that counts first.
    ///
    /// For lefthook by its documentation ("Config file name"), for prek by its own ("Choose a config file").
    private var files: [String] {
        switch self {
        case .husky: []
        case .lefthook: Self.lefthookNames("lefthook")
        case .preCommit: ["prek.toml", ".pre-commit-config.yaml", ".pre-commit-config.yml"]
        }
    }

    /// The names that a file of lefthook may have.
    static func lefthookNames(_ stem: String) -> [String] {
        let endings = ["yml", "yaml", "toml", "json", "jsonc"]
        return ["", ".", ".config/"].flatMap { prefix in endings.map { prefix + stem + "." + $0 } }
    }

    /// A manager that is at work in a worktree.
    struct Found {
        /// Which it is.
        let kind: HookManager
        /// Its configuration from the top level; for husky its folder.
        let main: String
        /// lefthook's file for what concerns one person alone, when there is one.
        let local: String?

        /// The file in which our lines belong.
        func file(_ hook: HookName) -> String {
            switch kind {
            case .husky: main + hook.rawValue
            case .preCommit: main
            case .lefthook: local ?? Self.localName(main)
            }
        }

        /// The files in which our lines may stand.
        func files(_ hook: HookName) -> [String] {
            kind == .lefthook && main != file(hook) ? [file(hook), main] : [file(hook)]
        }

        /// lefthook merges this file over the main one; it may be of another format, and has a dot in front where that has.
        static func localName(_ main: String) -> String {
            let ending = Paths.fileExtension(main).hasPrefix("json") ? "yml" : Paths.fileExtension(main)
            let stem = Paths.name(main).hasPrefix(".") ? ".lefthook-local" : "lefthook-local"
            let folder = main.hasPrefix(".config/") ? ".config/" : ""
            return folder + stem + "." + ending
        }
    }

    /// The manager of a worktree.
    static func find(root: String, hooksFolder: String) -> Found? {
        // husky is known by the folder that it has git look in, and only then is it at work.
        let husky = Paths.join(root, ".husky")
        if hooksFolder == husky || hooksFolder.hasPrefix(husky + "/") {
            return Found(kind: .husky, main: ".husky/", local: nil)
        }
        func first(_ names: [String]) -> String? {
            names.first { Files.status(Paths.join(root, $0))?.kind == .file }
        }
        let local = first(lefthookNames("lefthook-local"))
        if let main = first(HookManager.lefthook.files) ?? local {
            return Found(kind: .lefthook, main: main, local: local)
        }
        return first(HookManager.preCommit.files).map { Found(kind: .preCommit, main: $0, local: nil) }
    }
}
