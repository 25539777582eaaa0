internal import Lua
internal import Platform

/// `baton.prompt`: ask the person.
enum PromptFunctions {
    static let all: [HostFunction] = [confirm, input, select]

    static let confirm = HostFunction(
        "prompt",
        "confirm",
        "Asks a question that is answered with yes or no.",
        parameters: [
            .required("message", .string, "the question"),
            .optional("default", .boolean, "the answer of an empty line", default: .bool(false)),
        ],
        result: .boolean,
        example: "if baton.prompt.confirm(\"Go on?\") then baton.log.say(\"going on\") end"
    ) { call in
        if call.run.options.assumesYes { return .bool(true) }
        let fallback = call.flag("default")
        let line = try ask(
            call,
            "\(PrintableText.line(try call.text("message"))) \(fallback ? "[Y/n]" : "[y/N]") "
        )
        return .bool(line.isEmpty ? fallback : ["y", "yes"].contains(line.lowercased()))
    }

    static let input = HostFunction(
        "prompt",
        "input",
        "Asks for a line of text.",
        parameters: [.required("message", .string, "what is asked for")],
        options: [
            .optional("default", .string, "the answer of an empty line"),
            .optional("secret", .boolean, "whether what is typed stays hidden", default: .bool(false)),
        ],
        result: .string,
        example: "local name = baton.prompt.input(\"Your name\", { default = \"nobody\" })"
    ) { call in
        let fallback = call.optionalText("default")
        let suffix = fallback.map { " [\(PrintableText.line($0))]" } ?? ""
        let line = try ask(
            call,
            "\(PrintableText.line(try call.text("message")))\(suffix): ",
            echo: !call.flag("secret")
        )
        return .text(line.isEmpty ? fallback ?? "" : line)
    }

    static let select = HostFunction(
        "prompt",
        "select",
        "Asks to choose one of a list.",
        parameters: [
            .required("message", .string, "what is asked for"),
            .required("choices", .list(.string), "what there is to choose from"),
        ],
        result: .string,
        example: "local colour = baton.prompt.select(\"Colour\", { \"red\", \"green\" })"
    ) { call in
        let choices = call.texts("choices")
        guard !choices.isEmpty else { throw call.problem("choices", "must not be empty") }
        for (index, choice) in choices.enumerated() {
            call.run.say("  \(index + 1). \(PrintableText.line(choice))")
        }
        let line = try ask(call, "\(PrintableText.line(try call.text("message"))) [1-\(choices.count)]: ")
        guard let number = Int(line), choices.indices.contains(number - 1) else {
            throw HostError(
                "prompt.invalid",
                "'\(PrintableText.line(line))' is not a number from 1 to \(choices.count)"
            )
        }
        return .text(choices[number - 1])
    }

    private static func ask(_ call: HostCall, _ prompt: String, echo: Bool = true) throws -> String {
        let console = call.run.context.console
        guard console.isInteractive else {
            throw HostError(
                "prompt.not_interactive",
                "a question needs a terminal",
                hint: "run it in a terminal, or add --yes"
            )
        }
        guard let line = try console.readLine(prompt: prompt, echo: echo) else {
            throw PlatformError.interrupted
        }
        return line
    }
}
