internal import ArgumentParser
internal import BatonRecipes
internal import Lua

/// `--trace`, wherever scripts run.
struct TraceOptions: ParsableArguments {
    @Flag(name: .long, help: "When a script fails, show all calls that led there.")
    var trace = false
}

/// `--limit`, wherever scripts run.
struct LimitOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "A limit: time=2s, wall=60s, memory=64M or output=1M; may be repeated.",
            valueName: "name=value"
        )
    )
    var limit: [String] = []

    func validate() throws { _ = try over(.trusted) }

    /// These limits in place of the program's own.
    func over(_ own: LuaLimits) throws -> LuaLimits {
        var wanted = RecipeLimits()
        for text in limit {
            guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
                throw ValidationError("--limit takes name=value, got '\(text)'")
            }
            do throws(RecipeLimits.Problem) {
                try wanted.set(String(text[..<equals]), String(text[text.index(after: equals)...]))
            } catch {
                throw ValidationError(error.description)
            }
        }
        return RecipeLimits().within(own, raises: false, person: wanted)
    }
}
