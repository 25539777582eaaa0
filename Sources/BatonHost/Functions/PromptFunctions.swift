internal import Lua
internal import Platform

/// `baton.prompt`: ask the person.
enum PromptFunctions {
    static let all: [HostFunction] = [confirm, input, select, multi]

    private static let errors = ["prompt.not_interactive", "prompt.invalid"]
    private static let mostChoices = 1000

    static let confirm = HostFunction(
        "prompt",
        "confirm",
        "Asks a question that is answered with yes or no; `--yes` answers it, too.",
        parameters: [
            .required("message", .string, "the question"),
            .optional("default", .boolean, "the answer of an empty line", default: .bool(false)),
        ],
        result: .boolean,
        errors: ["prompt.not_interactive"],
        example: "if baton.prompt.confirm(\"Go on?\") then baton.log.say(\"going on\") end"
    ) { call in
        .bool(try Question.confirm(call.run, try call.text("message"), default: call.flag("default")))
    }

    static let input = HostFunction(
        "prompt",
        "input",
        "Asks for a line of text, or for a secret.",
        parameters: [.required("message", .string, "what is asked for")],
        options: [
            .optional("default", .string, "the answer of an empty line"),
            .optional(
                "secret",
                .boolean,
                "whether what is typed stays hidden and becomes a secret",
                default: .bool(false)
            ),
            .optional(
                "validate",
                .function,
                "gets the answer and gives true, or false and what is wrong; then it is asked again"
            ),
        ],
        result: .sensitive,
        gives: "the text, or the secret",
        errors: errors + ["secrets.too_short"],
        example: "local name = baton.prompt.input(\"Your name\", { default = \"nobody\" })"
    ) { call in
        try Question.checkTrust(call)
        let fallback = call.optionalText("default")
        let isSecret = call.flag("secret")
        let suffix = isSecret ? "" : try fallback.map { " [\(try Question.shown($0, call.run))]" } ?? ""
        let prompt = try Question.shown(try call.text("message"), call.run) + suffix + ": "
        if isSecret {
            guard call["validate"] == .nil, fallback == nil else {
                throw call.problem("secret", "goes with neither 'validate' nor 'default'")
            }
            return try call.run.secret(
                try Question.ask(call.run, prompt, echo: false),
                called: "what was typed"
            )
        }
        let check = call["validate"] == .nil ? nil : try call.callback("validate")
        return .text(
            try Question.ask(call.run, prompt) { line in
                let text = line.isEmpty ? fallback ?? "" : line
                if let check {
                    let results = try call.script().call(check, [.text(text)])
                    let verdict = results.first ?? .nil
                    guard verdict.isPresent, verdict != .bool(false) else {
                        let reason = results.count > 1 ? results[1].text : nil
                        throw HostError("prompt.invalid", reason ?? "the answer is not what is asked for")
                    }
                }
                return text
            }
        )
    }

    static let select = HostFunction(
        "prompt",
        "select",
        "Asks to choose one of a list, by its number or its text.",
        parameters: [
            .required("message", .string, "what is asked for"),
            .required("choices", .list(.string), "what there is to choose from"),
        ],
        options: [.optional("default", .string, "the choice of an empty line")],
        result: .string,
        gives: "the choice",
        errors: errors,
        example:
            "local colour = baton.prompt.select(\"Colour\", { \"red\", \"green\" }, { default = \"red\" })"
    ) { call in
        let choices = try choices(call)
        let fallback = call.optionalText("default")
        if let fallback, !choices.contains(fallback) {
            throw call.problem("default", "must be one of the choices")
        }
        let suffix = try fallback.map { ", empty for \(try Question.shown($0, call.run))" } ?? ""
        return .text(
            try Question.ask(call.run, try prompt(call, choices, suffix)) { line in
                if line.trimmed.isEmpty, let fallback { return fallback }
                return try choice(line.trimmed, choices)
            }
        )
    }

    static let multi = HostFunction(
        "prompt",
        "multi",
        "Asks to choose any number of a list: numbers with commas between, `all`, or an empty line for none.",
        parameters: [
            .required("message", .string, "what is asked for"),
            .required("choices", .list(.string), "what there is to choose from"),
        ],
        result: .list(.string),
        gives: "the choices, in the order of the list",
        errors: errors,
        example:
            "for _, file in ipairs(baton.prompt.multi(\"Files\", { \"a.md\", \"b.md\" })) do print(file) end"
    ) { call in
        let choices = try choices(call)
        let picked = try Question.ask(call.run, try prompt(call, choices, ", several with commas")) { line in
            if line.trimmed == "all" { return Set(choices) }
            return Set(try line.split(separator: ",").map { try choice(String($0).trimmed, choices) })
        }
        return .texts(choices.filter(picked.contains))
    }

    private static func choices(_ call: HostCall) throws -> [String] {
        try Question.checkTrust(call)
        let choices = call.texts("choices")
        guard !choices.isEmpty else { throw call.problem("choices", "must not be empty") }
        guard choices.count <= mostChoices else {
            throw call.problem("choices", "must be \(mostChoices) at most")
        }
        return choices
    }

    /// Shows the choices and gives the question.
    private static func prompt(_ call: HostCall, _ choices: [String], _ suffix: String) throws -> String {
        if call.run.context.console.isInteractive {
            for (index, choice) in choices.enumerated() {
                call.run.say("  \(index + 1). \(PrintableText.line(try call.run.redacted(choice)))")
            }
        }
        return "\(try Question.shown(try call.text("message"), call.run)) [1-\(choices.count)\(suffix)]: "
    }

    private static func choice(_ text: String, _ choices: [String]) throws -> String {
        if let number = Int(text), choices.indices.contains(number - 1) { return choices[number - 1] }
        if choices.contains(text) { return text }
        throw HostError(
            "prompt.invalid",
            "'\(PrintableText.line(text))' is not a number from 1 to \(choices.count)"
        )
    }
}
