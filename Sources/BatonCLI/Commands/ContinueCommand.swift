public import ArgumentParser
internal import BatonSessions
public import BatonSharing
internal import Digest
internal import Platform

/// The command `baton continue`.
struct ContinueCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "continue",
        abstract: "Copy a session of this machine to another folder or worktree, and continue it there.",
        discussion: """
            The session itself stays as it is. A session of another agent becomes one of Claude Code, as plain text; with \
            --to codex, one of Codex. 'baton undo' takes the copy back.
            """
    )

    @OptionGroup var session: SessionArgument

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("Directory in which the copy continues.", valueName: "path")
    )
    var project: String?

    @Option(name: .customLong("to"), help: "The agent that continues: claude-code or codex.")
    var target = CloneOptions.Target.claudeCode

    @Flag(help: "Copy the session's subagents and spilled results with their links, or leave them out.")
    var sides = SidesFlag.withSubagents

    @Flag(name: .long, help: "Tell what would be installed and install nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Do not ask before installing.")
    var yes = false

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let original = try cli.session(session.selector)
        var options = CloneOptions(project: project)
        options.target = target
        options.withSides = sides == .withSubagents
        options.isLocal = true
        let cloner = Cloner(cli.context, hash: BLAKE2b.hex)
        let bundle = try Bundle.of(original, withSides: options.withSides && target == .claudeCode)
        return try CloneInstallation(cli, isDryRun: dryRun, assumeYes: yes).carryOut(
            cloner.plan(bundle, options),
            with: cloner
        )
    }
}

extension CloneOptions.Target: ExpressibleByArgument {}
