internal import ArgumentParser
internal import BatonGit
internal import BatonHost
internal import JSON
internal import Platform

/// The command `baton init`.
struct InitCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write what editors need for recipes and scripts, and first ones with a test.",
        discussion: """
            Writes into the project: .luarc.json with the definitions of the API for Lua, the schema for YAML, a recipe in \
            YAML, one in Lua and a test. What is there already stays as it is.
            """
    )

    @Flag(name: .long, help: "Write into your own baton folder, not into the project.")
    var user = false

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let workspace = Workspace(cli.context)
        let files =
            user
            ? StarterFiles.user(Configuration.directory(cli.context))
            : StarterFiles.project(workspace.repository?.root ?? cli.context.workingDirectory)
        var (written, kept): ([String], [String]) = ([], [])
        for file in files.all {
            let path = Paths.join(files.folder, file.path)
            if !user { try refuseLinks(to: file.path, in: files.folder) }
            guard Files.linkStatus(path) == nil else {
                kept.append(file.path)
                continue
            }
            try Files.makeDirectory(Paths.directory(path))
            try Files.create(file.content, at: path, mode: 0o644)
            written.append(file.path)
        }
        try cli.answer { writer in
            writer.object { writer in
                writer.member("folder", files.folder)
                writer.key("written")
                writer.array { writer in for path in written { writer.string(path) } }
                writer.key("kept")
                writer.array { writer in for path in kept { writer.string(path) } }
            }
        }
        try tell(files, written, kept, cli)
        return .done
    }

    /// Refuses to write through a link: a project's folder could lead anywhere.
    private func refuseLinks(to path: String, in folder: String) throws {
        var directory = folder
        for name in path.split(separator: "/").dropLast() {
            directory = Paths.join(directory, String(name))
            guard Files.linkStatus(directory)?.kind != .link else {
                throw CommandFailure(
                    message:
                        "'\(PrintableText.line(directory))' is a link, and nothing is written through it",
                    hint: "make it a folder of the project"
                )
            }
        }
    }

    private func tell(_ files: StarterFiles, _ written: [String], _ kept: [String], _ cli: CommandContext)
        throws
    {
        let place = PrintableText.line(files.folder)
        if !written.isEmpty { try cli.print("written in \(place):") }
        for path in written { try cli.print("  \(path)") }
        if !kept.isEmpty { try cli.print("there already, and left as it is:") }
        for path in kept { try cli.print("  \(path)") }
        if kept.contains(files.definitions) {
            try cli.print("to bring the definitions up to date: baton reference lua > \(files.definitions)")
        }
        if kept.contains(files.schema) {
            try cli.print("to bring the schema up to date: baton reference schema > \(files.schema)")
        }
        guard !written.isEmpty else { return }
        try cli.print("next:")
        let tests = user ? " " + ShellText.quoted(Paths.join(files.folder, "tests")) : ""
        try cli.print(
            "  baton check\(user ? " " + ShellText.quoted(Paths.join(files.folder, "recipes")) : "")"
        )
        try cli.print("  baton test\(tests)")
        if !user { try cli.print("  baton trust \(files.recipes[0])") }
        try cli.print("  baton run page")
    }
}
