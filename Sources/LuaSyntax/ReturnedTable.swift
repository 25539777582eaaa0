extension SyntaxTree {
    /// The table that a file returns at its end: the argument of a call of `function`, or a table in braces with the
    /// field `field`; also by way of a local variable.
    ///
    /// The table itself need not stand in braces.
    public func returnedTable(by function: [String], orWith field: String) -> ExpressionID? {
        guard case .return(let values)? = body.statements.last?.kind, values.count == 1 else { return nil }
        var result = values[0]
        for _ in 0..<16 {
            switch self[result].kind {
            case .parenthesized(let inner): result = inner
            case .local(let local):
                guard let definition = definition(of: local) else { return nil }
                result = definition
            case .call(let callee, let arguments):
                return path(of: callee) == function ? arguments.first : nil
            case .table(let entries):
                let hasField = entries.contains { entry in
                    if case .name(let name) = entry.key { name.text == field } else { false }
                }
                return hasField ? result : nil
            default: return nil
            }
        }
        return nil
    }
}
