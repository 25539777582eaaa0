internal import ArgumentParser
internal import BatonHost
internal import BatonScripting
internal import Lua
internal import Platform

/// The command `baton eval`.
struct EvalCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Run a line of Lua and print what it gives.",
        discussion: """
            CODE is an expression, or a chunk that returns something; '-' reads it from standard input. It may do all that \
            you may; the functions are listed by 'baton reference lua baton'.
            """
    )

    @Argument(help: "An expression or a chunk, or '-'.")
    var code: String

    @OptionGroup var limits: LimitOptions

    @OptionGroup var trace: TraceOptions

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let limits = try limits.over(.trusted)
        let isInput = code == "-"
        let source =
            isInput
            ? String(decoding: try cli.console.readInput(limit: limits.sourceBytes), as: UTF8.self) : code
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
            try evaluate(source, name: isInput ? "stdin" : "eval", in: session, cli)
            return .done
        }
    }

    private func evaluate(_ source: String, name: String, in session: ReplSession, _ cli: CommandContext)
        throws
    {
        do {
            try show(try session.evaluate(source, name: name), of: session, cli)
        } catch {
            if let status = session.run.requestedStatus, ScriptExit.isOne(error) {
                throw ScriptExit(status: Int32(status))
            }
            throw RunFailure(ofInput: session.run.redacted(error), session.limits, showsTrace: trace.trace)
        }
    }

    private func show(_ results: [ReplSession.Result], of session: ReplSession, _ cli: CommandContext) throws
    {
        let inspector = ValueInspector(session.run)
        if cli.isJSON {
            let values = results.map { result -> HostValue in
                switch result {
                case .value(let value): inspector.facts(value)
                case .words(let words): .text(words)
                }
            }
            let value = try session.run.outputs(values.count > 1 ? .array(values) : values.first ?? .null)
            try cli.console.writeOutput((ValueJSON.encode(value) + [UInt8(ascii: "\n")]).span)
        } else {
            for result in results { try cli.print(try session.text(result)) }
        }
    }
}
