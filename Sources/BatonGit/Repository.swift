public import Platform

/// Where a git repository keeps its parts, found by looking at the file system alone.
///
/// No process is started, so that a list of sessions can ask for it at no cost. The layout is that of
/// gitrepository-layout(5); a linked worktree and a submodule are told by their `.git` file.
public struct Repository: Sendable, Equatable {
    /// Real path of the top level of this worktree; of the git directory when the repository is bare.
    public let root: String
    /// Real path of the directory that belongs to this worktree alone: HEAD, index.
    public let gitDirectory: String
    /// Real path of the directory that all worktrees share: objects, refs, config.
    public let commonDirectory: String
    /// Whether there is no working tree here.
    public let isBare: Bool
    /// Real paths of the top levels of all worktrees that exist, the main one first, this one among them.
    public let worktrees: [String]
    /// Whether it is the repository in which this process runs, so that git's own variables speak of it.
    let isHere: Bool

    /// The repository that `directory` lies in, or `nil`.
    ///
    /// `GIT_DIR`, `GIT_WORK_TREE` and `GIT_COMMON_DIR`, which git sets for its hooks, count when `directory` is the
    /// working directory of the process. `GIT_CEILING_DIRECTORIES` and a border between file systems end the
    /// search as they do in git.
    public static func discover(from directory: String, _ context: Context) -> Repository? {
        guard let start = Paths.real(context.path(directory)) else { return nil }
        let isHere = start == Paths.real(context.workingDirectory)
        if isHere, let named = context.variable("GIT_DIR") {
            return fromEnvironment(gitDirectory: named, workingDirectory: start, context)
        }
        let ceilings = (context.variable("GIT_CEILING_DIRECTORIES") ?? "").split(separator: ":")
            .compactMap { Paths.real(String($0)) }
        let crosses = context.variable("GIT_DISCOVERY_ACROSS_FILESYSTEM") == "1"
        let device = Files.status(start)?.identity.first
        var place = start
        while true {
            if let found = at(place, isHere: isHere) {
                guard isHere, let tree = context.variable("GIT_WORK_TREE") else { return found }
                return found.withRoot(realWorkTree(tree, from: start), isBare: false)
            }
            let parent = Paths.directory(place)
            if parent == place || ceilings.contains(parent) { return nil }
            if !crosses, Files.status(parent)?.identity.first != device { return nil }
            place = parent
        }
    }

    /// The repository whose `.git`, or whose bare directory, stands at `place`.
    private static func at(_ place: String, isHere: Bool) -> Repository? {
        if let gitDirectory = RepositoryLayout.gitDirectory(of: place) {
            return make(gitDirectory: gitDirectory, foundAt: place, isHere: isHere)
        }
        guard RepositoryLayout.isGitDirectory(place) else { return nil }
        return make(gitDirectory: place, foundAt: nil, isHere: isHere)
    }

    private static func fromEnvironment(
        gitDirectory named: String,
        workingDirectory: String,
        _ context: Context
    ) -> Repository? {
        let named = Paths.join(workingDirectory, named)
        let common = context.variable("GIT_COMMON_DIR").map { Paths.join(workingDirectory, $0) }
        let resolved = RepositoryLayout.resolvingGitFile(named)
        guard let gitDirectory = Paths.real(resolved),
            RepositoryLayout.isGitDirectory(gitDirectory, common: common)
        else { return nil }
        // Git takes the directory it stands in for the top level when GIT_DIR comes alone; a receiving
        // repository, though, runs its hooks inside the git directory.
        let tree = context.variable("GIT_WORK_TREE").map { realWorkTree($0, from: workingDirectory) }
        let isInside = workingDirectory == gitDirectory
        let found = make(
            gitDirectory: gitDirectory,
            foundAt: isInside ? nil : workingDirectory,
            isHere: true,
            common: common
        )
        guard let tree else { return found }
        return found.withRoot(tree, isBare: false)
    }

    private static func make(
        gitDirectory: String,
        foundAt place: String?,
        isHere: Bool,
        common named: String? = nil
    ) -> Repository {
        let common = named.flatMap(Paths.real) ?? RepositoryLayout.commonDirectory(of: gitDirectory)
        let isLinked = common != gitDirectory
        let core = RepositoryLayout.core(gitDirectory: gitDirectory, commonDirectory: common)
        let main = mainWorktree(common: common, core: core, foundAt: isLinked ? nil : place)
        let own: String? =
            if isLinked { place ?? RepositoryLayout.linkedWorktree(gitDirectory) } else { main }
        let root = own.flatMap(Paths.real)
        var worktrees: [String] = []
        let candidates = [main] + RepositoryLayout.linkedWorktrees(of: common) + [root]
        for candidate in candidates {
            guard let path = candidate.flatMap(Paths.real), !worktrees.contains(path) else { continue }
            worktrees.append(path)
        }
        return Repository(
            root: root ?? gitDirectory,
            gitDirectory: gitDirectory,
            commonDirectory: common,
            isBare: root == nil,
            worktrees: worktrees,
            isHere: isHere
        )
    }

    private static func mainWorktree(
        common: String,
        core: RepositoryLayout.Core,
        foundAt place: String?
    ) -> String? {
        // core.worktree is how a submodule's git directory names its working tree.
        if let tree = core.worktree { return Paths.join(common, tree) }
        if core.isBare { return nil }
        if let place { return place }
        return Paths.name(common) == ".git" ? Paths.directory(common) : nil
    }

    private static func realWorkTree(_ path: String, from directory: String) -> String {
        Paths.realAsFarAsThere(Paths.normalized(Paths.join(directory, path)))
    }

    private func withRoot(_ root: String, isBare: Bool) -> Repository {
        Repository(
            root: root,
            gitDirectory: gitDirectory,
            commonDirectory: commonDirectory,
            isBare: isBare,
            worktrees: worktrees.contains(root) ? worktrees : worktrees + [root],
            isHere: isHere
        )
    }
}
