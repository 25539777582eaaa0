internal import ArgumentParser
internal import BatonHost
internal import BatonScripting
internal import LineEditing
internal import Lua
internal import Platform

/// The command `baton repl`.
struct ReplCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Try Lua line by line.",
        discussion: """
            An input may go over several lines; Tab completes, the arrow keys bring earlier lines back, :help lists the \
            commands. Globals stay, locals end with their input. A limit that is reached ends its input only.
            """
    )

    @OptionGroup var limits: LimitOptions

    @OptionGroup var trace: TraceOptions

    var isJSON: Bool { false }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let limits = try limits.over(.trusted)
        return try ScriptRunner.onItsThread {
            let run = try cli.run()
            let extensions = try Extensions.load(run)
            let recipes = try RecipeRun.recipes(for: run, cli, limits)
            defer { withExtendedLifetime((extensions, recipes)) {} }
            let session = try ReplSession(
                run,
                limits: limits,
                modules: .folder(cli.context.workingDirectory)
            )
            let terminal = CommandTerminal(cli, session, showsTrace: trace.trace)
            var repl = Repl(session, terminal)
            terminal.greet()
            // What was typed is kept however the prompt ends.
            defer { terminal.keepHistory() }
            try repl.run()
            if let status = session.run.requestedStatus { throw ScriptExit(status: Int32(status)) }
            return .done
        }
    }
}

/// The prompt on the program's own streams: with editing on a terminal, else line by line and silent.
private final class CommandTerminal: ReplTerminal {
    private let cli: CommandContext
    private let session: ReplSession
    private let showsTrace: Bool
    private let history: ReplHistory
    private let editor: LineEditor?
    private let pending = Pending()
    private var typed: [String] = []

    /// What was typed of the input before this line, for completion.
    private final class Pending {
        var text = ""
    }

    init(_ cli: CommandContext, _ session: ReplSession, showsTrace: Bool) {
        self.cli = cli
        self.session = session
        self.showsTrace = showsTrace
        history = ReplHistory(cli.context)
        let term = cli.context.variable("TERM") ?? "dumb"
        let isTerminal = cli.console.isInteractive && term != "dumb"
        let completion = ReplCompletion(session)
        let pending = pending
        editor =
            isTerminal
            ? LineEditor(
                program: "baton",
                isInterrupted: { Cancellation.isRequested },
                complete: { text in
                    let earlier = pending.text.isEmpty ? "" : pending.text + "\n"
                    let offer = completion.offer(for: earlier + text)
                    return LineEditor.Completion(insertion: offer.insertion, choices: offer.words)
                }
            ) : nil
        for line in editor == nil ? [] : history.lines() { editor?.remember(line) }
    }

    func greet() {
        guard cli.console.isInteractive else { return }
        cli.note(
            "baton \(ProgramVersion.current), Lua \(LuaEngine.interpreterRelease); :help lists the commands, Ctrl-D ends"
        )
    }

    func readLine(prompt: String, after earlier: String) throws -> ReplLine {
        pending.text = earlier
        guard let editor else { return try plainLine(cli.console.isInteractive ? prompt : "") }
        switch editor.readLine(prompt: prompt) {
        case .text(let line): return .text(line)
        case .interrupted: return .interrupted
        case .end:
            cli.note("")
            return .end
        }
    }

    private func plainLine(_ prompt: String) throws -> ReplLine {
        do {
            guard let line = try cli.console.readLine(prompt: prompt, echo: true) else { return .end }
            return .text(line)
        } catch {
            if Cancellation.isRequested { return .interrupted }
            throw error
        }
    }

    func remember(_ line: String) {
        guard let editor else { return }
        editor.remember(line)
        typed.append(line)
    }

    func show(_ text: String) throws { try cli.console.writeOutput(text + "\n") }

    func tell(_ text: String) { cli.note(text) }

    func tell(failure: any Error) {
        let failure = RunFailure(
            ofInput: session.run.redacted(failure),
            session.limits,
            showsTrace: showsTrace
        )
        cli.console.writeError(ErrorReport(failure).text(cli.context))
    }

    /// Lines that cannot be kept are no reason to fail.
    func keepHistory() {
        try? history.add(typed) { try session.run.redacted($0) }
        typed = []
    }
}
