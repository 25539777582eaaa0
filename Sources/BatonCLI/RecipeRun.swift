internal import BatonHost
internal import BatonRecipes
internal import BatonScripting
internal import Lua
internal import Platform

/// One run of a recipe or script, on the thread of its engine.
final class RecipeRun {
    private let execution: RecipeExecution
    private let source: RecipeSource
    private let given: RecipeExecution.Given
    private let own: LuaLimits
    private let isApproved: Bool
    private let events: RunEvents?
    private var cli: CommandContext { execution.cli }
    /// The limits that hold.
    private(set) var limits: LuaLimits
    /// The exit status that a script asked for by `baton.exit`.
    private(set) var requestedStatus: () -> Int? = { nil }

    init(
        execution: RecipeExecution,
        source: RecipeSource,
        given: RecipeExecution.Given,
        own: LuaLimits,
        isApproved: Bool,
        events: RunEvents?
    ) {
        self.execution = execution
        self.source = source
        self.given = given
        self.own = own
        self.isApproved = isApproved
        self.events = events
        // What stands in a script holds for its top level, too.
        let declared = source.kind == .lua ? ScriptDeclaration(source.bytes).limits : RecipeLimits()
        limits = declared.within(
            own,
            raises: source.raisesLimits && isApproved && !execution.isRestricted,
            person: execution.limits
        )
    }

    /// Whether it may do what it declares.
    private var isTrusted: Bool { isApproved && !execution.isRestricted }

    /// Runs it to its end.
    func outputs() throws -> HostValue {
        let (run, engine) = try made()
        // Before anything of the recipe: it may be the rule of redaction that matters.
        let extensions = try Extensions.load(run)
        defer { withExtendedLifetime(extensions) {} }
        do {
            let value = try outputs(run, engine)
            return try run.outputs(value, unredacted: mayLeaveSecrets)
        } catch {
            throw run.redacted(error)
        }
    }

    /// Whether the recipe may give outputs as they are.
    private var mayLeaveSecrets = false

    private func outputs(_ run: HostRun, _ engine: ScriptRunner) throws -> HostValue {
        switch source.kind {
        case .yaml: return try yaml(run, engine)
        case .lua:
            let recipes = runner(run, engine)
            return try withExtendedLifetime(recipes) {
                try timed(engine) {
                    try script(source, run, engine) { recipe in
                        if !source.raisesLimits { try recipe.checkLimits(within: .most, file: source.file) }
                        settle(recipe.limits, engine)
                        let texts = try given.texts(recipe.inputs, source.name)
                        return try recipe.values(fromTexts: texts, run, engine)
                    }
                }
            }
        }
    }

    /// What a script declares, with nothing that its top level could do.
    func scriptHelp() throws -> RecipeHelp {
        let (run, engine) = try made()
        run.permissions = PermissionSet([:])
        let value = try engine.load(source.bytes, name: source.file)
        guard let recipe = try ScriptRecipe(value, name: source.name, file: source.file) else {
            throw CommandFailure(
                kind: "recipe",
                message: "'\(source.file)' is a script, not a recipe, and takes no inputs"
            )
        }
        return RecipeHelp(recipe)
    }

    private func made() throws -> (HostRun, ScriptRunner) {
        var options = execution.options
        options.isJSON = cli.isJSON
        let cli = cli
        let say: (String) -> Void = events.map { events in { events.log($0) } } ?? { cli.note($0) }
        let run = HostRun(
            cli.context,
            registry: execution.registry,
            configuration: try Configuration.load(cli.context),
            options: options,
            permissions: PermissionSet([:]),
            say: say
        )
        run.confinement = execution.confinement
        run.packs = execution.packs
        run.hook = execution.hook
        run.untrustedFile = isApproved ? nil : source.file
        requestedStatus = { run.requestedStatus }
        let engine = try ScriptRunner(
            run,
            profile: isTrusted ? .trusted : .restricted,
            limits: limits,
            modules: Self.modules(of: source)
        )
        return (run, engine)
    }

    /// The person's own scripts may require what is beside them; all others only what was approved with them, and the
    /// very bytes that were approved.
    private static func modules(of source: RecipeSource) -> ScriptModules {
        guard source.origin == .user, let path = source.path else { return .files(source.scripts) }
        return .folder(Paths.directory(path))
    }

    // MARK: Limits

    /// Lets the limits hold that the recipe asks for, as far as it may.
    private func settle(_ wanted: RecipeLimits, _ engine: ScriptRunner) {
        limits = wanted.within(own, raises: source.raisesLimits && isTrusted, person: execution.limits)
        engine.limit(to: limits)
        whenSettled()
    }

    /// Ends a script when its time by the clock is over, whatever it waits for.
    private func timed(_ engine: ScriptRunner, _ body: () throws -> HostValue) throws -> HostValue {
        // The engine knows the limit, too, and tells where the script was; it goes first.
        let start = ContinuousClock.now
        var alarm = Alarm(after: 1e9) {}
        let watch = { [self] in
            guard let wall = limits.wallTime else { return }
            let left = RecipeLimits.seconds(wall - (.now - start)) + 0.05
            alarm.stop()
            alarm = Alarm(after: left) { Cancellation.expire() }
        }
        watch()
        whenSettled = watch
        defer { alarm.stop() }
        do {
            return try body()
        } catch {
            guard alarm.stop(), Cancellation.isExpired else { throw error }
            engine.recover(onlyAlarm: true)
            throw HostError("limit.wall", "the script ran past its deadline")
        }
    }

