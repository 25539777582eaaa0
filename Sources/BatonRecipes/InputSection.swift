internal import BatonHost
internal import Diagnostics
internal import Lua
internal import YAML

/// Reads `inputs:`.
struct InputSection {
    let values: ValueReader

    private static let keys = RecipeKeys.input.names

    func read(_ node: YAMLNode?, _ problems: inout RecipeProblems) -> [RecipeInput] {
        guard let node else { return [] }
        guard let entries = node.entries else {
            problems.add(node, "'inputs' holds names with 'type', 'about' and 'default'")
            return []
        }
        return entries.compactMap { input($0, &problems) }
    }

    private func input(_ entry: YAMLEntry, _ problems: inout RecipeProblems) -> RecipeInput? {
        let name = entry.name
        RecipeName.check(entry.key, "input", &problems)
        guard let fields = entry.value.entries else {
            problems.add(
                entry.value.isAbsent ? entry.key : entry.value,
                "input '\(name)' needs 'type'",
                hint: "such as 'type: string' on a line of its own"
            )
            return nil
        }
        for field in fields where !Self.keys.contains(field.name) {
            problems.add(
                unknown: field.key.span,
                "unknown key '\(field.name)' in input '\(name)'",
                field.name,
                Self.keys
            )
        }
        guard let kind = kind(entry, &problems) else { return nil }
        let choices = choices(entry, kind, &problems)
        let isRequired =
            entry.value["required"].map {
                values.literal($0, .boolean, "'required'", &problems) == .bool(true)
            }
            ?? false
        if isRequired, entry.value["default"] != nil,
            let key = fields.first(where: { $0.name == "default" })?.key
        {
            problems.add(key, "a required input has no default", hint: "leave out one of the two")
        }
        let bare = RecipeInput(
            name: name,
            kind: kind,
            choices: choices,
            about: entry.value["about"].flatMap { values.text($0, "'about'", &problems) } ?? "",
            fallback: nil,
            isRequired: isRequired,
            span: entry.key.span
        )
        let fallback = entry.value["default"].flatMap {
            values.value($0, bare.type, "default of '\(name)'", &problems)
        }
        return RecipeInput(
            name: bare.name,
            kind: bare.kind,
            choices: bare.choices,
            about: bare.about,
            fallback: fallback,
            isRequired: bare.isRequired,
            span: bare.span
        )
    }

    private func kind(_ entry: YAMLEntry, _ problems: inout RecipeProblems) -> RecipeInput.Kind? {
        guard let node = entry.value["type"] else {
            // A slip in the key was told already.
            if entry.value.entries?.contains(where: { Suggestion.closest(to: $0.name, in: ["type"]) != nil })
                ?? false
            {
                return nil
            }
            problems.add(entry.key, "input '\(entry.name)' needs 'type'", hint: "such as 'type: string'")
            return nil
        }
        guard let word = values.text(node, "'type'", &problems) else { return nil }
        guard let kind = RecipeInput.Kind(rawValue: word) else {
            problems.add(
                unknown: node.span,
                "unknown type '\(word)' of input '\(entry.name)'",
                word,
                RecipeInput.Kind.allCases.map(\.rawValue)
            )
            return nil
        }
        return kind
    }

    private func choices(
        _ entry: YAMLEntry,
        _ kind: RecipeInput.Kind,
        _ problems: inout RecipeProblems
    ) -> [String] {
        guard let node = entry.value["choices"] else {
            if kind == .choice {
                problems.add(
                    entry.key,
                    "input '\(entry.name)' is a choice and needs 'choices'",
                    hint: "a list of words"
                )
            }
            return []
        }
        guard kind == .choice else {
            problems.add(RecipeSpan(node.start), "'choices' belongs to inputs of type 'choice'")
            return []
        }
        guard let words = values.literal(node, .list(.string), "'choices'", &problems)?.list else {
            return []
        }
        if words.isEmpty { problems.add(RecipeSpan(node.start), "'choices' holds nothing to choose from") }
        return words.compactMap(\.text)
    }
}
