internal import BatonHost
internal import Diagnostics
internal import LuaSyntax

/// The check of one chunk.
///
/// Every expression stands behind those it is made of, so one walk over the flat list knows the shape of all parts of
/// an expression when it comes to it. Nothing here goes deep, however the source nests.
final class ScriptCheck {
    let tree: SyntaxTree
    let registry: HostRegistry
    let words: ScriptChecker.Words
    let surroundings: ScriptSurroundings?
    let declaration: DeclaredRecipe?
    private(set) var findings: [Finding] = []

    /// Shapes of expressions by their places.
    private var shapes: [Shape] = []
    /// Globals that the chunk makes.
    private var ownGlobals: Set<String> = []
    /// Names of fields that something is assigned to.
    private var assignedFields: Set<String> = []
    /// Expressions that something is assigned to.
    private var targets: Set<ExpressionID> = []
    /// Expressions that are called.
    private var callees: Set<ExpressionID> = []
    /// Whether globals may come from somewhere that is not seen.
    private var hasHiddenGlobals = false
    /// Permissions that something in the chunk needs.
    var usedPermissions: Set<Permission> = []
    /// Functions whose permission was looked at.
    var toldFunctions: Set<String> = []
    /// Whether more of the API may be used than is seen.
    var hasHiddenUses = false

    init(
        _ tree: SyntaxTree,
        _ registry: HostRegistry,
        _ words: ScriptChecker.Words,
        _ surroundings: ScriptSurroundings?
    ) {
        self.tree = tree
        self.registry = registry
        self.words = words
        self.surroundings = surroundings
        declaration = surroundings == nil ? DeclaredRecipe(tree) : nil
    }

    func run() {
        gather()
        shapes.reserveCapacity(tree.expressionIDs.count)
        for id in tree.expressionIDs { shapes.append(visit(id)) }
        checkDeclaration()
    }

    func report(
        _ range: Range<Int>,
        _ message: String,
        hint: String? = nil,
        _ severity: Diagnostic.Severity = .error
    ) {
        guard findings.count < 500 else { return }
        findings.append(Finding(range: range, message: message, hint: hint, severity: severity))
    }

    /// A hint with the name that was probably meant.
    func near(_ name: String, _ known: some Sequence<String>) -> String? {
        guard findings.count < 100 else { return nil }
        return Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" }
    }

    func shape(_ id: ExpressionID) -> Shape { shapes[id.index] }

    // MARK: What the whole chunk says

    private func gather() {
        for statement in tree.statements {
            switch statement.kind {
            case .assignment(let left, _): for target in left { assign(target) }
            case .function(let target, let method, _):
                if let method { assignedFields.insert(method.text) } else { assign(target) }
            default: break
            }
        }
        for local in tree.localIDs where tree[local].name.text == "_ENV" { hasHiddenGlobals = true }
        for id in tree.expressionIDs {
            switch tree[id].kind {
            case .global("_ENV"): hasHiddenGlobals = true
            case .call(let function, let arguments):
                callees.insert(function)
                // Someone else may write into the table of globals.
                for case .global("_G") in arguments.map({ tree[$0].kind }) { hasHiddenGlobals = true }
            default: break
            }
        }
    }

    private func assign(_ target: ExpressionID) {
        targets.insert(target)
        switch tree[target].kind {
        case .global(let name): ownGlobals.insert(name)
        case .field(let base, let name):
            assignedFields.insert(name.text)
            if case .global("_G") = tree[base].kind { ownGlobals.insert(name.text) }
        case .index(let base, let key):
            if case .string(let bytes) = tree[key].kind {
                assignedFields.insert(String(decoding: bytes, as: UTF8.self))
            }
            if case .global("_G") = tree[base].kind { hasHiddenGlobals = true }
        default: break
        }
    }

    // MARK: Expressions

    private func visit(_ id: ExpressionID) -> Shape {
        switch tree[id].kind {
        case .nil, .boolean, .integer, .float, .varargs, .table: return .unknown
        case .string: return .value(.string)
        case .function: return .function
        case .local(let local): return shape(of: local)
        case .global(let name): return global(name, id)
        case .parenthesized(let inner): return shape(inner)
        case .unary: return .unknown
        case .binary(let sign, let left, let right): return operation(sign, left, right)
        case .field(let base, let name): return field(name.text, name.range, of: base, id)
        case .index(let base, let key): return element(key, of: base, id)
        case .call(let function, let arguments): return call(function, arguments, id)
        case .method(let base, let name, let arguments): return method(base, name, arguments, id)
        }
    }

