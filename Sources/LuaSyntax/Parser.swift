/// Reads Lua 5.4 by recursive descent, with the limits of the real one, and goes on behind errors.
struct Parser {
    /// An error was noted; what is parsed is given up.
    struct Panic: Error {}

    /// The most errors of a source.
    static let mostErrors = 20
    /// How deep statements and expressions are nested at most; Lua counts 200 with what calls it.
    static let deepest = 198
    /// The most locals of a function.
    static let mostLocals = 200
    /// The most variables that a function takes from outer ones.
    static let mostUpvalues = 255
    /// The most values that a function holds at once.
    static let mostRegisters = 254

    var lexer: Lexer
    var token: Token
    /// The token behind, where it was looked at.
    private var following: Token?
    /// The end of the last token.
    var previousEnd = 0
    var tree: SyntaxTree
    var scopes = Scopes()
    private var depth = 0
    /// Whether something was passed over, so that an `end` too much or too few means nothing.
    private(set) var hasRecovered = false
    /// What probably lacks its `end`: an opening word whose `end` stands too far left, or the `if` of an `else if`.
    var suspect: (hint: String, line: Int)?

    init(_ source: [UInt8]) {
        tree = SyntaxTree(source)
        lexer = Lexer(source)
        token = lexer.next()
    }

    /// Reads the whole source.
    mutating func chunk() -> SyntaxTree {
        scopes.enterFunction(isVariadic: true)
        scopes.enterBlock(isLoop: false)
        var statements: [Statement] = []
        while true {
            statements += block().statements
            if token.kind == .end { break }
            // An 'end' too much.
            if !hasRecovered { note("'<eof>' expected near \(tokenText)", hint: strayHint) }
            advance()
            hasRecovered = true
        }
        undefined(scopes.leaveBlock())
        tree.body = Block(statements: statements)
        var errors = tree.errors + lexer.errors
        errors.sort {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }
        tree.errors = Array(errors.prefix(Self.mostErrors))
        return tree
    }

    private var strayHint: String? {
        token.kind == .keyword(.end) ? "there is nothing left that this 'end' could close" : nil
    }

    // MARK: Tokens

    mutating func advance() {
        previousEnd = token.range.upperBound
        if let following {
            token = following
            self.following = nil
        } else {
            token = lexer.next()
        }
        if tree.errors.count + lexer.errors.count >= Self.mostErrors * 2 { stop() }
    }

    /// The token behind the present one.
    mutating func peek() -> Token {
        if let following { return following }
        let next = lexer.next()
        following = next
        return next
    }

    private mutating func stop() {
        lexer.move(to: tree.source.count)
        following = nil
        token = lexer.next()
    }

    mutating func accept(_ symbol: Symbol) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func accept(_ keyword: Keyword) -> Bool {
        guard token.kind == .keyword(keyword) else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: Symbol, hint: String? = nil) throws(Panic) {
        guard accept(symbol) else {
            throw fail("'\(symbol.rawValue)' expected near \(tokenText)", hint: hint ?? signHint)
        }
    }

    mutating func expect(_ keyword: Keyword, hint: String? = nil) throws(Panic) {
        guard accept(keyword) else {
            throw fail("'\(keyword.rawValue)' expected near \(tokenText)", hint: hint ?? signHint)
        }
    }

    /// Expects what closes something that was opened.
    mutating func close(_ what: String, _ kind: Token.Kind, opened word: String, at start: Int) throws(Panic)
    {
        if token.kind == kind { return advance() }
        let line = tree.lines.line(of: start)
        if hasRecovered, token.kind == .end || Self.isCloser(token.kind) { throw Panic() }
        if line == tree.lines.line(of: token.range.lowerBound) {
            throw fail("'\(what)' expected near \(tokenText)", hint: signHint)
        }
        let hint = suspect.flatMap { $0.line > line ? $0.hint : nil }
        throw fail(
            "'\(what)' expected (to close '\(word)' at line \(line)) near \(tokenText)",
            hint: hint ?? signHint
        )
    }

    static func isCloser(_ kind: Token.Kind) -> Bool {
        switch kind {
        case .keyword(.end), .keyword(.else), .keyword(.elseif), .keyword(.until), .symbol(.closeBrace),
            .symbol(.closeParenthesis), .symbol(.closeBracket):
            true
        default: false
        }
    }

    mutating func name() throws(Panic) -> Name {
        if case .name(let text) = token.kind {
            defer { advance() }
            return Name(text: text, range: token.range)
        }
        var hint: String?
        if case .keyword(let word) = token.kind {
            hint = "'\(word.rawValue)' is a word of the language; take another name"
        }
        throw fail("<name> expected near \(tokenText)", hint: hint)
    }

    /// The present token as messages show it.
    var tokenText: String {
        token.kind == .end ? "<eof>" : lexer.quotedText(token.range)
    }

    // MARK: Errors

    /// Notes an error at the present token; a token that is none was told of already.
    mutating func fail(_ message: String, hint: String? = nil) -> Panic {
        if token.kind != .invalid { note(message, hint: hint) }
        return Panic()
    }

    mutating func note(_ message: String, hint: String? = nil, _ range: Range<Int>? = nil) {
        let range = range ?? token.range
        guard !tree.errors.contains(where: { $0.range.lowerBound == range.lowerBound }) else { return }
        tree.errors.append(SyntaxError(message: message, hint: hint, range: range))
    }

    mutating func enter() throws(Panic) {
        depth += 1
        guard depth <= Self.deepest else {
            throw fail("this is nested too deeply", hint: "at most \(Self.deepest) levels")
        }
    }

    mutating func leave() { depth -= 1 }

    // MARK: Going on behind errors

    /// Where a statement began.
    struct Checkpoint {
        let token: Token
        let depth: Int
        let scopes: Scopes.Mark
    }

    var checkpoint: Checkpoint { Checkpoint(token: token, depth: depth, scopes: scopes.mark) }

    /// Passes over the rest of a statement that could not be read.
    ///
    /// It goes up to the next line that begins where the statement began, or further left. An `end` there belongs to the
    /// statement.
    mutating func recover(from checkpoint: Checkpoint) {
        depth = checkpoint.depth
        scopes.goBack(to: checkpoint.scopes)
        hasRecovered = true
        if token.range == checkpoint.token.range, token.kind != .end { advance() }
        while token.kind != .end {
            if token.startsLine, token.indentation <= checkpoint.token.indentation {
                if token.indentation < checkpoint.token.indentation { return }
                if !Self.isCloser(token.kind) { return }
            }
            advance()
        }
    }
}
