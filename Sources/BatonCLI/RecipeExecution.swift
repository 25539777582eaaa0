internal import BatonHost
internal import BatonRecipes
internal import BatonRedaction
internal import BatonScripting
internal import Diagnostics
internal import Digest
internal import Lua
internal import Platform

/// Finds and runs recipes and scripts for the commands.
struct RecipeExecution {
    let cli: CommandContext
    var options = RunOptions()
    /// Limits as the person gave them.
    var limits = RecipeLimits()
    /// The longest a run takes unless it may say otherwise, in seconds; `nil` for the program's own limit.
    var wallTime: Double?
    /// The git hook that the recipe runs from; `nil` for a person's call.
    var hook: HookFacts?
    /// Whether even an approved recipe may do only what one may that nobody approved.
    var isRestricted = false
    /// What is removed besides secrets from all that the run makes.
    var packs: Set<Pack> = []
    /// Whether a failure shows the calls of the script that led to it.
    var showsTrace = false
    /// Whether a line is said when a step begins.
    var announces = false
    /// Whether what happens is told as lines of JSON.
    var tellsEvents = false

    /// The functions that there are.
    var registry = HostRegistry.builtIn
    /// The only folder whose files can be touched; `nil` for no such bound.
    var confinement: String?

    /// What the person gives a recipe.
    struct Given {
        /// Names with texts, as `-i name=value` gives them.
        var texts: [(name: String, text: String)] = []
        /// Options that are inputs of the recipe.
        var flags: [String] = []
        /// The options of the command itself.
        var own: [String] = []

        /// All of it by the recipe's inputs.
        func texts(_ inputs: [RecipeInput], _ recipe: String) throws(RecipeError) -> [(
            name: String, text: String
        )] {
            texts + (try InputFlags(inputs, recipe: recipe).texts(flags, own: own))
        }
    }

    /// The recipes there are.
    var catalog: RecipeCatalog { RecipeCatalog(cli.context, trust: trust) }

    /// What the person approved.
    var trust: TrustStore { TrustStore(cli.context, sha256: SHA256.hex) }

    /// The recipe of a name, or in a file when the text is a path.
    func load(_ text: String) throws -> RecipeSource {
        if RemoteRecipe.isOne(text) { return try RemoteRecipe(text).load(cli.context, catalog) }
        let isPath =
            !text.hasPrefix("project/")
            && (text.contains("/") || ["lua", "yml", "yaml"].contains(Paths.fileExtension(text)))
        do {
            return isPath ? try catalog.load(path: text) : try catalog.load(text)
        } catch let error as PlatformError {
            // A source that is too long is a limit, wherever it is noticed.
            guard case .tooLarge = error else { throw error }
            throw HostError("limit.source", "the source is too long: \(error)")
        }
    }

    /// Runs a recipe and gives its outputs.
    ///
    /// A file that was named by its path and not approved runs restricted when nobody can be asked: with little time and
    /// memory, and without sessions, files, network and programs. A project's recipe does not run unapproved.
    func run(_ source: RecipeSource, _ given: Given) throws -> HostValue {
        if source.isDenied { throw RecipeError.denied(path: source.path ?? source.file) }
        let isApproved = try source.isTrusted || isApprovedOnce(source)
        guard isApproved || source.origin == .file else {
            throw RecipeError.notTrusted(path: source.path ?? source.file)
        }
        var own = isApproved && !isRestricted ? LuaLimits.trusted : LuaLimits.restricted
        if let wallTime { own.wallTime = .seconds(wallTime) }
        warnOfProjectSettings()
        let events = tellsEvents ? RunEvents(cli: cli) : nil
        events?.began(source)
        let running = RecipeRun(
            execution: self,
            source: source,
            given: given,
            own: own,
            isApproved: isApproved,
            events: events
        )
        do {
            let value = try ScriptRunner.onItsThread { try running.outputs() }
            events?.ended(source, "done")
            return value
        } catch {
            if ScriptExit.isOne(error), let status = running.requestedStatus() {
                events?.ended(source, "done")
                throw ScriptExit(status: Int32(status))
            }
            events?.ended(source, "failed")
            throw RunFailure(
                error,
                source,
                running.limits,
                isRestricted: isRestricted && isApproved,
                showsTrace: showsTrace
            )
        }
    }

    /// Tells what a project's settings cannot say; from a hook nobody wants to read it at each commit.
    private func warnOfProjectSettings() {
        guard hook == nil, !tellsEvents, let settings = ProjectSettings.load(cli.context) else { return }
        let excerpt = SourceExcerpt(source: settings.source)
        for problem in settings.problems { cli.note(excerpt.render(problem)) }
    }

    /// Shows a file that was named by its path and asks whether it may run this once; without a terminal the answer is
    /// no, whatever `--yes` says.
    private func isApprovedOnce(_ source: RecipeSource) throws -> Bool {
        guard source.origin == .file, hook == nil, !isRestricted, !cli.isJSON, cli.console.isInteractive
        else {
            return false
        }
        TrustView.show(source, earlier: nil, cli)
        return try cli.confirm("Run it with these permissions this once?", assumeYes: false)
    }

    /// What a recipe is, takes and may do, without running its steps.
    ///
    /// Nothing of a file that was not approved is evaluated; of a trusted script that makes its declaration by a call the
    /// top level is run, with no permission at all.
    func help(_ source: RecipeSource) throws -> RecipeHelp {
        let help = try RecipeHelp(source, registry: .builtIn, recipes: catalog)
        guard !help.undecided.isEmpty, source.isTrusted else { return help }
        let running = RecipeRun(
            execution: self,
            source: source,
            given: Given(),
            own: .restricted,
            isApproved: false,
            events: nil
        )
        return try ScriptRunner.onItsThread { try running.scriptHelp() }
    }
}

/// A script ended itself by `baton.exit`.
struct ScriptExit: Error {
    /// The exit status that it asked for, 0 to 63.
    let status: Int32

    /// Whether a failure is the end that a script asked for.
    static func isOne(_ error: any Error) -> Bool {
        let root = (error as? RecipeError)?.root ?? error
        return (root as? LuaError)?.kind == .ended
    }
}

/// Waiting that Ctrl-C and time limits end.
enum Pause {
    static func seconds(_ count: Double) throws {
        var left = count
        while left > 0 {
            try Cancellation.check()
            Sleep.seconds(min(left, 0.1))
            left -= 0.1
        }
        try Cancellation.check()
    }
}
