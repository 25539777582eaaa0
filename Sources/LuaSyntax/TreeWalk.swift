extension SyntaxTree {
    /// The expressions directly inside of an expression, without those of the statements of a function.
    public func parts(of id: ExpressionID) -> [ExpressionID] {
        switch self[id].kind {
        case .nil, .boolean, .integer, .float, .string, .varargs, .local, .global, .function: []
        case .field(let base, _): [base]
        case .index(let base, let key): [base, key]
        case .call(let function, let arguments): [function] + arguments
        case .method(let base, _, let arguments): [base] + arguments
        case .table(let entries):
            entries.flatMap { entry in
                if case .expression(let key) = entry.key { [key, entry.value] } else { [entry.value] }
            }
        case .binary(_, let left, let right): [left, right]
        case .unary(_, let operand): [operand]
        case .parenthesized(let inner): [inner]
        }
    }

    /// Visits an expression and all expressions in it, in their order, those in functions included.
    public func visit(_ id: ExpressionID, _ body: (ExpressionID) -> Void) {
        // Not by recursion: a sum of many thousand terms nests to the left.
        var pending = [id]
        while let next = pending.popLast() {
            body(next)
            if case .function(let function) = self[next].kind { visit(function.body, body) }
            pending += parts(of: next).reversed()
        }
    }

    /// Visits all expressions in a block.
    public func visit(_ block: Block, _ body: (ExpressionID) -> Void) {
        for statement in block.statements { visit(statement, body) }
    }

    /// Visits all expressions in a statement.
    public func visit(_ statement: Statement, _ body: (ExpressionID) -> Void) {
        switch statement.kind {
        case .empty, .break, .goto, .label: break
        case .call(let call): visit(call, body)
        case .local(_, let values): for value in values { visit(value, body) }
        case .assignment(let targets, let values): for value in targets + values { visit(value, body) }
        case .localFunction(_, let function): visit(function.body, body)
        case .function(let target, _, let function):
            visit(target, body)
            visit(function.body, body)
        case .do(let block): visit(block, body)
        case .if(let branches, let otherwise):
            for branch in branches {
                visit(branch.condition, body)
                visit(branch.body, body)
            }
            if let otherwise { visit(otherwise, body) }
        case .while(let condition, let block):
            visit(condition, body)
            visit(block, body)
        case .repeat(let block, let condition):
            visit(block, body)
            visit(condition, body)
        case .count(_, let bounds, let block):
            for bound in bounds { visit(bound, body) }
            visit(block, body)
        case .iterate(_, let values, let block):
            for value in values { visit(value, body) }
            visit(block, body)
        case .return(let values): for value in values { visit(value, body) }
        }
    }

    /// All statements, those in functions included, in no particular order.
    public var statements: [Statement] {
        var result: [Statement] = []
        var pending = [body]
        for expression in expressions {
            if case .function(let function) = expression.kind { pending.append(function.body) }
        }
        while let block = pending.popLast() {
            for statement in block.statements {
                result.append(statement)
                switch statement.kind {
                case .localFunction(_, let function), .function(_, _, let function):
                    pending.append(function.body)
                case .do(let inner), .while(_, let inner), .repeat(let inner, _), .count(_, _, let inner),
                    .iterate(_, _, let inner):
                    pending.append(inner)
                case .if(let branches, let otherwise):
                    pending += branches.map(\.body) + (otherwise.map { [$0] } ?? [])
                case .empty, .call, .local, .assignment, .return, .break, .goto, .label: break
                }
            }
        }
        return result
    }
}
