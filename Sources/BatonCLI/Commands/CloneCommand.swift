public import ArgumentParser
internal import BatonHost
internal import BatonSessions
public import BatonSharing
internal import Digest
internal import JSON
internal import Platform

/// The command `baton clone`.
struct CloneCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "clone",
        abstract: "Install a shared session, so that your agent can continue it.",
        discussion: """
            Takes a link, a file: URL or a path; '-' reads the link or the file from standard input, so that a key need \
            not stand in an argument list. Put links in single quotes.
            """
    )

    @Argument(help: ArgumentHelp("Link, path, or '-'.", valueName: "link|file|-"))
    var source: String

    @Option(name: .long, help: ArgumentHelp("Directory in which the session continues.", valueName: "path"))
    var project: String?

    @Option(name: .long, help: "project, or name for projects/NAME/ID.jsonl as older tools did.")
    var layout = CloneOptions.Layout.project

    @Flag(
        help:
            "Install subagents and spilled results that the file carries, with their links, or leave them out."
    )
    var sides = SidesFlag.withSubagents

    @Flag(name: .customLong("allow-http"), help: "Fetch links by plain http too.")
    var allowHTTP = false

    @OptionGroup var opening: OpeningOptions

    @Flag(name: .long, help: "Tell what would be installed and install nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Do not ask before installing.")
    var yes = false

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus { try cli.withRun { try clone(cli, $0) } }

    private func clone(_ cli: CommandContext, _ run: HostRun) throws -> ExitStatus {
        let link = try Link(source)
        if case .remote(let url, _) = link, !cli.isJSON {
            cli.note("baton: downloading from \(LinkText.host(of: url))")
        } else if case .git(let link, _) = link {
            cli.note("baton: downloading from \(PrintableText.line(link.place)) by git")
        }
        let bytes = try run.fetch(
            link,
            with: Fetcher(cli.context, allowsPlainHTTP: allowHTTP, keys: try opening.keys(cli, run)),
            progress: cli.progress("downloading")
        )
        let bundle = try Bundle.read(bytes)
        let cloner = Cloner(cli.context, hash: BLAKE2b.hex)
        var options = CloneOptions(project: project, layout: layout)
        options.withSides = sides == .withSubagents
        return try CloneInstallation(cli, isDryRun: dryRun, assumeYes: yes).carryOut(
            cloner.plan(bundle, options),
            with: cloner
        )
    }
}

/// `--with-subagents` and `--without-subagents`.
enum SidesFlag: String, EnumerableFlag {
    case withSubagents, withoutSubagents
}

/// Shows a plan, asks, carries it out and answers.
struct CloneInstallation {
    private let cli: CommandContext
    private let isDryRun: Bool
    private let assumeYes: Bool

    init(_ cli: CommandContext, isDryRun: Bool, assumeYes: Bool) {
        self.cli = cli
        self.isDryRun = isDryRun
        self.assumeYes = assumeYes
    }

    func carryOut(_ plan: ClonePlan, with cloner: Cloner) throws -> ExitStatus {
        ClonePreview.show(plan, cli)
        if isDryRun {
            try answer(plan.outcome)
            return .done
        }
        guard try cli.confirm("Install it?", assumeYes: assumeYes || plan.existing != nil) else { return .no }
        let session = try cloner.install(plan)
        try answer(session)
        cli.note(
            session.alreadyPresent
                ? "baton: this session was cloned before" : "baton: installed \(session.path)"
        )
        cli.note("to continue:")
        try cli.print(session.resume)
        return .done
    }

    private func answer(_ session: ClonedSession) throws {
        try cli.answer { writer in
            writer.object { writer in
                writer.member("session_id", session.sessionID)
                writer.member("path", session.path)
                writer.member("project", session.project)
                writer.member("resume", session.resume)
                writer.member("messages", session.messages)
                writer.member("subagents", session.subagents)
                writer.member("tool_results", session.toolResults)
                writer.key("dropped")
                ValueJSON.write(.record(session.dropped.mapValues { .integer($0) }), to: &writer)
                writer.key("warnings")
                ValueJSON.write(.texts(session.warnings), to: &writer)
                writer.member("already_present", session.alreadyPresent)
            }
        }
    }
}

extension CloneOptions.Layout: ExpressibleByArgument {}

/// What a person sees of a bundle before it is installed.
enum ClonePreview {
    static func show(_ plan: ClonePlan, _ cli: CommandContext) {
        let limited = plan.totalMessages.map { $0 > plan.messages ? " of \($0)" : "" } ?? ""
        let rows: [(String, String?)] = [
            ("title", plan.title), ("project", plan.projectName), ("made by", plan.exportTool),
            ("last change", plan.lastModified.map { "\($0.date) \($0.time) UTC" }),
            (
                "messages",
                "\(plan.messages)\(limited) (\(plan.userMessages) user, \(plan.assistantMessages) assistant)"
            ),
            ("subagents", plan.subagents > 0 ? "\(plan.subagents)" : nil),
            ("results", plan.toolResults > 0 ? "\(plan.toolResults) in files of their own" : nil),
            ("model", plan.model), ("tools", list(plan.tools)), ("left out", list(plan.dropped)),
            ("continues in", plan.project),
        ]
        for case (let name, let value?) in rows where !value.isEmpty {
            cli.note(
                "  \(name)\(String(repeating: " ", count: max(1, 14 - name.count)))\(PrintableText.line(value))"
            )
        }
        for warning in plan.warnings { cli.note("baton: warning: \(PrintableText.line(warning))") }
    }

    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(
            separator: ", "
        )
    }
}
