internal import BatonHost
internal import LuaSyntax

/// What a script's `baton.recipe { … }` says, as far as the check of the rest needs it.
struct DeclaredRecipe {
    /// The table, as an expression.
    let table: ExpressionID
    /// What stands in the table; `nil` when it is made elsewhere.
    let entries: [ConstantEntry]?
    /// The inputs; `nil` when they are decided at run time.
    let inputNames: [String]?
    /// The names each permission is limited to, where an empty list means any; `nil` when they are decided at run time.
    let permissions: PermissionSet?
    /// The variable in which the recipe's function gets its inputs.
    let inputsParameter: LocalID?

    /// The declaration of a script; `nil` for a file that is no recipe.
    init?(_ tree: SyntaxTree) {
        guard let table = tree.returnedTable(by: ["baton", "recipe"], orWith: "run") else { return nil }
        self.table = table
        let constant = tree.constant(table)
        entries = constant.entries
        inputNames = Self.inputs(constant)
        permissions = Self.permissions(constant)
        inputsParameter = constant["run"].flatMap { Self.parameter(of: $0.expression, tree) }
    }

    private static func inputs(_ table: Constant) -> [String]? {
        guard table.entries != nil else { return nil }
        guard let entry = table["inputs"] else { return [] }
        if case .nil = entry.value { return [] }
        guard let entries = entry.value.entries, entries.allSatisfy({ $0.name != nil }) else { return nil }
        return entries.compactMap(\.name)
    }

    private static func permissions(_ table: Constant) -> PermissionSet? {
        guard table.entries != nil else { return nil }
        guard let entry = table["permissions"] else { return PermissionSet([:]) }
        if case .nil = entry.value { return PermissionSet([:]) }
        guard let entries = entry.value.entries else { return nil }
        var granted: [Permission: [String]] = [:]
        for entry in entries {
            guard let name = entry.name else { return nil }
            guard let permission = Permission(rawValue: name) else { continue }
            granted[permission] = names(entry.value)
        }
        return PermissionSet(granted)
    }

    /// The names a permission is limited to; of a value that is not known any name may be meant.
    private static func names(_ value: Constant) -> [String]? {
        switch value {
        case .boolean(false), .nil: nil
        case .string(let bytes):
            switch String(decoding: bytes, as: UTF8.self) {
            case "none": nil
            case "notes": ["read", "notes"]
            case "read": ["read"]
            default: []
            }
        case .table(let entries):
            entries.allSatisfy { $0.value.text != nil } ? entries.compactMap(\.value.text) : []
        default: []
        }
    }

    /// The first parameter of a function, which may be a local one.
    private static func parameter(of id: ExpressionID, _ tree: SyntaxTree) -> LocalID? {
        switch tree[id].kind {
        case .function(let function): return function.parameters.first
        case .local(let local):
            if let definition = tree.definition(of: local) {
                if case .function(let function) = tree[definition].kind { return function.parameters.first }
                return nil
            }
            for statement in tree.statements {
                if case .localFunction(local, let function) = statement.kind {
                    return function.parameters.first
                }
            }
            return nil
        default: return nil
        }
    }
}
