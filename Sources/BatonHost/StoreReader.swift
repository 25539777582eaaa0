internal import BatonSharing
internal import Diagnostics
internal import YAML

/// Reads one entry below `stores` by what the kinds of stores say they can be told.
enum StoreReader {
    static func settings(_ entry: YAMLEntry, _ problems: inout ConfigurationProblems) -> StoreSettings? {
        guard let fields = entry.value.entries else {
            problems.add(entry.value, "store '\(entry.name)' needs 'type' and what that type asks for")
            return nil
        }
        if entry.name == "default" {
            problems.add(
                entry.key,
                "'default' means the default store and is no name for one",
                hint: "'default_store: NAME' chooses it"
            )
        }
        let type = fields.first { $0.name == "type" }.flatMap { problems.text($0.value, "type") } ?? ""
        guard let kind = StoreKind.named(type) else {
            // What else it holds may be wrong too; without a kind only names that no kind has can be told.
            let known = StoreKind.all.flatMap { $0.settings.map(\.name) }
            for field in fields where field.name != "type" && !known.contains(field.name) {
                refuse(field, ["type"] + known, &problems)
            }
            let knownTypes = StoreCatalog.types.joined(separator: ", ")
            problems.add(entry.value, "store '\(entry.name)' has no known type (known: \(knownTypes))")
            return nil
        }
        var settings = StoreSettings(type: type)
        for field in fields where field.name != "type" {
            guard let setting = kind.settings.first(where: { $0.name == field.name }) else {
                refuse(field, ["type"] + kind.settings.map(\.name), &problems)
                continue
            }
            settings.values[setting.name] = value(field.value, setting, &problems)
        }
        let known = kind.settings.map(\.name) + ["type"]
        // One that is missing beside one that nobody knows is the same mistake.
        let isComplete = fields.allSatisfy { known.contains($0.name) }
        for setting in kind.settings where setting.isRequired && isComplete {
            guard !fields.contains(where: { $0.name == setting.name }) else { continue }
            problems.add(
                entry.value,
                "store '\(entry.name)' of type \(type) needs '\(setting.name)': \(setting.about)"
            )
        }
        return settings
    }

    private static func refuse(_ field: YAMLEntry, _ known: [String], _ problems: inout ConfigurationProblems)
    {
        if StoreKind.secretNames.contains(field.name) {
            problems.hide(field.value)
            let places = known.filter { $0 == field.name + "_env" || $0 == field.name + "_file" }
            problems.add(
                field.key,
                "a secret does not belong into this file",
                hint: places.isEmpty
                    ? "this kind of store needs none"
                    : "name the variable or the file that holds it: " + places.joined(separator: " or ")
            )
        } else {
            problems.add(unknown: field.key, "store setting", known)
        }
    }

    private static func value(
        _ node: YAMLNode,
        _ setting: StoreSetting,
        _ problems: inout ConfigurationProblems
    ) -> StoreSettings.Value? {
        switch setting.form {
        case .text: return problems.text(node, setting.name).map { .text($0) }
        case .flag: return problems.flag(node, setting.name).map { .flag($0) }
        case .choice(let words):
            guard let text = problems.text(node, setting.name) else { return nil }
            guard words.contains(text) else {
                let near = Suggestion.closest(to: text, in: words).map { "did you mean '\($0)'?" }
                problems.add(
                    node,
                    "'\(setting.name)' must be one of \(words.joined(separator: ", "))",
                    hint: near
                )
                return nil
            }
            return .text(text)
        case .number(let range):
            guard let number = node.text.flatMap({ Int($0) }), range.contains(number) else {
                problems.add(
                    node,
                    "'\(setting.name)' must be a whole number from \(range.lowerBound) to \(range.upperBound)"
                )
                return nil
            }
            return .number(number)
        case .texts:
            guard let entries = node.entries else {
                problems.add(node, "'\(setting.name)' holds names with texts")
                return nil
            }
            var texts: [String: String] = [:]
            for entry in entries { texts[entry.name] = problems.text(entry.value, setting.name) }
            return .texts(texts)
        }
    }
}
