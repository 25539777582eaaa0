// Any text as an expression of a recipe: with a real engine, checked and then evaluated with little of everything.
import BatonHost
import BatonRecipes
import BatonScripting
import FuzzDriver
import Lua

let run = HostRun(
    Surroundings.context,
    configuration: Configuration(),
    permissions: PermissionSet([:]),
    say: { _ in }
)
var limits = LuaLimits.restricted
limits.luaTime = .milliseconds(200)
guard let engine = try? ScriptRunner(run, profile: .restricted, limits: limits) else {
    fatalError("there is no engine")
}

FuzzDriver.run { bytes in
    guard bytes.count <= 4 << 10, let text = String(validating: bytes, as: UTF8.self) else { return }
    var quoted = "\""
    for scalar in text.unicodeScalars {
        // All but plain letters is escaped, so that every text gets past YAML.
        switch scalar {
        case " "..."~" where scalar != "\"" && scalar != "\\": quoted.unicodeScalars.append(scalar)
        default:
            let digits = String(scalar.value, radix: 16)
            quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
    }
    quoted += "\""
    let source = """
        baton: 1
        about: x
        inputs: {a: {type: string, default: b}, n: {type: integer, default: 3}}
        steps: [{id: s, lua: "return {1, 2, x = {3}}"}]
        outputs:
          whole: \(quoted)

        """
    // What earlier inputs used up is given back.
    engine.recover()
    engine.limit(to: limits)
    let reader = RecipeReader(registry: run.registry, engine: engine)
    guard let recipe = try? reader.read(Array(source.utf8), file: "fuzz.yml") else { return }
    let runner = RecipeRunner(run: run, engine: engine, recipes: nil, settings: .init(pause: { _ in }))
    _ = try? runner.run(recipe, inputs: [:])
}
