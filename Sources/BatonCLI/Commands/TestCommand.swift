internal import ArgumentParser
internal import BatonHost
internal import BatonScripting
internal import JSON
internal import Lua
internal import Platform

/// The command `baton test`.
struct TestCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the tests of scripts and recipes.",
        discussion: """
            Runs the files called *_test.lua under PATH, or under .baton of the project. Tests make up their sessions, \
            servers, programs and stores with baton.testing; nothing is sent, no real file is written and no real \
            session is read, so that they need no approval. Ends with 1 when a test fails, with 2 when a file does.
            """
    )

    @Argument(help: ArgumentHelp("Files or folders.", valueName: "path"))
    var paths: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only tests whose names hold this text.", valueName: "text"))
    var filter: String?

    @OptionGroup var limits: LimitOptions
    @OptionGroup var trace: TraceOptions
    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    /// What came out of one file.
    private struct Report {
        let file: String
        var outcomes: [TestingRunner.Outcome] = []
        var problem: ErrorReport?
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let limits = try limits.over(TestingRunner.limits)
        let files = try files(cli)
        guard !files.isEmpty else {
            throw CommandFailure(
                kind: "testing.none",
                message: "there are no files called *_test.lua",
                hint: "baton init writes a first one",
                status: .no
            )
        }
        let clean = CleanText(cli.context)
        let reports = try ScriptRunner.onItsThread {
            let runner = TestingRunner(cli.context, limits: limits) { world, path, inputs in
                try RecipeExecution.inWorld(world, cli).outputs(ofFile: path, inputs)
            }
            return try files.map { file in
                let report = try report(file, runner, limits, cli)
                if !cli.isJSON { try show(report, clean, cli) }
                return report
            }
        }
        let failed = reports.reduce(0) { $0 + $1.outcomes.count { $0.failure != nil } }
        let passed = reports.reduce(0) { $0 + $1.outcomes.count { $0.failure == nil } }
        let broken = reports.count { $0.problem != nil }
        try cli.answer { writer in
            writer.object { writer in
                writer.member("passed", passed)
                writer.member("failed", failed)
                writer.member("broken", broken)
                writer.key("files")
                writer.array { writer in for report in reports { write(report, &writer, clean) } }
            }
        }
        let end = broken > 0 ? ", \(broken) broken \(broken == 1 ? "file" : "files")" : ""
        try cli.print("\(passed) passed, \(failed) failed\(end)")
        if let filter, passed + failed + broken == 0 {
            cli.note("baton: no test has '\(PrintableText.line(filter))' in its name")
            return .no
        }
        return broken > 0 ? .failed : failed > 0 ? .no : .done
    }

    private func files(_ cli: CommandContext) throws -> [String] {
        if !paths.isEmpty { return try TestingRunner.files(under: paths.map { cli.context.path($0) }) }
        let folders = Workspace(cli.context).projectDirectories.prefix(2).map { Paths.join($0, ".baton") }
        return try TestingRunner.files(under: folders.filter { Files.isDirectory($0) })
    }

    private func report(_ path: String, _ runner: TestingRunner, _ limits: LuaLimits, _ cli: CommandContext)
        throws -> Report
    {
        let here = cli.context.workingDirectory + "/"
        var report = Report(file: path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path)
        do {
            report.outcomes = try runner.run(path, name: report.file, matching: filter)
        } catch {
            if Cancellation.isRequested { throw error }
            report.problem = ErrorReport(
                RunFailure(ofInput: error, limits, showsTrace: trace.trace)
            )
        }
        return report
    }

    private func show(_ report: Report, _ clean: CleanText, _ cli: CommandContext) throws {
        try cli.print(PrintableText.line(report.file))
        if let problem = report.problem { cli.console.writeError(problem.text(cli.context)) }
        for outcome in report.outcomes {
            let name = PrintableText.line(clean(outcome.name))
            guard let failure = outcome.failure else {
                try cli.print("  ok    \(name)")
                continue
            }
            try cli.print("  FAIL  \(name)")
            let message = clean(failure.description)
            for line in PrintableText.lines(message).split(separator: "\n") {
                try cli.print("        \(line)")
            }
            if let hint = failure.hint { try cli.print("        hint: \(PrintableText.line(clean(hint)))") }
            for line in trace.trace ? failure.trace : [] {
                try cli.print("          \(clean(PrintableText.line(line)))")
            }
            for line in outcome.log.suffix(20) {
                try cli.print("        said: \(PrintableText.line(clean(line)))")
            }
        }
    }

    private func write(_ report: Report, _ writer: inout JSONWriter, _ clean: CleanText) {
        writer.object { writer in
            writer.member("file", report.file)
            if let problem = report.problem { writer.member("problem", problem.message(clean)) }
            writer.key("tests")
            writer.array { writer in
                for outcome in report.outcomes {
                    writer.object { writer in
                        writer.member("name", clean(outcome.name))
                        writer.member("passed", outcome.failure == nil)
                        guard let failure = outcome.failure else { return }
                        writer.member("kind", failure.kindName)
                        writer.member("message", clean(failure.message))
                        writer.member("file", failure.chunk)
                        if let line = failure.line { writer.member("line", line) }
                    }
                }
            }
        }
    }
}
