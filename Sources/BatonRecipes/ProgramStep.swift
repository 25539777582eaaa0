internal import BatonHost
internal import Lua
internal import Platform

/// Steps that run a program.
extension StepRunner {
    /// What is kept of each stream of a program, in bytes.
    private static let mostOutput = 16 << 20

    /// Runs the program of a step and gives its status and output.
    func exec(
        _ step: RecipeStep,
        _ name: String,
        _ list: [RecipeValue],
        _ with: [String: HostValue],
        _ deadline: Int64?
    ) throws -> HostValue {
        let resolver = ProgramResolver(run)
        for held in [scope.recipe.permissions, run.permissions] where !resolver.allows(name, held) {
            throw HostError(
                "denied",
                "running '\(name)' needs the permission 'run'",
                hint: "declare it under 'permissions:' in the recipe"
            )
        }
        try Cancellation.check()
        var setup = ProgramSetup(directory: with["cwd"]?.text, outputLimit: Self.mostOutput)
        if let input = with["stdin"] {
            guard let bytes = ValueText.bytes(input.field("content") ?? input) else {
                throw HostError("arg", "'stdin' is a text or a document")
            }
            setup.input = bytes
        }
        if case .table(let variables)? = with["env"] {
            for (key, value) in variables {
                guard case .string(let key) = key, let key = key.text else {
                    throw HostError("arg", "'env' holds names with texts or secrets")
                }
                setup.environment[key] = value
            }
        }
        if let left = left(deadline) { setup.timeout = left }
        let arguments = try list.map { try text($0, name) }
        let result = try run.runProgram([name] + arguments, setup, for: "exec")
        if result.isTruncated {
            throw RecipeError.programOutput(name: name, limit: Self.mostOutput)
        }
        let value = HostValue.record([
            "code": .integer(Int(result.status)),
            "stdout": .string(LuaString(bytes: result.output)),
            "stderr": .string(LuaString(bytes: result.error)),
        ])
        if result.status != 0 {
            // Steps behind `on_error: continue` can look at the status.
            if step.each == nil { keep(value, of: step) }
            throw RecipeError.programFailed(name: name, status: Int(result.status))
        }
        return value
    }

    private func text(_ value: RecipeValue, _ program: String) throws -> String {
        let evaluated = try evaluator.value(value) ?? .nil
        guard let bytes = ValueText.bytes(evaluated), let text = String(validating: bytes, as: UTF8.self)
        else {
            throw HostError("arg", "an argument of '\(program)': string expected, got \(evaluated.typeName)")
        }
        return text
    }
}
