extension Parser {
    /// Makes a local variable that cannot be seen yet.
    mutating func declare(_ name: Name, _ origin: LocalVariable.Origin, attribute: String? = nil) -> LocalID {
        tree.locals.append(LocalVariable(name: name, attribute: attribute, origin: origin))
        return LocalID(index: tree.locals.count - 1)
    }

    /// Lets locals be seen from here on.
    mutating func activate(_ locals: [LocalID]) {
        for local in locals { scopes.activate(local, tree[local].name.text) }
        if scopes.localCount > Self.mostLocals, let last = locals.last {
            note(
                "too many local variables (limit is \(Self.mostLocals)) in one function",
                hint: "put some of them into a table",
                tree[last].name.range
            )
        }
    }

    mutating func localStatement() throws(Panic) -> Statement.Kind {
        var names: [(name: Name, attribute: String?)] = []
        var closing = 0
        repeat {
            let name = try name()
            var attribute: String?
            if accept(.less) {
                let word = try self.name()
                try expect(.greater)
                if word.text == "close" { closing += 1 }
                if word.text != "const", word.text != "close" {
                    note(
                        "unknown attribute '\(word.text)'",
                        hint: "there are '<const>' and '<close>'",
                        word.range
                    )
                }
                if closing > 1 { note("several variables to be closed in one list", word.range) }
                attribute = word.text
            }
            names.append((name, attribute))
        } while accept(.comma)
        let values = accept(.assign) ? try expressions() : []
        let locals = names.enumerated().map { index, entry in
            declare(entry.name, origin(index, values), attribute: entry.attribute)
        }
        activate(locals)
        return .local(locals, values)
    }

    /// What the name at a place of a list is given.
    private func origin(_ index: Int, _ values: [ExpressionID]) -> LocalVariable.Origin {
        if index < values.count {
            // The last one may give several values; the first of them is its value.
            return .declaration(values[index])
        }
        if let last = values.last, tree[last].isMultiple {
            return .result(of: last, number: index - values.count + 1)
        }
        return .declaration(nil)
    }

    mutating func localFunction(_ start: Token) throws(Panic) -> Statement.Kind {
        let name = try name()
        let local = declare(name, .function)
        activate([local])
        let function = try functionBody(start, isMethod: false)
        return .localFunction(local, function)
    }

    mutating func functionStatement() throws(Panic) -> Statement.Kind {
        let start = token
        advance()
        let first = try name()
        var target = variable(first)
        var isName = true
        while accept(.dot) {
            let field = try name()
            target = add(.field(target, field), first.range.lowerBound..<previousEnd)
            isName = false
        }
        var method: Name?
        if accept(.colon) {
            method = try name()
            isName = false
        }
        if isName { assign(target) }
        let function = try functionBody(start, isMethod: method != nil)
        return .function(target, method: method, function)
    }

    /// Reads parameters and statements of a function, up to its `end`.
    mutating func functionBody(_ start: Token, isMethod: Bool) throws(Panic) -> Function {
        try expect(.openParenthesis)
        var parameters: [LocalID] = []
        if isMethod { parameters.append(declare(Name(text: "self", range: start.range), .parameter)) }
        var isVariadic = false
        if token.kind != .symbol(.closeParenthesis) {
            repeat {
                if accept(.varargs) {
                    isVariadic = true
                    break
                }
                parameters.append(declare(try name(), .parameter))
            } while accept(.comma)
        }
        try expect(.closeParenthesis)
        scopes.enterFunction(isVariadic: isVariadic)
        scopes.enterBlock(isLoop: false)
        activate(parameters)
        let body = block()
        undefined(scopes.leaveBlock())
        try closeBlock(start)
        if scopes.mostUpvalues > Self.mostUpvalues {
            note(
                "a function takes too many variables of outer ones (limit is \(Self.mostUpvalues))",
                start.range
            )
        }
        scopes.leaveFunction()
        return Function(
            parameters: parameters,
            isVariadic: isVariadic,
            body: body,
            range: start.range.lowerBound..<previousEnd
        )
    }

    /// Reads a call or an assignment.
    mutating func expressionStatement() throws(Panic) -> Statement.Kind {
        let start = token
        if Self.isCloser(token.kind) {
            throw fail(
                "unexpected symbol near \(tokenText)",
                hint: "there is nothing left that it could close"
            )
        }
        let first = try suffixed()
        if token.kind == .symbol(.assign) || token.kind == .symbol(.comma) {
            var targets = [first]
            try target(first)
            var levels = 0
            defer { for _ in 0..<levels { leave() } }
            while accept(.comma) {
                try enter()
                levels += 1
                let next = try suffixed()
                try target(next)
                targets.append(next)
            }
            try expect(.assign)
            return .assignment(targets, try expressions())
        }
        switch tree[first].kind {
        case .call, .method: return .call(first)
        default:
            if let sign = compound { throw fail(sign.message, hint: sign.hint) }
            // Lua tells of the token behind; it often is the first of the next line.
            throw fail("syntax error near \(tokenText)", hint: statementHint(first, start))
        }
    }

    /// Checks that something can be assigned to an expression.
    private mutating func target(_ id: ExpressionID) throws(Panic) {
        switch tree[id].kind {
        case .local, .global: assign(id)
        case .field, .index: break
        default: throw fail("syntax error near \(tokenText)", hint: "nothing can be assigned to this")
        }
    }

    /// Notes that something is assigned to a variable.
    private mutating func assign(_ id: ExpressionID) {
        guard case .local(let local) = tree[id].kind else { return }
        tree.locals[local.index].assignments += 1
        if tree[local].attribute != nil {
            note("attempt to assign to const variable '\(tree[local].name.text)'", tree[id].range)
        }
    }
}
