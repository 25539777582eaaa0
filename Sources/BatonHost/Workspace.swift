public import BatonGit
public import Platform

/// The project that a run works in.
public struct Workspace: Sendable {
    /// The repository around the working directory, if there is one.
    public let repository: Repository?
    /// The directories that count as this project, the nearest first: the working directory, the top level of its
    /// worktree, the repository's other worktrees.
    public let projectDirectories: [String]

    /// The project around the working directory; no program is run to find it.
    public init(_ context: Context) {
        let here = Paths.real(context.workingDirectory) ?? context.workingDirectory
        let repository = Repository.discover(from: here, context)
        self.repository = repository
        var seen: Set<String> = []
        projectDirectories = ([here] + (repository.map { [$0.root] + $0.worktrees } ?? [])).filter {
            seen.insert($0).inserted
        }
    }
}
