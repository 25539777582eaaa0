/// Splits a Lua expression into tokens, as far as finding its end and its paths needs.
///
/// What is wrong with the expression is left to the engine to say.
struct ExpressionScanner {
    /// A token, with its place in the bytes that are scanned.
    struct Token {
        enum Kind: Equatable {
            case name(String)
            case string(String)
            case number(String)
            case symbol(String)
        }

        let kind: Kind
        let range: Range<Int>
    }

    /// Why an expression has no end.
    enum Failure: Error {
        /// There is no `}}`.
        case unclosed
        /// `--` hides the rest from Lua.
        case comment(at: Int)
    }

    private let bytes: [UInt8]
    private let isChunk: Bool
    private var index: Int
    private var depth = 0
    private var tokens: [Token] = []
    /// Where the line ends in which a quote was found to have no end.
    private var unclosedQuotes: [UInt8: Int] = [:]
    /// Levels of long brackets that were found to have no end.
    private var unclosedLevels: Set<Int> = []

    /// Scans from `start` to the `}}` that belongs to no table of the expression.
    ///
    /// - Returns: the tokens, and the place of the `}}`.
    static func scan(_ bytes: [UInt8], from start: Int) throws(Failure) -> (tokens: [Token], end: Int) {
        var scanner = ExpressionScanner(bytes: bytes, index: start)
        return try scanner.scan()
    }

    /// The tokens of a whole chunk, without its comments.
    static func chunk(_ bytes: [UInt8]) -> [Token] {
        var scanner = ExpressionScanner(bytes: bytes, index: 0, isChunk: true)
        return (try? scanner.scan())?.tokens ?? []
    }

    private init(bytes: [UInt8], index: Int, isChunk: Bool = false) {
        self.bytes = bytes
        self.index = index
        self.isChunk = isChunk
    }

    private mutating func scan() throws(Failure) -> (tokens: [Token], end: Int) {
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "}") where !isChunk && depth == 0 && peek(1) == UInt8(ascii: "}"):
                return (tokens, index)
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                index += 1
            case UInt8(ascii: "-") where peek(1) == UInt8(ascii: "-"):
                guard isChunk else { throw .comment(at: index) }
                comment()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                quoted(byte)
            case UInt8(ascii: "[") where longBracketLevel != nil:
                longString(longBracketLevel ?? 0)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                number()
            case _ where Self.startsName(byte):
                let start = index
                while index < bytes.count, Self.continuesName(bytes[index]) { index += 1 }
                add(.name(text(start..<index)), start)
            default:
                symbol(byte)
            }
        }
        if isChunk { return (tokens, index) }
        throw .unclosed
    }

    private mutating func comment() {
        index += 2
        if index < bytes.count, bytes[index] == UInt8(ascii: "["), let level = longBracketLevel {
            longString(level)
            tokens.removeLast()
        } else {
            while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        }
    }

    private mutating func symbol(_ byte: UInt8) {
        let start = index
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
        // Only what must not be mistaken for a shorter symbol: `..` for `.`, `==` for `=`, `::` for `:`.
        let doubled: [UInt8] = [UInt8(ascii: "."), UInt8(ascii: "="), UInt8(ascii: ":")]
        let compared: [UInt8] = [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~")]
        index += 1
        if doubled.contains(byte) {
            while index < bytes.count, bytes[index] == byte { index += 1 }
        } else if compared.contains(byte), index < bytes.count, bytes[index] == UInt8(ascii: "=") {
            index += 1
        }
        add(.symbol(text(start..<index)), start)
    }

    private mutating func number() {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") && peek(1) == UInt8(ascii: ".") { break }
            guard Self.continuesName(byte) || byte == UInt8(ascii: ".") else { break }
            index += 1
        }
        add(.number(text(start..<index)), start)
    }

    /// A string in quotes; one without an end is left to the engine as a lone quote.
    private mutating func quoted(_ quote: UInt8) {
        let start = index
        index += 1
        // Not looked for again in the same line: many quotes without an end would take the square of their number.
        if let end = unclosedQuotes[quote], start < end { return add(.symbol(text(start..<index)), start) }
        var end = index
        while end < bytes.count, bytes[end] != quote, bytes[end] != UInt8(ascii: "\n") {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count, bytes[end] == quote else {
            unclosedQuotes[quote] = end
            return add(.symbol(text(start..<index)), start)
        }
        index = end + 1
        add(.string(text(start + 1..<end)), start)
    }

    /// The number of `=` in a long bracket that opens here.
    private var longBracketLevel: Int? {
        var end = index + 1
        while end < bytes.count, bytes[end] == UInt8(ascii: "=") { end += 1 }
        return end < bytes.count && bytes[end] == UInt8(ascii: "[") ? end - index - 1 : nil
    }

    private mutating func longString(_ level: Int) {
        let start = index
        let closing =
            [UInt8(ascii: "]")] + Array(repeating: UInt8(ascii: "="), count: level) + [UInt8(ascii: "]")]
        var end = unclosedLevels.contains(level) ? bytes.count : index + level + 2
        while end + closing.count <= bytes.count {
            if bytes[end..<end + closing.count].elementsEqual(closing) {
                index = end + closing.count
                return add(.string(text(start + level + 2..<end)), start)
            }
            end += 1
        }
        // What has no end here has none further down either.
        unclosedLevels.insert(level)
        index += 1
        add(.symbol("["), start)
    }

    private mutating func add(_ kind: Token.Kind, _ start: Int) {
        tokens.append(Token(kind: kind, range: start..<index))
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func peek(_ distance: Int) -> UInt8? {
        index + distance < bytes.count ? bytes[index + distance] : nil
    }

    private static func startsName(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func continuesName(_ byte: UInt8) -> Bool {
        startsName(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
