internal import BatonHost
internal import Diagnostics
internal import LuaSyntax

extension ScriptCheck {
    /// Checks what the registry does not know of `baton.recipe`: words for types, permissions, hooks and limits.
    ///
    /// Its fields are checked where it is called, like the arguments of any function.
    func checkDeclaration() {
        guard let entries = declaration?.entries else { return }
        for entry in entries {
            switch entry.name {
            case "inputs":
                for input in entry.value.entries ?? [] { checkInput(input) }
            case "permissions":
                for permission in entry.value.entries ?? [] { checkPermission(permission) }
            case "hooks":
                for hook in entry.value.entries ?? [] {
                    guard let name = hook.value.text, !words.hooks.contains(name) else { continue }
                    let range = tree[hook.expression].range
                    report(range, "unknown git hook '\(name)'", hint: near(name, words.hooks))
                }
            case "limits":
                for limit in entry.value.entries ?? [] {
                    guard let name = limit.name, !words.limits.contains(name) else { continue }
                    report(limit.keyRange, "unknown limit '\(name)'", hint: near(name, words.limits))
                }
            default: break
            }
        }
        checkUnused(entries.last { $0.name == "permissions" }?.value.entries ?? [])
    }

    private func checkInput(_ input: ConstantEntry) {
        guard let name = input.name, let type = input.value["type"], let word = type.value.text else {
            return
        }
        let range = tree[type.expression].range
        if !words.inputTypes.contains(word) {
            let hint = near(word, words.inputTypes) ?? "types are " + words.inputTypes.joined(separator: ", ")
            report(range, "unknown type '\(word)' of input '\(name)'", hint: hint)
        } else if word == "choice", input.value["choices"] == nil {
            report(input.keyRange, "input '\(name)' is a choice and needs 'choices'", hint: "a list of words")
        } else if word != "choice", let choices = input.value["choices"] {
            report(choices.keyRange, "'choices' belongs to inputs of type 'choice'")
        }
        checkDefault(input, name, word)
    }

    private func checkDefault(_ input: ConstantEntry, _ name: String, _ word: String) {
        guard let fallback = input.value["default"], let kind = kind(of: fallback.value), kind != "nil" else {
            return
        }
        let range = tree[fallback.expression].range
        if let required = input.value["required"], case .boolean(true) = required.value {
            report(fallback.keyRange, "a required input has no default", hint: "leave out one of the two")
        }
        let type: HostType
        switch word {
        case "string", "path": type = .string
        case "integer": type = .integer
        case "number": type = .number
        case "boolean": type = .boolean
        case "count": type = .count
        case "session": type = .session
        case "list": type = .list(.string)
        case "choice":
            guard let choices = input.value["choices"]?.value.entries?.map(\.value.text),
                !choices.contains(nil)
            else { return }
            type = .choice(choices.compactMap { $0 })
        default: return
        }
        if !accepts(type, fallback.value) {
            report(
                range,
                "default of '\(name)': \(type.name) expected, got \(fallback.value.text.map { "'\($0)'" } ?? kind)"
            )
        }
    }

    private func checkPermission(_ entry: ConstantEntry) {
        guard let name = entry.name else { return }
        guard let permission = Permission(rawValue: name) else {
            let known = Permission.allCases.map(\.rawValue)
            let hint = near(name, known) ?? "there are " + known.joined(separator: ", ")
            return report(entry.keyRange, "unknown permission '\(name)'", hint: hint)
        }
        guard let kind = kind(of: entry.value), kind != "nil" else { return }
        let isGood: Bool
        switch permission {
        case .sessions: isGood = ["read", "none"].contains(entry.value.text)
        case .git: isGood = ["read", "notes"].contains(entry.value.text)
        case .clone, .unredacted: isGood = kind == "boolean"
        default:
            let names = entry.value.entries ?? []
            isGood =
                kind == "table" && !names.isEmpty
                && names.allSatisfy { accepts(.string, $0.value) && $0.isElement }
        }
        guard !isGood else { return }
        report(
            tree[entry.expression].range,
            "permission '\(name)' cannot be this",
            hint: "write '\(example(permission, nil))'"
        )
    }

    private func checkUnused(_ entries: [ConstantEntry]) {
        guard !hasHiddenUses, findings.isEmpty else { return }
        for entry in entries {
            guard let permission = entry.name.flatMap(Permission.init(rawValue:)), permission != .unredacted,
                !usedPermissions.contains(permission)
            else { continue }
            report(
                entry.keyRange,
                "the permission '\(permission.rawValue)' is declared and not used",
                hint: "leave it out",
                .warning
            )
        }
    }
}
