public import BatonGit
internal import BatonSessions
public import Platform

/// The project that a run works in.
public struct Workspace: Sendable {
    /// The repository around the working directory, if there is one.
    public let repository: Repository?
    /// The directories that count as this project, the nearest first: the working directory, the top level of its
    /// worktree, the repository's other worktrees.
    ///
    /// Outside of a repository, a directory without sessions belongs to the nearest one above it, below the home directory,
    /// that has some.
    public let projectDirectories: [String]

    /// The project around the working directory; no program is run to find it.
    public init(_ context: Context) {
        let here = Paths.real(context.workingDirectory) ?? context.workingDirectory
        let repository = Repository.discover(from: here, context)
        self.repository = repository
        var seen: Set<String> = []
        let others =
            repository.map { [$0.root] + $0.worktrees }
            ?? [Self.projectAbove(here, context)].compactMap { $0 }
        projectDirectories = ([here] + others).filter { seen.insert($0).inserted }
    }

    private static func projectAbove(_ directory: String, _ context: Context) -> String? {
        let store = ClaudeCodeStore(context)
        let home = Paths.real(context.homeDirectory) ?? context.homeDirectory
        var directory = directory
        // Sessions of the home directory are of no project, and what is above it is not this person's.
        while directory != home, directory != "/", directory != "." {
            if Files.isDirectory(store.folder(forProject: directory)) { return directory }
            directory = Paths.directory(directory)
        }
        return nil
    }
}