    private var whenSettled: () -> Void = {}

    // MARK: Recipes

    /// What runs recipes by their names for code that a person types; it must be kept for as long as the code runs.
    static func recipes(for run: HostRun, _ cli: CommandContext, _ limits: LuaLimits) throws -> RecipeRunner {
        let execution = RecipeExecution(cli: cli)
        let running = RecipeRun(
            execution: execution,
            source: execution.catalog.source(of: [], file: "eval", kind: .lua),
            given: RecipeExecution.Given(),
            own: limits,
            isApproved: true,
            events: nil
        )
        return running.runner(run, try ScriptRunner(run, limits: limits))
    }

    private func runner(_ run: HostRun, _ engine: ScriptRunner) -> RecipeRunner {
        var settings = RecipeRunner.Settings(pause: { try Pause.seconds($0) })
        settings.wall = limits.wallTime.map(RecipeLimits.seconds)
        settings.output = limits.outputBytes
        settings.announces = execution.announces
        settings.observe = events.map { events in
            { events.step($0) { (try? run.redacted($0)) ?? FailureDescription.withheld } }
        }
        settings.acknowledgeInterrupt = { engine.recover() }
        settings.acknowledgeAlarm = { engine.recover(onlyAlarm: true) }
        settings.isAlarm = { Cancellation.isExpired }
        settings.repeatInterrupt = { ScriptRunner.interrupt() }
        settings.startAlarm = { seconds in
            let alarm = Alarm(after: seconds) { Cancellation.expire() }
            return { alarm.stop() }
        }
        settings.runScript = { [self] source, inputs in
            // An engine of its own, so that `require` finds what belongs to that recipe.
            let part = try ScriptRunner(
                run,
                profile: isTrusted ? .trusted : .restricted,
                limits: engine.remaining,
                modules: Self.modules(of: source)
            )
            let value = try script(source, run, part) { recipe in try recipe.values(inputs, run, part) }
            guard case .table(let table) = value else { return [:] }
            return Dictionary(
                uniqueKeysWithValues: table.compactMap { key, value in
                    guard case .string(let name) = key, let name = name.text else { return nil }
                    return (name, value)
                }
            )
        }
        return RecipeRunner(run: run, engine: engine, recipes: execution.catalog, settings: settings)
    }

    private func yaml(_ run: HostRun, _ engine: ScriptRunner) throws -> HostValue {
        let recipe = try RecipeReader(registry: run.registry, engine: engine, recipes: execution.catalog)
            .read(source)
        settle(recipe.limits, engine)
        run.permissions = within(recipe.permissions)
        mayLeaveSecrets = run.permissions.allows(.unredacted)
        let texts = try recipe.inputs(fromTexts: try given.texts(recipe.inputs, source.name))
        let sessions = recipe.inputs.filter { $0.kind == .session }.map(\.name)
        let given = run.hook.map { $0.inputs(recipe.inputs) } ?? [:]
        let inputs = try run.admitted(texts.merging(given) { own, _ in own }, sessions: sessions)
        let recipes = runner(run, engine)
        let outputs = try withExtendedLifetime(recipes) { try recipes.run(recipe, inputs: inputs) }
        // An output without a value keeps its key, so that the keys are the same in every run.
        return .record(outputs.mapValues { $0 == .nil ? .null : $0 })
    }

    /// Runs a script: its top level, and then the function of the recipe that it returned, with no more than the recipe
    /// declares.
    private func script(
        _ source: RecipeSource,
        _ run: HostRun,
        _ engine: ScriptRunner,
        _ inputs: (ScriptRecipe) throws -> HostValue
    ) throws -> HostValue {
        let outer = run.permissions
        defer { run.permissions = outer }
        let isCalled = source.file != self.source.file
        // A file that simply runs top to bottom is the person's own or approved, and may do what they may; the top level
        // of a recipe may do no more than what stands in the recipe, which is what the person was shown.
        let declared = ScriptDeclaration(source.bytes)
        let most = isCalled ? outer : within(.all)
        run.permissions = declared.isRecipe ? declared.permissions.intersection(most) : most
        let value = try engine.load(source.bytes, name: source.file)
        guard let recipe = try ScriptRecipe(value, name: source.name, file: source.file) else {
            if !isCalled, let flag = given.flags.first ?? given.texts.first?.name {
                throw RecipeError.flag(
                    recipe: source.name,
                    message: "a script takes no inputs, got '\(flag)'",
                    hint: nil
                )
            }
            return value
        }
        if isCalled { try RecipeCalls.check(source.name, recipe.permissions, within: outer) }
        let isShown = declared.isRecipe && !declared.isUndecided("permissions")
        run.permissions = within(
            isShown ? recipe.permissions.intersection(declared.permissions) : recipe.permissions
        )
        if !isCalled { mayLeaveSecrets = run.permissions.allows(.unredacted) }
        return try engine.call(recipe.body, [try inputs(recipe)])
    }

    /// What is left of permissions in a run that may be restricted.
    private func within(_ permissions: PermissionSet) -> PermissionSet {
        isTrusted ? permissions : permissions.intersection(.restricted)
    }
}
