internal import BatonHost
internal import BatonScripting
internal import BatonSessions
internal import BatonSharing
internal import JSON
internal import Platform

/// What every command gets: the surroundings and the form of its answer.
struct CommandContext {
    let context: Context
    let isJSON: Bool

    init(_ context: Context, isJSON: Bool) {
        self.context = context
        self.isJSON = isJSON
    }

    var console: any Console { context.console }

    /// A run with all that the person's own commands may do.
    func run(options: RunOptions = RunOptions(), unredacted: Bool = false) throws -> HostRun {
        var options = options
        options.isJSON = isJSON
        var permissions = PermissionSet.all
        if unredacted { permissions.granted[.unredacted] = [] }
        return HostRun(
            context,
            configuration: try Configuration.load(context),
            options: options,
            permissions: permissions,
            say: { note($0) }
        )
    }

    /// Calls `body` with a run as ``run(options:unredacted:)`` gives it, to which the person's extensions have added what
    /// they add.
    func withRun<Result>(unredacted: Bool = false, _ body: (HostRun) throws -> Result) throws -> Result {
        let run = try run(unredacted: unredacted)
        guard try Extensions.areThere(context) else { return try body(run) }
        return try ScriptRunner.onItsThread {
            let extensions = try Extensions.load(run)
            return try withExtendedLifetime(extensions) { try body(run) }
        }
    }

    /// Says a line to the person, on standard error.
    func note(_ text: String) { console.writeError(text + "\n") }

    /// Writes the answer for people; nothing when the answer is JSON.
    func print(_ text: String) throws {
        if !isJSON { try console.writeOutput(text + "\n") }
    }

    /// Writes the answer as one JSON value; nothing when the answer is for people.
    func answer(_ body: (inout JSONWriter) throws -> Void) throws {
        guard isJSON else { return }
        var writer = JSONWriter(pretty: true)
        try body(&writer)
        writer.bytes.append(UInt8(ascii: "\n"))
        try console.writeOutput(writer.bytes.span)
    }

    /// Asks a question before something happens; without a terminal nothing is asked and the answer is yes.
    func confirm(_ question: String, assumeYes: Bool) throws -> Bool {
        if assumeYes || isJSON || !console.isInteractive { return true }
        guard let line = try console.readLine(prompt: question + " [y/N] ", echo: true) else { return false }
        return ["y", "yes"].contains(line.lowercased())
    }

    /// The path of a file to write; a link is followed, so that what it names is written and the link stays.
    func outputPath(_ text: String) -> String {
        let path = context.path(text)
        return Files.linkStatus(path)?.kind == .link ? Paths.real(path) ?? path : path
    }

    /// The session that a selector means.
    func session(_ selector: String) throws -> Session {
        try SessionFinder(context, projectDirectories: Workspace(context).projectDirectories).session(
            selector
        )
    }

    /// Tells how far a transfer is: a bar on a terminal, a line now and then elsewhere, nothing when the answer is JSON.
    func progress(_ verb: String) -> (TransferProgress) -> Void {
        if isJSON { return { _ in } }
        let bar = ProgressBar(verb, console, isTerminal: console.isTerminal(.error), now: context.now)
        return { bar.show($0) }
    }
}
