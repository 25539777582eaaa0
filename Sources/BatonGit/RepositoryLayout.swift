internal import Platform

/// The files inside a git directory that say how it belongs to others, as gitrepository-layout(5) describes them.
enum RepositoryLayout {
    /// What the configuration says of the working tree.
    struct Core: Equatable {
        /// Value of `core.bare`.
        var isBare = false
        /// `core.worktree`, relative to the git directory.
        var worktree: String?
    }

    /// More than any of these small files holds; a larger one is not git's.
    private static let limit = 1 << 20

    /// The real path of the git directory whose worktree has its top level at `place`, or `nil`.
    static func gitDirectory(of place: String) -> String? {
        let dotGit = Paths.join(place, ".git")
        guard Files.status(dotGit) != nil, let resolved = Paths.real(resolvingGitFile(dotGit)) else {
            return nil
        }
        return isGitDirectory(resolved) ? resolved : nil
    }

    /// The directory that a `.git` file names with `gitdir: PATH`; `path` itself when it is no such file.
    static func resolvingGitFile(_ path: String) -> String {
        guard Files.status(path)?.kind == .file, let text = line(path), text.hasPrefix("gitdir:") else {
            return path
        }
        let named = text.dropFirst("gitdir:".count).drop { $0 == " " }
        return Paths.join(Paths.directory(path), String(named))
    }

    /// Whether `path` has what git looks for: HEAD, and objects and refs there or in the common directory.
    static func isGitDirectory(_ path: String, common: String? = nil) -> Bool {
        guard Files.linkStatus(Paths.join(path, "HEAD")) != nil else { return false }
        let common = common ?? commonDirectory(of: path)
        return Files.isDirectory(Paths.join(common, "objects"))
            && Files.isDirectory(Paths.join(common, "refs"))
    }

    /// The directory that a worktree's git directory shares with the others: the one named in `commondir`, or
    /// itself.
    static func commonDirectory(of gitDirectory: String) -> String {
        guard let named = line(Paths.join(gitDirectory, "commondir")), !named.isEmpty else {
            return gitDirectory
        }
        return Paths.real(Paths.join(gitDirectory, named)) ?? gitDirectory
    }

    /// The top levels of the linked worktrees, which need not exist any more.
    static func linkedWorktrees(of commonDirectory: String) -> [String] {
        let folder = Paths.join(commonDirectory, "worktrees")
        return ((try? Files.names(in: folder)) ?? []).compactMap { linkedWorktree(Paths.join(folder, $0)) }
    }

    /// The top level of the linked worktree whose git directory this is: the file `gitdir` names its `.git` file.
    static func linkedWorktree(_ gitDirectory: String) -> String? {
        guard let dotGit = line(Paths.join(gitDirectory, "gitdir")), !dotGit.isEmpty else { return nil }
        return Paths.directory(Paths.normalized(Paths.join(gitDirectory, dotGit)))
    }

    /// `core.bare` and `core.worktree`, with the worktree's own file counted in where the repository has such files.
    static func core(gitDirectory: String, commonDirectory: String) -> Core {
        var core = Core()
        var hasWorktreeFile = false
        func take(_ file: String) {
            guard let bytes = content(file) else { return }
            for entry in ConfigFile.entries(String(decoding: bytes, as: UTF8.self)) {
                switch (entry.section, entry.name) {
                case ("core", "bare"): core.isBare = ConfigFile.isTrue(entry.value)
                case ("core", "worktree"): core.worktree = entry.value
                case ("extensions", "worktreeconfig"): hasWorktreeFile = ConfigFile.isTrue(entry.value)
                default: break
                }
            }
        }
        take(Paths.join(commonDirectory, "config"))
        // The main worktree's own settings stand in the common directory; a linked one's are not asked, since
        // its top level is known from its `.git` file.
        if hasWorktreeFile { take(Paths.join(commonDirectory, "config.worktree")) }
        return core
    }

    private static func content(_ path: String) -> [UInt8]? {
        guard let file = try? FileReader(path), file.size <= limit else { return nil }
        return try? file.bytes(from: 0, count: file.size)
    }

    /// The first line of a small file.
    private static func line(_ path: String) -> String? {
        guard let bytes = content(path) else { return nil }
        let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        return String(decoding: line, as: UTF8.self)
    }
}
