internal import BatonHost
internal import LuaSyntax

/// Names: globals, and fields of what is known.
extension ScriptCheck {
    func global(_ name: String, _ id: ExpressionID) -> Shape {
        if targets.contains(id) {
            return .unknown
        }
        if let surroundings, surroundings.globals.contains(name) { return .lent(name) }
        if ownGlobals.contains(name) || hasHiddenGlobals { return .unknown }
        if name == "baton" { return .api("") }
        if LuaNames.libraries[name] != nil { return .library(name) }
        if LuaNames.base.contains(name) { return .member(name) }
        guard !hasEnough else { return .unknown }
        let known = LuaNames.globals.union(ownGlobals).union(surroundings?.globals ?? [])
        var hint = LuaNames.instead[name]
        if hint == nil,
            registry.modules.contains(where: { $0.name == name }) || registry.function(name) != nil
        {
            hint = "did you mean 'baton.\(name)'?"
        }
        if hint == nil, let library = LuaNames.libraries.first(where: { $0.value.contains(name) })?.key {
            hint = "did you mean '\(library).\(name)'?"
        }
        report(tree[id].range, "undefined global '\(name)'", hint: hint ?? near(name, known))
        return .unknown
    }

    func field(_ name: String, _ range: Range<Int>, of base: ExpressionID, _ id: ExpressionID)
        -> Shape
    {
        let isTarget = targets.contains(id)
        switch shape(base) {
        case .api(let path):
            if isTarget { return readOnly(path.isEmpty ? "baton" : "baton.\(path)", range) }
            return apiField(name, range, path, id)
        case .library(let library):
            if isTarget { return readOnly(library, range) }
            guard LuaNames.libraries[library]?.contains(name) == true else {
                unknownField(name, range, of: library)
                return .unknown
            }
            return .member("\(library).\(name)")
        case .value(let type): return isTarget ? .unknown : field(name, range, ofValue: type)
        case .inputs:
            if !isTarget, let inputs = declaration?.inputNames, !inputs.contains(name),
                !assignedFields.contains(name)
            {
                let hint = near(name, inputs)
                report(range, "input '\(name)' is not declared", hint: hint ?? "declare it under 'inputs'")
            }
            return .unknown
        case .lent(let table):
            if !isTarget, let fields = surroundings?.fields[table], !fields.contains(name),
                !assignedFields.contains(name)
            {
                let what = table == "inputs" ? "input" : table == "steps" ? "step" : "field"
                report(range, "\(what) '\(name)' does not exist", hint: near(name, fields))
            }
            return .unknown
        case .unknown, .member, .function: return .unknown
        }
    }

    private func readOnly(_ owner: String, _ range: Range<Int>) -> Shape {
        report(range, "'\(owner)' cannot be changed", hint: "keep it in a local")
        return .unknown
    }

    func unknownField(_ name: String, _ range: Range<Int>, of library: String) {
        let hint = LuaNames.insteadOfField["\(library).\(name)"]
        if LuaNames.compatible.contains("\(library).\(name)") {
            return report(range, "\(library).\(name) is not part of Lua 5.4", hint: hint)
        }
        report(
            range,
            "\(library) has no field '\(name)'",
            hint: hint ?? near(name, LuaNames.libraries[library] ?? [])
        )
    }

    func element(_ key: ExpressionID, of base: ExpressionID, _ id: ExpressionID) -> Shape {
        if case .string(let bytes) = tree[key].kind, let name = String(validating: bytes, as: UTF8.self) {
            return field(name, tree[key].range, of: base, id)
        }
        switch shape(base) {
        case .api:
            hasHiddenUses = true
            return .unknown
        case .value(.list(let element)), .value(.map(let element)): return .value(element)
        default: return .unknown
        }
    }

    // MARK: The API

    func apiField(_ name: String, _ range: Range<Int>, _ path: String, _ id: ExpressionID) -> Shape {
        let full = path.isEmpty ? name : "\(path).\(name)"
        if let function = registry.function(full) {
            need(function, tree[id].range)
            return .api(full)
        }
        if registry.modules.contains(where: { $0.name == full || $0.name.hasPrefix(full + ".") }) {
            return .api(full)
        }
        if path.isEmpty, let constant = registry.constants.first(where: { $0.name == name }) {
            return constant.type == .any ? .unknown : .value(constant.type)
        }
        // A function has no fields; the table of its name may have.
        let owner = path.isEmpty ? "baton" : "baton.\(path)"
        report(range, "\(owner) has no field '\(name)'", hint: near(name, names(in: path)) ?? elsewhere(name))
        return .unknown
    }

    /// The names in a table of the API.
    func names(in path: String) -> [String] {
        let functions = registry.functions.filter { $0.handle == nil && $0.module == path }.map(\.name)
        let prefix = path.isEmpty ? "" : path + "."
        let modules = registry.modules.map(\.name).filter { $0.hasPrefix(prefix) && $0.count > prefix.count }
            .map { String($0.dropFirst(prefix.count).prefix { $0 != "." }) }
        return functions + modules + (path.isEmpty ? registry.constants.map(\.name) : [])
    }

    /// The only other table that has a function of that name.
    private func elsewhere(_ name: String) -> String? {
        let others = registry.functions.filter { $0.handle == nil && $0.name == name }
        return others.count == 1 ? "did you mean '\(others[0].fullName)'?" : nil
    }

    func field(_ name: String, _ range: Range<Int>, ofValue type: HostType) -> Shape {
        switch type {
        case .string, .bytes, .choice:
            if LuaNames.libraries["string"]?.contains(name) == true { return .member("string.\(name)") }
            unknownField(name, range, of: "string")
            return .unknown
        case .record(let record):
            guard let fields = registry.record(record)?.fields else { return .unknown }
            if let field = fields.first(where: { $0.name == name }) { return .value(field.type) }
            if !assignedFields.contains(name) {
                report(range, "\(record) has no field '\(name)'", hint: near(name, fields.map(\.name)))
            }
            return .unknown
        case .map(let element): return .value(element)
        default:
            guard let handle = handle(.value(type)), handle.display == nil else { return .unknown }
            if let member = handle.members.first(where: { $0.field.name == name }) {
                return .value(member.field.type)
            }
            if handle.methods.contains(where: { $0.name == name }) {
                return .member("\(handle.name):\(name)")
            }
            let names = handle.members.map(\.field.name) + handle.methods.map(\.name)
            report(range, "\(handle.name) has no field '\(name)'", hint: near(name, names))
            return .unknown
        }
    }

    /// The handle that a value is.
    func handle(_ shape: Shape) -> HostHandle? {
        switch shape {
        case .value(.handle(let name)): registry.handle(name)
        case .value(.session): registry.handle("Session")
        default: nil
        }
    }
}
