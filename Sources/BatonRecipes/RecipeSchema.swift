public import BatonHost
internal import JSON
internal import Lua

/// The JSON Schema of recipes, for the YAML support of editors.
///
/// It is made from the keys that the reader knows and from the functions of the registry. It allows all that the reader
/// takes; what expressions read, which permissions they need and the like only `baton check` knows.
public enum RecipeSchema {
    /// The schema (draft 2020-12) as indented JSON, with a newline at its end.
    public static func text(_ registry: HostRegistry) -> String {
        var writer = JSONWriter(pretty: true)
        SchemaMaker(registry: registry).schema.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

/// Makes the schema.
private struct SchemaMaker {
    let registry: HostRegistry

    private var steps: [HostFunction] { registry.functions.filter(\.isStep) }

    var schema: SchemaValue {
        let recipe = object(RecipeKeys.recipe, required: ["baton", "about", "steps"])
        let head: [(String, SchemaValue)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("Baton recipe")),
            ("description", .text("Steps that pass a coding-agent session on.")),
        ]
        return .object(head + recipe.members + [("$defs", .object(definitions))])
    }

    // MARK: Definitions

    private var definitions: [(String, SchemaValue)] {
        let texts: [(String, SchemaValue)] = [
            // Text fields take what stands there: 1.20, no and 12:30 are texts, too.
            ("text", .object([("type", .texts(["string", "number", "boolean"]))])),
            (
                "literal",
                .object([
                    ("type", .texts(["string", "number", "boolean"])), ("minLength", .number(1)),
                    ("not", .object([("type", .text("string")), ("pattern", .text(#"\$\{\{"#))])),
                ])
            ),
            (
                "expression",
                .object([("type", .text("string")), ("pattern", .text(#"^\s*\$\{\{[\s\S]*\}\}\s*$"#))])
            ),
            ("template", .object([("type", .text("string")), ("pattern", .text(#"\$\{\{"#))])),
            (
                "duration",
                .object([("type", .text("string")), ("pattern", .text(#"^[0-9]+(\.[0-9]+)?(ms|s|m|h)$"#))])
            ),
            (
                "size",
                .object([("type", .texts(["string", "integer"])), ("pattern", .text("^[0-9]+[KMG]?$"))])
            ),
            ("step", step),
        ]
        let arguments = steps.map { function in
            let fields = fields(function.fields)
            return ("with." + function.path, fields.adding([("description", .text(function.about))]))
        }
        let records = registry.records.map { record in
            (
                "record." + record.name,
                fields(record.fields).adding([("description", .text(record.about))])
            )
        }
        return texts + [("with.exec", fields(RecipeKeys.program))] + arguments + records
    }

    private var step: SchemaValue {
        let bare = object(RecipeKeys.step, required: [])
        var rules: [SchemaValue] = steps.map { function in
            var then: [(String, SchemaValue)] = [
                ("properties", .object([("with", .definition("with." + function.path))]))
            ]
            if function.fields.contains(where: \.isRequired) { then.append(("required", .texts(["with"]))) }
            return when("use", .object([("const", .text(function.path))]), .object(then))
        }
        rules.append(when("exec", .object([]), property("with", .definition("with.exec"))))
        for name in ["lua", "script"] {
            rules.append(when(name, .object([]), property("with", .flag(false))))
        }
        let actions = RecipeKeys.actions.map { SchemaValue.object([("required", .texts([$0.name]))]) }
        return .object(bare.members + [("oneOf", .list(actions)), ("allOf", .list(rules))])
    }

    /// An input: its default is of its type, and only a choice has choices.
    private var input: SchemaValue {
        let bare = object(RecipeKeys.input, required: ["type"])
        var rules = RecipeInput.Kind.allCases.map { kind in
            let word = SchemaValue.object([("const", .text(kind.rawValue))])
            var then: [(String, SchemaValue)] = [
                ("properties", .object([("default", value(kind.type))]))
            ]
            if kind == .choice { then.append(("required", .texts(["choices"]))) }
            return when("type", word, .object(then))
        }
        let choice = SchemaValue.object([("not", .object([("const", .text("choice"))]))])
        rules.append(when("type", choice, property("choices", .flag(false))))
        rules.append(when("required", .object([("const", .flag(true))]), property("default", .flag(false))))
        return .object(bare.members + [("allOf", .list(rules))])
    }

    private func property(_ name: String, _ value: SchemaValue) -> SchemaValue {
        .object([("properties", .object([(name, value)]))])
    }

    /// A rule for steps that have a key with such a value.
    private func when(_ key: String, _ value: SchemaValue, _ then: SchemaValue) -> SchemaValue {
        .object([
            ("if", .object([("properties", .object([(key, value)])), ("required", .texts([key]))])),
            ("then", then),
        ])
    }

    // MARK: Keys

    private func object(_ keys: [RecipeKey], required: [String]) -> SchemaValue {
        let properties = keys.map { key in
            (key.name, form(key.form).adding([("description", .text(key.about))]))
        }
        var members: [(String, SchemaValue)] = [
            ("type", .text("object")), ("additionalProperties", .flag(false)),
            ("properties", .object(properties)),
        ]
        if !required.isEmpty { members.append(("required", .texts(required))) }
        return .object(members)
    }

    private func form(_ form: RecipeKey.Form) -> SchemaValue {
        switch form {
        case .version: return .object([("enum", .list([.number(1), .text("1")]))])
        case .text: return .definition("literal")
        case .pattern(let pattern):
            return .object([("type", .texts(["string", "number", "boolean"])), ("pattern", .text(pattern))])
        case .input: return input
        case .flag: return .object([("type", .text("boolean"))])
        case .number(let range):
            return .object([
                ("type", .text("integer")), ("minimum", .number(Double(range.lowerBound))),
                ("maximum", .number(Double(range.upperBound))),
            ])
        case .duration: return .definition("duration")
        case .size: return .definition("size")
        case .words(let words): return .object([("enum", .texts(words))])
        case .list(let element):
            return .object([
                ("type", .text("array")), ("items", self.form(element)), ("minItems", .number(1)),
            ])
        case .anyList(let element):
            return .object([("type", .text("array")), ("items", self.form(element))])
        case .names(let value):
            return .object([
                ("type", .text("object")),
                ("propertyNames", .object([("pattern", .text("^[a-z][a-z0-9_]{0,63}$"))])),
                ("additionalProperties", self.form(value)),
            ])
        case .keys(let keys, let required): return object(keys, required: required)
        case .value(let type): return value(type)
        case .condition:
            return .object([
                ("anyOf", .list([.object([("type", .text("boolean"))]), .definition("expression")]))
            ])
        case .step: return .definition("step")
        case .arguments: return .object([("type", .text("object"))])
        case .function:
            let names = steps.map { function in
                SchemaValue.object([("const", .text(function.path)), ("description", .text(function.about))])
            }
            return .object([("oneOf", .list(names))])
        case .program:
            return .object([
                ("type", .text("array")), ("items", value(.string)), ("minItems", .number(1)),
            ])
        }
    }

    // MARK: Values

    private func fields(_ fields: [HostField]) -> SchemaValue {
        let properties = fields.map { field in
            var members: [(String, SchemaValue)] = [("description", .text(field.about))]
            if let fallback = field.fallback, let value = literal(fallback) {
                members.append(("default", value))
            }
            return (field.name, value(field.type).adding(members))
        }
        var members: [(String, SchemaValue)] = [
            ("type", .text("object")), ("additionalProperties", .flag(false)),
            ("properties", .object(properties)),
        ]
        let required = fields.filter(\.isRequired).map(\.name)
        if !required.isEmpty { members.append(("required", .texts(required))) }
        return .object(members)
    }

    /// What a value of a type can be: itself, or an expression that gives it.
    private func value(_ type: HostType) -> SchemaValue {
        switch type {
        case .any: return .object([])
        case .boolean: return orExpression(.object([("type", .text("boolean"))]))
        case .integer: return orExpression(.object([("type", .text("integer"))]))
        case .number: return orExpression(.object([("type", .text("number"))]))
        case .count:
            return orExpression(
                .object([("type", .text("integer")), ("minimum", .number(1))]),
                .object([("const", .text("all"))])
            )
        case .string, .bytes, .session, .content, .sensitive: return .definition("text")
        case .duration:
            return .object([("anyOf", .list([.definition("duration"), .definition("template")]))])
        case .choice(let words):
            return .object([("anyOf", .list([.object([("enum", .texts(words))]), .definition("template")]))])
        case .list(let element):
            return orExpression(.object([("type", .text("array")), ("items", value(element))]))
        case .map(let element):
            return orExpression(
                .object([("type", .text("object")), ("additionalProperties", value(element))])
            )
        case .record(let name): return orExpression(.definition("record." + name))
        case .function, .handle, .iterator: return .definition("expression")
        }
    }

    private func orExpression(_ values: SchemaValue...) -> SchemaValue {
        .object([("anyOf", .list(values + [.definition("expression")]))])
    }

    private func literal(_ value: HostValue) -> SchemaValue? {
        switch value {
        case .bool(let flag): .flag(flag)
        case .int(let number): .number(Double(number))
        case .number(let number): .number(number)
        case .string(let string): string.text.map { .text($0) }
        case .array(let elements): .list(elements.compactMap(literal))
        default: nil
        }
    }
}
