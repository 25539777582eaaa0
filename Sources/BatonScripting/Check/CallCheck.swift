internal import BatonHost
internal import LuaSyntax

/// Calls of functions and methods.
extension ScriptCheck {
    func call(_ function: ExpressionID, _ arguments: [ExpressionID], _ id: ExpressionID) -> Shape {
        switch shape(function) {
        case .api(let path):
            guard let known = registry.function(path) else {
                if !path.isEmpty { report(tree[function].range, "baton.\(path) is a table, not a function") }
                return .unknown
            }
            checkArguments(arguments, known, tree[function].range)
            if path == "redact.rule" { checkRule(arguments) }
            return known.result.map { .value($0) } ?? .unknown
        case .member("require"): return required(arguments)
        case .member(let name):
            if name.contains(":") {
                report(tree[function].range, "'\(name)' is a method", hint: "call it with ':' instead of '.'")
            }
            return LuaNames.textual.contains(name) ? .value(.string) : .unknown
        case .value(let type):
            guard let handle = handle(.value(type)), let body = handle.call else { return .unknown }
            return body.result.map { .value($0) } ?? .unknown
        default: return .unknown
        }
    }

    private func required(_ arguments: [ExpressionID]) -> Shape {
        guard let first = arguments.first, case .string(let bytes) = tree[first].kind else { return .unknown }
        let name = String(decoding: bytes, as: UTF8.self)
        if name == "baton" { return .api("") }
        guard name.hasPrefix("baton.") else {
            // What another file does is not seen.
            hasHiddenUses = true
            return .unknown
        }
        let path = String(name.dropFirst("baton.".count))
        if registry.modules.contains(where: { $0.name == path }) { return .api(path) }
        report(tree[first].range, "there is no module '\(name)'", hint: near(path, names(in: "")))
        return .unknown
    }

    func method(
        _ base: ExpressionID,
        _ name: Name,
        _ arguments: [ExpressionID],
        _ id: ExpressionID
    ) -> Shape {
        switch shape(base) {
        case .api(let path):
            let owner = path.isEmpty ? "baton" : "baton.\(path)"
            if registry.function(path.isEmpty ? name.text : "\(path).\(name.text)") != nil {
                report(
                    name.range,
                    "'\(owner).\(name.text)' is no method",
                    hint: "call it with '.' instead of ':'"
                )
            } else {
                _ = apiField(name.text, name.range, path, id)
            }
            return .unknown
        case .library(let library):
            guard LuaNames.libraries[library]?.contains(name.text) == true else {
                unknownField(name.text, name.range, of: library)
                return .unknown
            }
            report(
                name.range,
                "'\(library).\(name.text)' is no method",
                hint: "call it with '.' instead of ':'"
            )
            return .unknown
        case .value(.string), .value(.bytes), .value(.choice):
            guard case .member(let member) = field(name.text, name.range, ofValue: .string) else {
                return .unknown
            }
            return LuaNames.textual.contains(member) ? .value(.string) : .unknown
        case let shape:
            guard let handle = handle(shape), handle.display == nil else { return .unknown }
            guard let method = handle.methods.first(where: { $0.name == name.text }) else {
                if handle.members.contains(where: { $0.field.name == name.text }) {
                    report(name.range, "'\(name.text)' is a field", hint: "read it with '.' and without '()'")
                } else {
                    let hint = near(name.text, handle.methods.map(\.name))
                    report(name.range, "\(handle.name) has no method '\(name.text)'", hint: hint)
                }
                return .unknown
            }
            need(method, name.range)
            checkArguments(arguments, method, name.range)
            return method.result.map { .value($0) } ?? .unknown
        }
    }
}
