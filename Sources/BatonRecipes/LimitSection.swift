internal import BatonHost
internal import YAML

/// Reads `limits:`.
struct LimitSection {
    let values: ValueReader
    /// What the recipe can ask for at most; `nil` when it may ask for anything.
    let most: RecipeLimits?

    private static let keys = RecipeKeys.limits.names

    func read(_ node: YAMLNode?, _ problems: inout RecipeProblems) -> RecipeLimits {
        var limits = RecipeLimits()
        guard let node else { return limits }
        guard let entries = node.entries else {
            problems.add(node, "'limits' holds names with values", hint: "such as 'time: 2s'")
            return limits
        }
        for entry in entries {
            switch entry.name {
            case "time": limits.time = duration(entry, &problems)
            case "wall": limits.wall = duration(entry, &problems)
            case "memory": limits.memory = size(entry, &problems)
            case "output": limits.output = size(entry, &problems)
            default:
                problems.add(unknown: entry.key.span, "unknown limit '\(entry.name)'", entry.name, Self.keys)
            }
        }
        guard let most else { return limits }
        for name in limits.exceeding(most) {
            guard let entry = entries.first(where: { $0.name == name }) else { continue }
            problems.add(
                entry.value,
                "'\(name)' is at most \(most.text(name) ?? "") here: only your own recipes raise a limit",
                hint: "--limit \(name)=\(limits.text(name) ?? "") raises it for one run"
            )
        }
        return limits
    }

    private func duration(_ entry: YAMLEntry, _ problems: inout RecipeProblems) -> Double? {
        guard
            let seconds = values.literal(entry.value, .duration, "'\(entry.name)'", &problems)?.text
                .flatMap(DurationText.seconds)
        else { return nil }
        guard seconds > 0 else {
            problems.add(entry.value, "'\(entry.name)' is more than nothing", hint: "such as 30s")
            return nil
        }
        return seconds
    }

    private func size(_ entry: YAMLEntry, _ problems: inout RecipeProblems) -> Int? {
        guard let text = values.text(entry.value, "'\(entry.name)'", &problems) else { return nil }
        guard let bytes = DurationText.bytes(text) else {
            problems.add(entry.value, "'\(entry.name)': size expected", hint: "such as 512K, 64M or 1G")
            return nil
        }
        return bytes
    }
}
