internal import BatonHost
internal import Lua
internal import YAML

/// Reads `permissions:`.
struct PermissionSection {
    let values: ValueReader

    func read(_ node: YAMLNode?, _ problems: inout RecipeProblems) -> PermissionSet {
        var granted: [Permission: [String]] = [:]
        guard let node else { return PermissionSet(granted) }
        guard let entries = node.entries else {
            problems.add(node, "'permissions' holds names with values", hint: "such as 'sessions: read'")
            return PermissionSet(granted)
        }
        for entry in entries {
            guard let permission = Permission(rawValue: entry.name) else {
                problems.add(
                    unknown: entry.key.span,
                    "unknown permission '\(entry.name)'",
                    entry.name,
                    Permission.allCases.map(\.rawValue)
                )
                continue
            }
            granted[permission] = names(entry, permission, &problems)
        }
        return PermissionSet(granted)
    }

    /// The names a permission is limited to, where an empty list means any; `nil` when it is not granted.
    private func names(
        _ entry: YAMLEntry,
        _ permission: Permission,
        _ problems: inout RecipeProblems
    ) -> [String]? {
        switch permission {
        case .sessions:
            return word(entry, ["read", "none"], &problems) == "read" ? [] : nil
        case .git:
            // Who writes notes or comments also reads.
            return word(entry, ["read", "notes", "comment"], &problems).map {
                $0 == "read" ? ["read"] : ["read", $0]
            }
        case .clone, .unredacted:
            return values.literal(entry.value, .boolean, "'\(entry.name)'", &problems) == .bool(true)
                ? [] : nil
        case .upload, .http, .read, .write, .run, .env:
            return list(entry, &problems)
        }
    }

    private func word(_ entry: YAMLEntry, _ words: [String], _ problems: inout RecipeProblems) -> String? {
        values.literal(entry.value, .choice(words), "'\(entry.name)'", &problems)?.text
    }

    private func list(_ entry: YAMLEntry, _ problems: inout RecipeProblems) -> [String]? {
        let label = "'\(entry.name)'"
        guard let elements = values.literal(entry.value, .list(.string), label, &problems)?.list else {
            return nil
        }
        // An empty list would read as "any" in a set of permissions.
        guard !elements.isEmpty else {
            problems.add(
                RecipeSpan(entry.value.start),
                "\(label) lists nothing",
                hint: "leave the line out to allow nothing"
            )
            return nil
        }
        return elements.compactMap(\.text)
    }
}
