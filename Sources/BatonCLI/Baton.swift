internal import ArgumentParser
internal import BatonHost
internal import Platform

/// The root of all commands.
struct Baton: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baton",
        abstract:
            "Pass a coding-agent session on: clean it, encrypt it, hand it over, continue it elsewhere.",
        discussion: """
            SESSION is an id, the beginning of one, an exact title, the path of a transcript, or 'current' (the session \
            this runs in, else the latest one of this project).
            """,
        version: ProgramVersion.current,
        subcommands: [
            RunCommand.self, RecipesCommand.self, CheckCommand.self, SessionsCommand.self, LogCommand.self, WhyCommand.self,
            ShowCommand.self,
            ExportCommand.self,
            RedactCommand.self, UploadCommand.self, CloneCommand.self, ContinueCommand.self,
            ClonesCommand.self, UndoCommand.self, QRCommand.self, HooksCommand.self, NotesCommand.self, StoresCommand.self,
            SharesCommand.self, TrustCommand.self, UntrustCommand.self,
            TrustedCommand.self, EvalCommand.self, ReplCommand.self, TestCommand.self, InitCommand.self,
            ReferenceCommand.self, DoctorCommand.self,
        ]
    )
}

/// A command that gets its surroundings and gives an exit status.
protocol BatonCommand: ParsableCommand {
    /// Whether the answer is one JSON value.
    var isJSON: Bool { get }
    /// Whether a failure is one JSON value.
    var failsAsJSON: Bool { get }
    func run(in cli: CommandContext) throws -> ExitStatus
}

extension BatonCommand {
    var failsAsJSON: Bool { isJSON }
}

/// `--json`, wherever data is printed.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print one JSON value on standard output.")
    var json = false
}

/// The session that a command is about.
struct SessionArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Id, beginning of an id, exact title, path, or 'current'.", valueName: "session")
    )
    var selector = "current"
}
