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
    private var constants: ConstantReader
    private(set) var findings: [Finding] = []

    /// Shapes of expressions by their places.
    private(set) var shapes: [Shape] = []
    /// Globals that the chunk makes.
    private(set) var ownGlobals: Set<String> = []
    /// Names of fields that something is assigned to.
    private(set) var assignedFields: Set<String> = []
    /// Expressions that something is assigned to.
    private(set) var targets: Set<ExpressionID> = []
    /// Whether globals may come from somewhere that is not seen.
    private(set) var hasHiddenGlobals = false
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
        constants = ConstantReader(tree)
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
        guard !hasEnough else { return }
        findings.append(Finding(range: range, message: message, hint: hint, severity: severity))
    }

    /// A hint with the name that was probably meant.
    func near(_ name: String, _ known: some Sequence<String>) -> String? {
        guard !hasEnough else { return nil }
        return Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" }
    }

    func shape(_ id: ExpressionID) -> Shape { shapes[id.index] }

    /// The value of an expression as far as it stands in the source.
    func constant(_ id: ExpressionID) -> Constant { constants.value(of: id) }

    /// Whether so much was found that more is not looked for.
    var hasEnough: Bool { findings.count >= 100 }

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
            case .call(_, let arguments):
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
}
