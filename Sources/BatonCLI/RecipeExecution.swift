internal import BatonHost
internal import BatonRecipes
internal import BatonScripting
internal import Digest
internal import Lua
internal import Platform

/// Finds and runs recipes and scripts for the commands.
struct RecipeExecution {
    let cli: CommandContext
    var options = RunOptions()
    /// Limits as the person gave them, such as `time=2s`.
    var limits: [String] = []
    /// The longest a run from a hook takes, in seconds.
    var wallTime: Double?
    var hook: String?

    /// The recipes there are.
    var catalog: RecipeCatalog { RecipeCatalog(cli.context, trust: trust) }

    /// What the person approved.
    var trust: TrustStore { TrustStore(cli.context, sha256: SHA256.hex) }

    /// The recipe of a name, or in a file when the text is a path.
    func load(_ text: String) throws -> RecipeSource {
        let isPath =
            !text.hasPrefix("project/")
            && (text.contains("/") || ["lua", "yml", "yaml"].contains(Paths.fileExtension(text)))
        return isPath ? try catalog.load(path: text) : try catalog.load(text)
    }

    /// Runs a recipe and gives its outputs.
    ///
    /// A file that was named by its path and not approved runs restricted when nobody can be asked: with little time and
    /// memory, and without sessions, files, network and programs. A project's recipe does not run unapproved.
    func run(_ source: RecipeSource, _ texts: [(name: String, text: String)]) throws -> HostValue {
        let isTrusted = try source.isTrusted || isApprovedOnce(source)
        guard isTrusted || source.origin == .file else {
            throw RecipeError.notTrusted(path: source.path ?? source.file)
        }
        var limits = isTrusted ? LuaLimits.trusted : LuaLimits.restricted
        for text in self.limits { try LimitOption.apply(text, to: &limits) }
        if let wallTime { limits.wallTime = .seconds(wallTime) }
        return try ScriptRunner.onItsThread {
            var options = options
            options.isJSON = cli.isJSON
            let run = HostRun(
                cli.context,
                configuration: try Configuration.load(cli.context),
                options: options,
                permissions: PermissionSet([:]),
                say: { cli.note($0) }
            )
            run.untrustedFile = isTrusted ? nil : source.file
            let runner = try ScriptRunner(
                run,
                profile: isTrusted ? .trusted : .restricted,
                limits: limits,
                modules: Self.modules(of: source)
            )
            switch source.kind {
            case .yaml: return try yaml(source, texts, run, runner)
            case .lua: return try script(source, run, runner) { try $0.values(fromTexts: texts, run, runner) }
            }
        }
    }

    /// Shows a file that was named by its path and asks whether it may run this once; without a terminal the answer is
    /// no, whatever `--yes` says.
    private func isApprovedOnce(_ source: RecipeSource) throws -> Bool {
        guard source.origin == .file, hook == nil, !cli.isJSON, cli.console.isInteractive else {
            return false
        }
        TrustView.show(source, TrustView.permissions(of: source), earlier: nil, cli)
        return try cli.confirm("Run it with these permissions this once?", assumeYes: false)
    }

    /// The person's own scripts may require what is beside them; all others only what was approved with them, and the
    /// very bytes that were approved.
    private static func modules(of source: RecipeSource) -> ScriptModules {
        guard source.origin == .user, let path = source.path else { return .files(source.scripts) }
        return .folder(Paths.directory(path))
    }

    private func yaml(
        _ source: RecipeSource,
        _ texts: [(name: String, text: String)],
        _ run: HostRun,
        _ runner: ScriptRunner
    ) throws -> HostValue {
        let recipe = try RecipeReader(registry: run.registry, engine: runner, recipes: catalog).read(source)
        run.permissions = recipe.permissions.within(run)
        var settings = RecipeRunner.Settings(pause: { try Pause.seconds($0) })
        settings.hook = hook
        settings.acknowledgeInterrupt = { ScriptRunner.acknowledgeInterrupt() }
        settings.runScript = { source, inputs in
            let value = try script(source, run, runner) { try $0.values(inputs, run, runner) }
            guard case .table(let table) = value else { return [:] }
            return Dictionary(
                uniqueKeysWithValues: table.compactMap { key, value in
                    guard case .string(let name) = key, let name = name.text else { return nil }
                    return (name, value)
                }
            )
        }
        let recipes = RecipeRunner(run: run, engine: runner, recipes: catalog, settings: settings)
        let outputs = try recipes.run(recipe, inputs: try recipe.inputs(fromTexts: texts))
        // An output without a value keeps its key, so that the keys are the same in every run.
        return .record(outputs.mapValues { $0 == .nil ? .null : $0 })
    }

    /// Runs a script: its top level, and then the function of the recipe that it returned, with no more than the recipe
    /// declares.
    private func script(
        _ source: RecipeSource,
        _ run: HostRun,
        _ runner: ScriptRunner,
        _ inputs: (ScriptRecipe) throws -> HostValue
    ) throws -> HostValue {
        let outer = run.permissions
        defer { run.permissions = outer }
        // A file that simply runs top to bottom is the person's own or approved, and may do what they may; the top level
        // of a recipe may do no more than what stands in the recipe, which is what the person was shown.
        let declared = ScriptDeclaration(source.bytes)
        run.permissions = (declared.isRecipe ? declared.permissions : .all).within(run)
        let value = try runner.load(source.bytes, name: source.file)
        guard let recipe = try ScriptRecipe(value, name: source.name, file: source.file) else { return value }
        let isShown = declared.isRecipe && !declared.isUndecided("permissions")
        let granted = isShown ? recipe.permissions.intersection(declared.permissions) : recipe.permissions
        run.permissions = granted.within(run)
        return try runner.call(recipe.body, [try inputs(recipe)])
    }
}

extension PermissionSet {
    /// What is left of these permissions in a run that may be restricted.
    fileprivate func within(_ run: HostRun) -> PermissionSet {
        run.untrustedFile == nil ? self : intersection(.restricted)
    }
}

/// Waiting that Ctrl-C ends.
enum Pause {
    static func seconds(_ count: Double) throws {
        var left = count
        while left > 0 {
            try Cancellation.check()
            Sleep.seconds(min(left, 0.1))
            left -= 0.1
        }
    }
}
