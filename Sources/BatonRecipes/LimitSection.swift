internal import BatonHost
internal import YAML

/// Reads `limits:`.
struct LimitSection {
    let values: ValueReader

    private static let keys = ["time", "wall", "memory", "output"]

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
        return limits
    }

    private func duration(_ entry: YAMLEntry, _ problems: inout RecipeProblems) -> Double? {
        values.literal(entry.value, .duration, "'\(entry.name)'", &problems)?.text.flatMap(
            DurationText.seconds
        )
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