    private func operation(_ sign: BinaryOperator, _ left: ExpressionID, _ right: ExpressionID) -> Shape {
        switch sign {
        case .concatenate: return .value(.string)
        case .or where shape(left) == shape(right): return shape(left)
        default: return .unknown
        }
    }

    private func shape(of local: LocalID) -> Shape {
        let variable = tree[local]
        guard variable.assignments == 0 else { return .unknown }
        switch variable.origin {
        case .declaration(let value?): return known(value)
        case .result(let call, let number): return result(of: call, number)
        case .element(let call?, let number): return element(of: call, number)
        case .parameter: return declaration?.inputsParameter == local ? .inputs : .unknown
        case .function: return .function
        default: return .unknown
        }
    }

    /// The shape of an expression that was visited already; a function may use a local before its value is known.
    private func known(_ id: ExpressionID) -> Shape { id.index < shapes.count ? shapes[id.index] : .unknown }

    private func result(of call: ExpressionID, _ number: Int) -> Shape {
        guard call.index < shapes.count else { return .unknown }
        switch tree[call].kind {
        case .call(let function, _):
            guard case .api(let path) = shape(function), let function = registry.function(path),
                function.results.indices.contains(number)
            else { return .unknown }
            return .value(function.results[number].type)
        case .method(let base, let name, _):
            guard let method = handle(shape(base))?.methods.first(where: { $0.name == name.text }),
                method.results.indices.contains(number)
            else { return .unknown }
            return .value(method.results[number].type)
        default: return .unknown
        }
    }

    /// The variable of a loop over what a call gives.
    private func element(of call: ExpressionID, _ number: Int) -> Shape {
        guard call.index < shapes.count else { return .unknown }
        if case .value(.iterator(let element)) = shape(call), number == 0 { return .value(element) }
        guard case .call(let function, let arguments) = tree[call].kind, let list = arguments.first,
            number == 1
        else { return .unknown }
        switch (shape(function), shape(list)) {
        case (.member("ipairs"), .value(.list(let element))), (.member("pairs"), .value(.list(let element))),
            (.member("pairs"), .value(.map(let element))):
            return .value(element)
        default: return .unknown
        }
    }

    // MARK: Names

    private func global(_ name: String, _ id: ExpressionID) -> Shape {
        if targets.contains(id) {
            return .unknown
        }
        if let surroundings, surroundings.globals.contains(name) { return .lent(name) }
        if ownGlobals.contains(name) || hasHiddenGlobals { return .unknown }
        if name == "baton" { return .api("") }
        if LuaNames.libraries[name] != nil { return .library(name) }
        if LuaNames.base.contains(name) { return .member(name) }
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

    private func field(_ name: String, _ range: Range<Int>, of base: ExpressionID, _ id: ExpressionID)
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

    private func unknownField(_ name: String, _ range: Range<Int>, of library: String) {
        let hint = LuaNames.insteadOfField["\(library).\(name)"]
        report(
            range,
            "\(library) has no field '\(name)'",
            hint: hint ?? near(name, LuaNames.libraries[library] ?? [])
        )
    }

    private func element(_ key: ExpressionID, of base: ExpressionID, _ id: ExpressionID) -> Shape {
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

    private func apiField(_ name: String, _ range: Range<Int>, _ path: String, _ id: ExpressionID) -> Shape {
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
    private func names(in path: String) -> [String] {
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

    private func field(_ name: String, _ range: Range<Int>, ofValue type: HostType) -> Shape {
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

    // MARK: Calls

    private func call(_ function: ExpressionID, _ arguments: [ExpressionID], _ id: ExpressionID) -> Shape {
        switch shape(function) {
        case .api(let path):
            guard let known = registry.function(path) else {
                if !path.isEmpty { report(tree[function].range, "baton.\(path) is a table, not a function") }
                return .unknown
            }
            checkArguments(arguments, known, tree[function].range)
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

    private func method(
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
