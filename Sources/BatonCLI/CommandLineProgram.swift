internal import ArgumentParser
internal import BatonHost
public import Platform

/// The program: arguments and surroundings in, exit status out.
public enum CommandLineProgram {
    /// Runs the program with its arguments, without its own name in front.
    ///
    /// - Returns: the exit status: 0 done, 1 the answer is no, 2 it failed, 3 not trusted, 4 a limit was reached,
    ///   64 wrong usage, 130 interrupted.
    public static func run(_ arguments: [String], in context: Context) -> Int32 {
        let console = context.console
        // Before all else: git runs this at every commit.
        if let status = HookEntry.run(arguments, in: context) { return status.rawValue }
        var isJSON = arguments.contains("--json")
        do {
            var command = try Baton.parseAsRoot(arguments)
            if let command = command as? any BatonCommand {
                isJSON = command.failsAsJSON
                return try command.run(in: CommandContext(context, isJSON: command.isJSON)).rawValue
            }
            try command.run()
            return ExitStatus.done.rawValue
        } catch {
            if let error = error as? PlatformError, Self.isBrokenPipe(error) {
                return ExitStatus.done.rawValue
            }
            if let exit = error as? ScriptExit { return exit.status }
            let code = Baton.exitCode(for: error)
            if let status = Self.parserStatus(error, code, isJSON, context) { return status }
            let report = ErrorReport(error)
            console.writeError(isJSON ? report.json(context) : report.text(context))
            return report.status.rawValue
        }
    }

    /// What the argument parser has to say: help and versions on standard output, mistakes on standard error.
    private static func parserStatus(
        _ error: any Error,
        _ code: ExitCode,
        _ isJSON: Bool,
        _ context: Context
    ) -> Int32? {
        let isParserError =
            error is CleanExit || error is ValidationError || code == .validationFailure || code == .success
        guard isParserError else { return nil }
        let console = context.console
        let message = Baton.fullMessage(for: error)
        if code == .success {
            try? console.writeOutput(message + "\n")
            return ExitStatus.done.rawValue
        }
        if isJSON {
            let failure = CommandFailure(kind: "usage", message: Baton.message(for: error), status: .usage)
            console.writeError(ErrorReport(failure).json(context))
        } else {
            let text = message.replacing("Error: ", with: "baton: ", maxReplacements: 1) + "\n"
            console.writeError(CleanText(context)(text))
        }
        return ExitStatus.usage.rawValue
    }

    private static func isBrokenPipe(_ error: PlatformError) -> Bool {
        if case .file("write", "standard output", let code) = error { return code == 32 }
        return false
    }
}
