public import BatonHost
public import Lua

/// Recipes that call recipes: what a step `recipe:` and `baton.recipe.run` of a script have in common.
///
/// A called recipe gets no more by being called: whatever it may do, its caller may do, too. It shares the limits of its
/// caller, and how deep calls go is bounded however they are written.
public final class RecipeCalls: RecipeAccess {
    /// How many recipes have called each other to get here.
    private(set) var depth = 0
    weak var runner: RecipeRunner?

    /// Calls that nothing can run yet.
    init() {}

    /// Runs a recipe by its name with the permissions that the run has now as the most it may have.
    ///
    /// - Returns: its outputs; an empty table when a dry run cannot know them.
    /// - Throws: ``RecipeError`` when there is none, it was not approved, it needs more than its caller has, or it fails.
    public func run(_ name: String, _ inputs: [String: HostValue]) throws -> HostValue {
        do {
            return try run(name, caller: nil, inputs, unknown: []) ?? .record([:])
        } catch {
            // The steps that cleaned up took note of Ctrl-C; who called must end, too.
            if FailureFacts(error).isInterrupt { runner?.settings.repeatInterrupt() }
            guard let error = error as? RecipeError else { throw error }
            throw HostError(error.kind, error.description, hint: error.hint)
        }
    }

    /// The recipes that can be called by their names; nothing of them is evaluated.
    ///
    /// - Throws: what reading the folders fails with.
    public func list() throws -> [RecipeFacts] {
        try runner?.recipes?.list().filter { $0.problem == nil }.map { listing in
            RecipeFacts(name: listing.name, about: listing.about, origin: listing.origin.rawValue)
        } ?? []
    }

    /// Runs it with no more than it declares; `nil` when a dry run cannot know all of its outputs.
    ///
    /// Inputs that a dry run cannot know are named in `unknown`.
    func run(
        _ name: String,
        caller: Recipe?,
        _ inputs: [String: HostValue],
        unknown: Set<String>
    ) throws -> HostValue? {
        guard depth < RecipeRunner.deepest else { throw RecipeError.tooDeep(recipe: name) }
        guard let runner, let recipes = runner.recipes else {
            throw RecipeError.notFound(name: name, suggestion: nil)
        }
        let source = try recipes.load(name)
        guard source.isTrusted else { throw RecipeError.notTrusted(path: source.path ?? source.file) }
        depth += 1
        defer { depth -= 1 }
        let outer = runner.run.permissions
        defer { runner.run.permissions = outer }
        if source.kind == .lua {
            if runner.run.options.isDryRun { return nil }
            guard let runScript = runner.settings.runScript else {
                throw RecipeError.cannotCall(recipe: source.name)
            }
            return .record(try runScript(source, inputs))
        }
        let recipe = try RecipeReader(registry: runner.run.registry, engine: runner.engine, recipes: recipes)
            .read(source)
        for held in [caller?.permissions, outer].compactMap({ $0 }) {
            try Self.check(recipe.name, recipe.permissions, within: held)
        }
        runner.run.permissions = recipe.permissions
        // What bounds a caller whatever it was granted bounds all that it calls.
        runner.run.permissions.isRestricted = outer.isRestricted
        runner.run.permissions.confinement = outer.confinement
        let scope = RecipeScope(recipe, run: runner.run)
        try runner.fill(scope, inputs, unknown: unknown)
        let outputs = try runner.run(scope, depth: depth)
        guard outputs.values.allSatisfy(\.isKnown) else { return nil }
        return .record(outputs.mapValues(\.value))
    }

    /// Checks that a recipe asks for nothing that its caller does not have.
    ///
    /// - Throws: ``RecipeError/exceedsCaller(recipe:permission:)``.
    public static func check(
        _ name: String,
        _ wanted: PermissionSet,
        within held: PermissionSet
    ) throws(RecipeError) {
        for permission in Permission.allCases {
            guard let wanted = wanted.granted[permission] else { continue }
            guard let names = held.granted[permission] else {
                throw .exceedsCaller(recipe: name, permission: permission)
            }
            let isHeld =
                names.isEmpty || names.contains("any")
                || (!wanted.isEmpty && wanted.allSatisfy { names.contains($0) })
            guard isHeld else { throw .exceedsCaller(recipe: name, permission: permission) }
        }
    }
}
