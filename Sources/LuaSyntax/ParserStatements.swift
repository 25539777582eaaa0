extension Parser {
    /// Reads statements up to the end of a block.
    mutating func block() -> Block {
        var statements: [Statement] = []
        while !endsBlock {
            let checkpoint = checkpoint
            do throws(Panic) {
                let isReturn = token.kind == .keyword(.return)
                try enter()
                let start = token.range.lowerBound
                let kind = try statement()
                statements.append(Statement(kind: kind, range: start..<max(start, previousEnd)))
                leave()
                if isReturn {
                    if !endsBlock, !hasRecovered {
                        throw fail(
                            "'\(scopes.functions.count > 1 || blockDepth > 1 ? "end" : "<eof>")' expected near \(tokenText)",
                            hint: "'return' is the last statement of its block"
                        )
                    }
                    break
                }
            } catch {
                recover(from: checkpoint)
            }
        }
        return Block(statements: statements)
    }

    private var blockDepth: Int { scopes.functions.last?.blocks.count ?? 0 }

    private var endsBlock: Bool {
        switch token.kind {
        case .end, .keyword(.end), .keyword(.else), .keyword(.elseif), .keyword(.until): true
        default: false
        }
    }

    /// A block with its own locals.
    mutating func scopedBlock(isLoop: Bool = false) -> Block {
        scopes.enterBlock(isLoop: isLoop)
        let result = block()
        undefined(scopes.leaveBlock())
        return result
    }

    mutating func undefined(_ jumps: [Scopes.Jump]) {
        guard !hasRecovered else { return }
        for jump in jumps {
            note("no visible label '\(jump.name.text)' for goto", jump.name.range)
        }
    }

    private mutating func statement() throws(Panic) -> Statement.Kind {
        let start = token
        switch token.kind {
        case .symbol(.semicolon):
            advance()
            return .empty
        case .keyword(.if): return try ifStatement()
        case .keyword(.while):
            advance()
            let condition = try condition(.do)
            let body = scopedBlock(isLoop: true)
            try closeBlock(start)
            return .while(condition, body)
        case .keyword(.do):
            advance()
            let body = scopedBlock()
            try closeBlock(start)
            return .do(body)
        case .keyword(.for): return try forStatement()
        case .keyword(.repeat): return try repeatStatement()
        case .keyword(.function): return try functionStatement()
        case .keyword(.local):
            advance()
            return accept(.function) ? try localFunction(start) : try localStatement()
        case .symbol(.label):
            advance()
            let name = try name()
            try expect(.label)
            // Lua looks behind other labels to see whether the block ends here.
            while token.kind == .symbol(.label) || token.kind == .symbol(.semicolon) {
                try enter()
                _ = try statement()
                leave()
            }
            label(name)
            return .label(name)
        case .keyword(.return):
            advance()
            var values: [ExpressionID] = []
            if !endsBlock, token.kind != .symbol(.semicolon) { values = try expressions() }
            _ = accept(.semicolon)
            return .return(values)
        case .keyword(.break):
            advance()
            if !scopes.isInLoop { note("'break' outside of a loop", start.range) }
            return .break
        case .keyword(.goto):
            advance()
            let name = try name()
            if scopes.label(name.text) == nil {
                scopes.add(Scopes.Jump(name: name, locals: scopes.localCount))
            }
            return .goto(name)
        default: return try expressionStatement()
        }
    }

    /// Expects the `end` of a statement, and notes one that stands further left than the statement does.
    mutating func closeBlock(_ start: Token) throws(Panic) {
        let word = Self.word(start)
        if suspect == nil, token.kind == .keyword(.end), token.startsLine, start.startsLine,
            token.indentation < start.indentation
        {
            let line = tree.lines.line(of: start.range.lowerBound)
            suspect = ("is it the '\(word)' at line \(line) that lacks its 'end'?", line)
        }
        try close("end", .keyword(.end), opened: word, at: start.range.lowerBound)
    }

    private static func word(_ token: Token) -> String {
        if case .keyword(let keyword) = token.kind {
            return keyword == .local ? "function" : keyword.rawValue
        }
        return "function"
    }

    /// Reads a condition and the word behind it.
    private mutating func condition(_ word: Keyword) throws(Panic) -> ExpressionID {
        let result = try expression()
        try expect(word, hint: token.kind == .symbol(.assign) ? "compare with '=='" : nil)
        return result
    }

    private mutating func ifStatement() throws(Panic) -> Statement.Kind {
        let start = token
        var branches: [(condition: ExpressionID, body: Block)] = []
        var otherwise: Block?
        repeat {
            advance()
            let condition = try condition(.then)
            branches.append((condition, scopedBlock()))
        } while token.kind == .keyword(.elseif)
        if accept(.else) {
            if token.kind == .keyword(.if), !token.startsLine, suspect == nil {
                let line = tree.lines.line(of: token.range.lowerBound)
                suspect = ("write 'elseif' in one word at line \(line)", line)
            }
            otherwise = scopedBlock()
        }
        try closeBlock(start)
        return .if(branches, otherwise: otherwise)
    }

    private mutating func repeatStatement() throws(Panic) -> Statement.Kind {
        let start = token
        advance()
        // The condition sees the locals of the body.
        scopes.enterBlock(isLoop: true)
        scopes.enterBlock(isLoop: false)
        let body = block()
        try close("until", .keyword(.until), opened: "repeat", at: start.range.lowerBound)
        let condition = try expression()
        undefined(scopes.leaveBlock())
        undefined(scopes.leaveBlock())
        return .repeat(body, condition)
    }

    private mutating func forStatement() throws(Panic) -> Statement.Kind {
        let start = token
        advance()
        var names = [try name()]
        scopes.enterBlock(isLoop: true)
        if accept(.assign) {
            var bounds = [try expression()]
            try expect(.comma, hint: "a loop counts as in 'for i = 1, 10 do'")
            bounds.append(try expression())
            if accept(.comma) { bounds.append(try expression()) }
            try expect(.do)
            reserve(3)
            scopes.enterBlock(isLoop: false)
            let counter = declare(names[0], .counter)
            activate([counter])
            let body = block()
            undefined(scopes.leaveBlock())
            undefined(scopes.leaveBlock())
            try closeBlock(start)
            return .count(counter, bounds, body)
        }
        while accept(.comma) { names.append(try name()) }
        guard accept(.in) else {
            let what = names.count == 1 ? "'=' or 'in'" : "'in'"
            throw fail("\(what) expected near \(tokenText)")
        }
        let values = try expressions()
        try expect(.do)
        reserve(4)
        scopes.enterBlock(isLoop: false)
        let locals = names.enumerated().map { number, name in
            declare(name, .element(of: values.first, number: number))
        }
        activate(locals)
        let body = block()
        undefined(scopes.leaveBlock())
        undefined(scopes.leaveBlock())
        try closeBlock(start)
        return .iterate(locals, values, body)
    }

    /// The hidden variables of a loop, which count among its locals.
    private mutating func reserve(_ count: Int) {
        activate((0..<count).map { _ in declare(Name(text: "(for state)", range: token.range), .counter) })
    }

    // MARK: Labels

    private mutating func label(_ name: Name) {
        if let earlier = scopes.label(name.text) {
            let line = tree.lines.line(of: earlier.name.range.lowerBound)
            note("label '\(name.text)' already defined on line \(line)", name.range)
        }
        // Behind the last statement of a block its locals are gone; but 'until' still sees them.
        let isLast = endsBlock && token.kind != .keyword(.until)
        if let (jump, local) = scopes.add(name, isLast: isLast) {
            let line = tree.lines.line(of: name.range.lowerBound)
            note(
                "goto '\(jump.name.text)' jumps over 'local \(tree[local].name.text)' into its scope at line \(line)",
                hint: "put a 'do … end' around the local",
                jump.name.range
            )
        }
    }
}
