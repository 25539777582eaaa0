internal import Lua
internal import BatonRedaction

/// `baton.redact`: remove secrets from texts.
enum RedactFunctions {
    static let all: [HostFunction] = [text, rules]

    static let text = HostFunction(
        "redact",
        "text",
        "Replaces the secrets of a text by placeholders.",
        parameters: [.required("text", .bytes, "the text")],
        result: .bytes,
        example: "print(baton.redact.text(\"no secret here\"))"
    ) { call in
        let bytes = try call.bytes("text")
        return .string(.init(bytes: try call.run.redactor().redact(text: bytes.span)?.bytes ?? bytes))
    }

    static let rules = HostFunction(
        "redact",
        "rules",
        "Lists the rules that find secrets.",
        result: .list(.map(.string)),
        isStep: false,
        example: "for _, rule in ipairs(baton.redact.rules()) do print(rule.id, rule.about) end"
    ) { _ in
        .array(RuleSet.builtIn.rules.map { .record(["id": .text($0.id), "about": .text($0.about)]) })
    }
}
