public import Platform

/// The project that a run works in.
public struct Workspace: Sendable {
    /// The directories that count as this project, the nearest first: the working directory, the root of its
    /// repository, the repository's other worktrees.
    public let projectDirectories: [String]

    /// The project around the working directory.
    public init(_ context: Context) {
        projectDirectories = [Paths.real(context.workingDirectory) ?? context.workingDirectory]
    }
}
