internal import BatonHost
internal import BatonRecipes
internal import Lua

/// A failed run with what only the run knows: the limits that held, and whether the person asked for the traceback.
struct RunFailure: Error {
    /// What failed.
    let underlying: any Error
    /// What is said behind the message, such as the limit that was reached.
    private(set) var note: String?
    /// What to do next, where the failure itself does not know.
    private(set) var hint: String?
    /// Calls of the script, innermost first.
    private(set) var trace: [String] = []

    init(
        _ error: any Error,
        _ source: RecipeSource,
        _ limits: LuaLimits,
        isRestricted: Bool,
        showsTrace: Bool
    ) {
        underlying = error
        let root = (error as? RecipeError)?.root ?? error
        if showsTrace, let error = root as? LuaError { trace = error.trace }
        let kind = ErrorReport(error).kind
        if kind.hasPrefix("limit.") { explain(String(kind.dropFirst("limit.".count)), source, limits) }
        if kind == "denied", isRestricted { hint = "run it without --restricted" }
    }

    /// A failure of code that a person typed.
    init(ofInput error: any Error, _ limits: LuaLimits, showsTrace: Bool) {
        underlying = error
        if showsTrace, let error = error as? LuaError { trace = error.trace }
        let kind = ErrorReport(error).kind
        if kind.hasPrefix("limit.") { explain(String(kind.dropFirst("limit.".count)), nil, limits) }
    }

    /// Names the limit, its value, and how to raise it.
    private mutating func explain(_ name: String, _ source: RecipeSource?, _ limits: LuaLimits) {
        let values = RecipeLimits(limits)
        guard let value = values.text(name) else { return }
        note = "the limit of '\(name)' is \(value)"
        let more = Self.doubled(name, values)
        hint = "--limit \(name)=\(more) raises it for one run"
        if source?.raisesLimits == true { hint? += ", 'limits: {\(name): \(more)}' in the recipe for all" }
    }

    private static func doubled(_ name: String, _ limits: RecipeLimits) -> String {
        var more = RecipeLimits()
        more.time = limits.time.map { $0 * 2 }
        more.wall = limits.wall.map { $0 * 2 }
        more.memory = limits.memory.map { $0 * 2 }
        more.output = limits.output.map { $0 * 2 }
        return more.text(name) ?? ""
    }
}
