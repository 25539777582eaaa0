internal import Lua

/// What stands in `baton` itself.
enum CoreFunctions {
    static let all: [HostFunction] = [recipe, attempt, requireAPI, exit]

    static let recipe = HostFunction(
        "",
        "recipe",
        "Declares the file as a recipe: what it asks for, what it may do, and what it runs.",
        parameters: [.required("declaration", .record("Recipe"), "the recipe")],
        result: .record("Recipe"),
        gives: "the declaration, for `return`",
        blocks: false,
        isStep: false,
        example: """
            return baton.recipe {
              about = "Say hello.",
              inputs = { name = { type = "string", default = "world" } },
              run = function(inputs) baton.log.say("hello, " .. inputs.name) end,
            }
            """
    ) { call in call["declaration"] }

    static let attempt = HostFunction(
        "",
        "try",
        "Calls a function and turns a failure into a value.",
        parameters: [.required("fn", .function, "what to call")],
        rest: .required("arguments", .any, "its arguments"),
        results: [
            .optional("result", .any, "what the function gives first; `nil` when it failed"),
            .optional("err", .record("Error"), "the failure, or what the function gives second"),
        ],
        blocks: false,
        isStep: false,
        example: """
            local info, err = baton.try(baton.sessions.info, "no-such-session")
            if not info then baton.log.say(err.message) end
            """
    ) { call in
        do {
            return try call.script().call(try call.callback("fn"), call.rest)
        } catch let error as LuaError {
            switch error.kind {
            // Nothing in a script survives these.
            case .limit, .cancelled, .ended: throw error
            default: return [.nil, ErrorRecord.value(error)]
            }
        }
    }

    static let requireAPI = HostFunction(
        "",
        "require_api",
        "Fails unless the program offers at least this level of the API.",
        parameters: [.required("level", .integer, "the level the script was written for")],
        errors: ["api"],
        blocks: false,
        isStep: false,
        example: "baton.require_api(1)"
    ) { call in
        let level = call.integer("level") ?? 0
        guard level <= ProgramVersion.apiLevel else {
            throw HostError(
                "api",
                "the script needs level \(level) of the API, this is level \(ProgramVersion.apiLevel)",
                hint: "install a newer version; this is \(ProgramVersion.current)"
            )
        }
        return .nil
    }

    static let exit = HostFunction(
        "",
        "exit",
        "Ends the script at once with an exit status.",
        parameters: [.optional("status", .integer, "0 to 63", default: .int(0))],
        blocks: false,
        isStep: false,
        example: "if not baton.git.root() then baton.exit(1) end"
    ) { call in
        let status = call.integer("status") ?? 0
        guard (0...63).contains(status) else { throw call.problem("status", "must be from 0 to 63") }
        let script = try call.script()
        call.run.requestedStatus = status
        script.end()
        return .nil
    }
}

/// A failure as scripts see it.
enum ErrorRecord {
    /// The table of a failure; the script's own error value when it has the fields of one.
    static func value(_ error: LuaError) -> HostValue {
        if case .table = error.value, error.value.field("message") != nil { return error.value }
        return .record([
            "kind": .text(error.kindName), "message": .text(error.message), "hint": .text(error.hint),
            "where": .text(error.chunk.map { chunk in error.line.map { "\(chunk):\($0)" } ?? chunk }),
        ])
    }
}
