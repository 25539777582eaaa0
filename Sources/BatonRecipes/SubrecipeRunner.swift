internal import BatonHost
internal import Lua

/// Runs a recipe that a step of another one calls.
struct SubrecipeRunner {
    let runner: RecipeRunner
    let depth: Int

    /// Runs it with no more than it declares; `nil` when a dry run cannot know all of its outputs.
    ///
    /// Inputs that a dry run cannot know are named in `unknown`.
    func run(
        _ name: String,
        caller: Recipe,
        _ inputs: [String: HostValue],
        unknown: Set<String>
    ) throws -> HostValue? {
        guard depth <= RecipeRunner.deepest else { throw RecipeError.tooDeep(recipe: name) }
        guard let recipes = runner.recipes else { throw RecipeError.notFound(name: name, suggestion: nil) }
        let source = try recipes.load(name)
        guard source.isTrusted else { throw RecipeError.notTrusted(path: source.path ?? source.file) }
        if source.kind == .lua { return try script(source, inputs) }
        let recipe = try RecipeReader(registry: runner.run.registry, engine: runner.engine, recipes: recipes)
            .read(source)
        try check(recipe, caller)
        let outer = runner.run.permissions
        runner.run.permissions = recipe.permissions
        defer { runner.run.permissions = outer }
        let scope = RecipeScope(recipe, run: runner.run, hook: runner.settings.hook)
        try runner.fill(scope, inputs, unknown: unknown)
        let outputs = try runner.run(scope, depth: depth)
        guard outputs.values.allSatisfy(\.isKnown) else { return nil }
        return .record(outputs.mapValues(\.value))
    }

    private func script(_ source: RecipeSource, _ inputs: [String: HostValue]) throws -> HostValue? {
        if runner.run.options.isDryRun { return nil }
        guard let runScript = runner.settings.runScript else {
            throw RecipeError.cannotCall(recipe: source.name)
        }
        return .record(try runScript(source, inputs))
    }

    /// A recipe gets no more by being called: whatever it may do, its caller may do, too.
    private func check(_ recipe: Recipe, _ caller: Recipe) throws(RecipeError) {
        for permission in Permission.allCases {
            guard let wanted = recipe.permissions.granted[permission] else { continue }
            for held in [caller.permissions, runner.run.permissions] {
                let isHeld: Bool
                if let names = held.granted[permission] {
                    isHeld =
                        names.isEmpty || names.contains("any")
                        || (!wanted.isEmpty && wanted.allSatisfy { names.contains($0) })
                } else {
                    isHeld = false
                }
                guard isHeld else { throw .exceedsCaller(recipe: recipe.name, permission: permission) }
            }
        }
    }
}
