public import Platform

/// What prepare-commit-msg saw and post-commit cannot see any more, kept in a small file of the worktree.
///
/// Git removes SQUASH_MSG, and CHERRY_PICK_HEAD of a pick that was continued, before post-commit runs. The file says which
/// commit HEAD was at, so that what was prepared and never committed is not taken for something else.
public struct PreparedMoment: Sendable, Equatable {
    /// What git was doing.
    public let moment: HookMoment
    /// The commit that HEAD was at, which becomes the parent.
    public let parent: String

    /// Where it is kept, in the directory of a worktree.
    static let name = "baton-prepared"

    /// Keeps what git is doing now, or removes what was kept of a commit that was not made.
    ///
    /// - Throws: `PlatformError`.
    public static func keep(_ repository: Repository) throws(PlatformError) {
        let path = Paths.join(repository.gitDirectory, name)
        guard let moment = HookMoment.preparing(repository), moment.operation != .rebase,
            let parent = repository.head().commit
        else { return try Files.remove(path) }
        let words = [moment.operation.rawValue, parent] + moment.sources.prefix(1000)
        let writer = try FileWriter(beside: path, mode: 0o600)
        let bytes = Array((words.joined(separator: " ") + "\n").utf8)
        try writer.append(bytes.span)
        try writer.commit(replacing: true, isDurable: false)
    }

    /// Gives what was kept and removes it; `nil` when there is none or no commit followed it.
    public static func take(_ repository: Repository, commit: String?) -> PreparedMoment? {
        let path = Paths.join(repository.gitDirectory, name)
        guard let line = Repository.line(path) else { return nil }
        try? Files.remove(path)
        let words = line.split(separator: " ").map(String.init)
        guard let operation = words.first.flatMap(HookMoment.Operation.init) else { return nil }
        let ids = words.dropFirst().compactMap(Repository.id)
        guard let parent = ids.first, parent != commit else { return nil }
        return PreparedMoment(moment: HookMoment(operation, sources: Array(ids.dropFirst())), parent: parent)
    }
}
