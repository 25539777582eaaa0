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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "A limit: time=2s, wall=60s, memory=64M or output=1M; may be repeated.",
            valueName: "name=value"
        )
    )
    var limit: [String] = []

    @OptionGroup var trace: TraceOptions

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }
    var showsTrace: Bool { trace.trace }

    func validate() throws {
        var limits = LuaLimits.trusted
        for text in limit { try LimitOption.apply(text, to: &limits) }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        var limits = LuaLimits.trusted
        for text in limit { try LimitOption.apply(text, to: &limits) }
        let isInput = code == "-"
        let source =
            isInput
            ? String(decoding: try cli.console.readInput(limit: limits.sourceBytes), as: UTF8.self) : code
        return try ScriptRunner.onItsThread {
            let session = try ReplSession(
                try cli.run(),
                limits: limits,
                modules: .folder(cli.context.workingDirectory)
            )
            let results = try session.evaluate(source, name: isInput ? "stdin" : "eval")
            try show(results, of: session, cli)
            return .done
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
            let value = values.count > 1 ? .array(values) : values.first ?? .null
            let bytes = try session.withoutSecrets(ValueJSON.encode(value) + [UInt8(ascii: "\n")])
            try cli.console.writeOutput(bytes.span)
        } else {
            for result in results { try cli.print(try session.text(result)) }
        }
    }
}

/// `--trace`, wherever scripts run.
struct TraceOptions: ParsableArguments {
    @Flag(name: .long, help: "When a script fails, print all calls that led there.")
    var trace = false
}
