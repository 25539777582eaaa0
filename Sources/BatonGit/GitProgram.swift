internal import Platform

/// Which program `git` means.
enum GitProgram {
    /// `git`, or the path of the first one on the `PATH` outside the repository where the first of all lies in it: a
    /// repository cannot bring a git of its own.
    static func name(outside repository: Repository?, _ context: Context) -> String {
        guard let root = repository?.root, let first = context.programs.find("git"),
            Paths.isInside(Paths.directory(first), [root]),
            // Where home is part of the repository, so are the person's own programs.
            !Paths.isInside(context.homeDirectory, [root])
        else { return "git" }
        let entries = (context.variable("PATH") ?? "").split(separator: ":").map(String.init)
        let others = entries.filter { $0.hasPrefix("/") && !Paths.isInside($0, [root]) }
        let paths = others.map { Paths.join($0, "git") }
        // The name alone would mean the one in the repository.
        return paths.first { context.programs.find($0) != nil && Files.status($0)?.kind == .file }
            ?? "git outside the repository"
    }
}
