internal import LuaSyntax

/// Splits a Lua expression into tokens up to the `}}` behind it.
///
/// What is wrong with the expression is left to the engine to say.
struct ExpressionScanner {
    /// Why an expression has no end.
    enum Failure: Error {
        /// There is no `}}`.
        case unclosed
        /// `--` hides the rest from Lua.
        case comment(at: Int)
    }

    private let bytes: [UInt8]
    private var lexer: Lexer
    private var index: Int
    private var depth = 0
    private var tokens: [Token] = []
    /// Where the line ends in which a quote was found to have no end.
    private var unclosedQuotes: [UInt8: Int] = [:]

    /// Scans from `start` to the `}}` that belongs to no table of the expression.
    ///
    /// - Returns: the tokens, and the place of the `}}`.
    static func scan(_ bytes: [UInt8], from start: Int) throws(Failure) -> (tokens: [Token], end: Int) {
        var scanner = ExpressionScanner(bytes: bytes, lexer: Lexer(bytes, from: start), index: start)
        return try scanner.scan()
    }

    /// The tokens of a whole chunk, without its comments.
    static func chunk(_ bytes: [UInt8]) -> [Token] {
        var lexer = Lexer(bytes)
        var tokens: [Token] = []
        while true {
            let token = lexer.next()
            if token.kind == .end { return tokens }
            tokens.append(token)
        }
    }

    private init(bytes: [UInt8], lexer: Lexer, index: Int) {
        self.bytes = bytes
        self.lexer = lexer
        self.index = index
    }

    private mutating func scan() throws(Failure) -> (tokens: [Token], end: Int) {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                index += 1
            case UInt8(ascii: "}") where depth == 0 && follows(UInt8(ascii: "}")):
                return (tokens, index)
            case UInt8(ascii: "-") where follows(UInt8(ascii: "-")):
                throw .comment(at: index)
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                quoted(byte)
            default:
                let token = next()
                if token.kind == .symbol(.openBrace) { depth += 1 }
                if token.kind == .symbol(.closeBrace) { depth = max(0, depth - 1) }
                // A long bracket without an end hides nothing: the `}}` may stand in it.
                if token.kind == .invalid, byte == UInt8(ascii: "[") { index = token.range.lowerBound + 1 }
            }
        }
        throw .unclosed
    }

    /// A string in quotes; one without an end is a lone quote, behind which the `}}` may stand.
    private mutating func quoted(_ quote: UInt8) {
        let start = index
        // Not looked for again in the same line: many quotes without an end would take the square of their number.
        if let end = unclosedQuotes[quote], start < end {
            index = start + 1
            return
        }
        let token = next()
        guard token.kind == .invalid, lexer.errors.last?.range == token.range else { return }
        unclosedQuotes[quote] = token.range.upperBound
        index = start + 1
    }

    private mutating func next() -> Token {
        lexer.move(to: index)
        let token = lexer.next()
        index = max(index + 1, token.range.upperBound)
        tokens.append(token)
        return token
    }

    private func follows(_ byte: UInt8) -> Bool { index + 1 < bytes.count && bytes[index + 1] == byte }
}
