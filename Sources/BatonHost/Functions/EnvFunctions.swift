internal import Lua
internal import Platform

/// `baton.env`: environment variables.
enum EnvFunctions {
    static let all: [HostFunction] = [get, has]

    private static let name = HostField.required(
        "name",
        .string,
        "the variable, one that the recipe's `env` lists"
    )

    static let get = HostFunction(
        "env",
        "get",
        "Reads an environment variable.",
        parameters: [name],
        options: [.optional("default", .string, "what it gives when the variable is not set or empty")],
        result: .string,
        gives: "its value; `nil` when it is not set or empty",
        permission: .env,
        example: "local editor = baton.env.get(\"EDITOR\", { default = \"vi\" })"
    ) { call in
        let name = try checked(call)
        guard let value = call.run.context.variable(name) else { return .text(call.optionalText("default")) }
        try call.run.note(variable: name, value)
        return .text(value)
    }

    static let has = HostFunction(
        "env",
        "has",
        "Whether an environment variable is set and not empty.",
        parameters: [name],
        result: .boolean,
        permission: .env,
        example: "if baton.env.has(\"CI\") then baton.log.say(\"in CI\") end"
    ) { call in
        .bool(call.run.context.variable(try checked(call)) != nil)
    }

    /// The name, where the script may read it.
    private static func checked(_ call: HostCall) throws -> String {
        let name = try call.text("name")
        guard call.run.permissions.allows(.env, name) else {
            throw HostError.denied(.env, call.function, name: PrintableText.line(name))
        }
        // What stands there is for baton.secrets alone.
        guard !name.uppercased().hasPrefix(SecretFunctions.variablePrefix) else {
            throw HostError(
                "secret",
                "\(call.function.fullName): '\(PrintableText.line(name))' is a secret",
                hint: "use baton.secrets.get"
            )
        }
        return name
    }
}
