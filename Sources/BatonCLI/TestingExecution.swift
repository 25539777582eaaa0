internal import BatonHost
internal import BatonRecipes
internal import BatonScripting
internal import Lua
internal import Platform

/// Recipes and scripts in the made-up world of a test.
extension RecipeExecution {
    /// An execution that reaches no further than the world.
    static func inWorld(_ world: TestingWorld, _ cli: CommandContext) -> RecipeExecution {
        var execution = RecipeExecution(cli: CommandContext(world.context, isJSON: cli.isJSON))
        execution.registry = world.registry
        execution.confinement = world.root
        return execution
    }

    /// Runs a file as if it were approved, on this thread, and gives its outputs.
    func outputs(ofFile path: String, _ inputs: [String: HostValue]) throws -> HostValue {
        let source = try catalog.load(path: path)
        var limits = LuaLimits.trusted
        limits.luaTime = .seconds(30)
        limits.wallTime = .seconds(60)
        let texts = try inputs.sorted { $0.key < $1.key }.flatMap { name, value in
            try (value.list ?? [value]).map { (name: name, text: try Self.text($0, name)) }
        }
        let running = RecipeRun(
            execution: self,
            source: source,
            given: Given(texts: texts),
            own: limits,
            isApproved: true,
            events: nil
        )
        return try running.outputs()
    }

    /// An input as a person would write it.
    private static func text(_ value: HostValue, _ name: String) throws -> String {
        switch value {
        case .string, .int, .number, .bool:
            return value.text ?? String(decoding: ValueJSON.encode(value, pretty: false), as: UTF8.self)
        default:
            throw HostError(
                "arg",
                "baton.testing.run: input '\(PrintableText.line(name))' must be a text, a number or a boolean",
                hint: "give a session by its id"
            )
        }
    }
}
