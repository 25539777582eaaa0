extension Parser {
    mutating func add(_ kind: Expression.Kind, _ range: Range<Int>) -> ExpressionID {
        tree.expressions.append(Expression(kind: kind, range: range))
        return ExpressionID(index: tree.expressions.count - 1)
    }

    /// Reads one or more expressions with commas between.
    mutating func expressions() throws(Panic) -> [ExpressionID] {
        var result = [try expression()]
        while accept(.comma) { result.append(try expression()) }
        if result.count + scopes.localCount > Self.mostRegisters {
            note("a function or expression needs too many values at once", hint: "use a table", token.range)
        }
        return result
    }

    mutating func expression() throws(Panic) -> ExpressionID { try operation(0) }

    /// Reads an expression whose operators bind more strongly than `limit`.
    private mutating func operation(_ limit: Int) throws(Panic) -> ExpressionID {
        try enter()
        let start = token.range.lowerBound
        var left: ExpressionID
        if let sign = UnaryOperator(token.kind) {
            advance()
            let operand = try operation(BinaryOperator.unaryPriority)
            left = add(.unary(sign, operand), start..<previousEnd)
        } else {
            left = try simple()
        }
        while let sign = BinaryOperator(token.kind), sign.priority.left > limit {
            advance()
            let right = try operation(sign.priority.right)
            left = add(.binary(sign, left, right), start..<previousEnd)
        }
        leave()
        return left
    }

    private mutating func simple() throws(Panic) -> ExpressionID {
        let range = token.range
        let kind: Expression.Kind
        switch token.kind {
        case .integer(let value): kind = .integer(value)
        case .float(let value): kind = .float(value)
        case .string(let value): kind = .string(value)
        case .keyword(.nil): kind = .nil
        case .keyword(.true): kind = .boolean(true)
        case .keyword(.false): kind = .boolean(false)
        case .symbol(.varargs):
            if !scopes.isVariadic {
                note(
                    "cannot use '...' outside a vararg function near '...'",
                    hint: "let the function take it: 'function(...)'"
                )
            }
            kind = .varargs
        case .symbol(.openBrace): return try table()
        case .keyword(.function):
            let start = token
            advance()
            let function = try functionBody(start, isMethod: false)
            return add(.function(function), function.range)
        default: return try suffixed()
        }
        advance()
        return add(kind, range)
    }

    /// The variable that a name means.
    mutating func variable(_ name: Name) -> ExpressionID {
        guard let local = scopes.resolve(name.text) else { return add(.global(name.text), name.range) }
        tree.locals[local.index].uses += 1
        return add(.local(local), name.range)
    }

    private mutating func primary() throws(Panic) -> ExpressionID {
        let start = token
        if accept(.openParenthesis) {
            let inner = try expression()
            try close(")", .symbol(.closeParenthesis), opened: "(", at: start.range.lowerBound)
            return add(.parenthesized(inner), start.range.lowerBound..<previousEnd)
        }
        if case .name(let text) = token.kind {
            advance()
            return variable(Name(text: text, range: start.range))
        }
        throw fail("unexpected symbol near \(tokenText)", hint: symbolHint)
    }

    /// Reads a name or parentheses with all fields, indexes and calls behind.
    mutating func suffixed() throws(Panic) -> ExpressionID {
        let start = token.range.lowerBound
        var result = try primary()
        while true {
            switch token.kind {
            case .symbol(.dot):
                advance()
                let field = try name()
                result = add(.field(result, field), start..<previousEnd)
            case .symbol(.openBracket):
                let bracket = token.range.lowerBound
                advance()
                let key = try expression()
                try close("]", .symbol(.closeBracket), opened: "[", at: bracket)
                result = add(.index(result, key), start..<previousEnd)
            case .symbol(.colon):
                advance()
                let method = try name()
                guard startsArguments else {
                    throw fail(
                        "function arguments expected near \(tokenText)",
                        hint: "a method is called: 'a:\(method.text)()'"
                    )
                }
                let arguments = try arguments()
                result = add(.method(result, method, arguments), start..<previousEnd)
            case _ where startsArguments:
                let arguments = try arguments()
                result = add(.call(result, arguments), start..<previousEnd)
            default: return result
            }
        }
    }

    private var startsArguments: Bool {
        switch token.kind {
        case .symbol(.openParenthesis), .symbol(.openBrace), .string: true
        default: false
        }
    }

    private mutating func arguments() throws(Panic) -> [ExpressionID] {
        let start = token
        if case .string(let text) = token.kind {
            advance()
            return [add(.string(text), start.range)]
        }
        if token.kind == .symbol(.openBrace) { return [try table()] }
        advance()
        if accept(.closeParenthesis) { return [] }
        let result = try expressions()
        try close(")", .symbol(.closeParenthesis), opened: "(", at: start.range.lowerBound)
        return result
    }

    private mutating func table() throws(Panic) -> ExpressionID {
        let start = token
        advance()
        var entries: [TableEntry] = []
        while token.kind != .symbol(.closeBrace) {
            entries.append(try entry())
            if !accept(.comma), !accept(.semicolon) { break }
        }
        try close("}", .symbol(.closeBrace), opened: "{", at: start.range.lowerBound)
        return add(.table(entries), start.range.lowerBound..<previousEnd)
    }

    private mutating func entry() throws(Panic) -> TableEntry {
        if accept(.openBracket) {
            let key = try expression()
            try expect(.closeBracket)
            try expect(.assign)
            return TableEntry(key: .expression(key), value: try expression())
        }
        if case .name = token.kind, peek().kind == .symbol(.assign) {
            let key = try name()
            advance()
            return TableEntry(key: .name(key), value: try expression())
        }
        return TableEntry(key: .position, value: try expression())
    }
}
