internal import BatonHost
internal import LuaSyntax

extension ScriptCheck {
    /// What the script may do; `nil` when anything, or when it is decided at run time.
    private var granted: PermissionSet? {
        if let surroundings { return surroundings.permissions }
        return declaration?.permissions
    }

    private var place: String { surroundings == nil ? "'permissions'" : "'permissions:' of the recipe" }

    /// Reports a function whose permission is not declared.
    func need(_ function: HostFunction, _ range: Range<Int>) {
        if function.module == "recipes" { hasHiddenUses = true }
        usedPermissions.formUnion(function.laterPermissions)
        guard let permission = function.permission else { return }
        usedPermissions.insert(permission)
        // Each function is told once: the declaration is what has to change.
        guard let granted, toldFunctions.insert(function.path).inserted else { return }
        if !granted.allows(permission) {
            report(
                range,
                "\(function.fullName) needs the permission '\(permission.rawValue)'",
                hint: "add '\(example(permission, nil))' to \(place)"
            )
        } else if permission == .git, function.acts {
            let isComment = function.name == "comment"
            let word = isComment ? "comment" : "notes"
            guard !granted.allows(.git, word) else { return }
            report(
                range,
                "\(function.fullName) needs the permission to \(isComment ? "comment" : "write notes")",
                hint: surroundings == nil ? "declare 'git = \"\(word)\"'" : "declare 'git: \(word)'"
            )
        }
    }

    /// Reports literal stores, hosts, paths, programs and variables that are not among those declared.
    func checkNames(_ positional: [ExpressionID], _ options: [ConstantEntry], _ function: HostFunction) {
        guard let granted, let permission = function.permission, let names = granted.granted[permission],
            !names.isEmpty, !names.contains("any")
        else { return }
        var values: [(field: String, value: Constant, id: ExpressionID)] = []
        for (field, id) in zip(function.parameters, positional) {
            values.append((field.name, constant(id), id))
        }
        for entry in options { values.append((entry.name ?? "", entry.value, entry.expression)) }
        for (field, value, id) in values {
            guard let name = Self.name(permission, field, value), !name.isEmpty else { continue }
            let isAllowed: Bool
            switch permission {
            case .read, .write: isAllowed = Self.covers(names, path: name)
            case .run: isAllowed = name.contains("/") || names.contains(name)
            // Which of the stores is the default is the person's choice.
            case .upload: isAllowed = names.contains(name) || name == "default" || names.contains("default")
            default: isAllowed = names.contains(name)
            }
            guard !isAllowed else { continue }
            report(
                tree[id].range,
                "\(function.fullName): '\(name)' is not among the declared names of '\(permission.rawValue)'",
                hint: near(name, names) ?? "add it to '\(permission.rawValue)' under \(place)"
            )
        }
    }

    /// The name that an argument is about.
    private static func name(_ permission: Permission, _ field: String, _ value: Constant) -> String? {
        switch (permission, field) {
        case (.upload, "store"), (.env, "name"): return value.text
        case (.read, "path"), (.write, "path"): return value.text
        case (.http, "url"):
            guard let text = value.text, let start = text.firstRange(of: "://") else { return nil }
            let host = text[start.upperBound...].prefix { !"/:?#".contains($0) }
            return host.contains("@") ? nil : host.lowercased()
        case (.run, "argv"), (.run, "program"): return value.entries?.first?.value.text ?? value.text
        default: return nil
        }
    }

    /// Whether a path lies in one of the directories, as far as their texts tell.
    private static func covers(_ names: [String], path: String) -> Bool {
        guard let wanted = parts(path) else { return true }
        return names.contains { name in
            guard !name.hasPrefix("/"), !name.hasPrefix("~") else { return true }
            guard let root = parts(name) else { return true }
            return wanted.starts(with: root)
        }
    }

    /// The parts of a relative path below the working directory; `nil` for what only the machine can tell.
    private static func parts(_ path: String) -> [Substring]? {
        guard !path.hasPrefix("/"), !path.hasPrefix("~") else { return nil }
        var result: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part != ".." {
                result.append(part)
            } else if result.popLast() == nil {
                return nil
            }
        }
        return result
    }

    /// How a permission is declared.
    func example(_ permission: Permission, _ name: String?) -> String {
        let isLua = surroundings == nil
        func list(_ fallback: String) -> String {
            let name = name ?? fallback
            return isLua ? "\(permission.rawValue) = { \"\(name)\" }" : "\(permission.rawValue): [\(name)]"
        }
        switch permission {
        case .sessions, .git:
            return isLua ? "\(permission.rawValue) = \"read\"" : "\(permission.rawValue): read"
        case .clone, .unredacted:
            return isLua ? "\(permission.rawValue) = true" : "\(permission.rawValue): true"
        case .upload: return list("default")
        case .http: return list("example.org")
        case .read, .write: return list("docs")
        case .run: return list("git")
        case .env: return list("LANG")
        }
    }
}
