/// One word, sign, string or number of a Lua source.
public struct Token: Sendable, Hashable {
    /// What a token is.
    public enum Kind: Sendable, Hashable {
        /// A name that is no word of the language.
        case name(String)
        /// A word of the language.
        case keyword(Keyword)
        /// An operator, a bracket or a separator.
        case symbol(Symbol)
        /// A string, its escapes resolved.
        case string([UInt8])
        /// A whole number.
        case integer(Int64)
        /// Any other number.
        case float(Double)
        /// Something that is no token; an error tells why.
        case invalid
        /// The end of the source.
        case end
    }

    /// What it is.
    public let kind: Kind
    /// Its bytes in the source.
    public let range: Range<Int>
    /// Whether nothing but space stands before it in its line.
    public let startsLine: Bool
    /// How many bytes of its line stand before it.
    public let indentation: Int
}

/// The words of Lua 5.4.
public enum Keyword: String, Sendable, Hashable, CaseIterable {
    case and, `break`, `do`, `else`, elseif, end, `false`, `for`, function, goto, `if`, `in`, local, `nil`,
        not, or,
        `repeat`, `return`, then, `true`, until, `while`

    static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}

/// The signs of Lua 5.4.
public enum Symbol: String, Sendable, Hashable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case floorDivision = "//"
    case percent = "%"
    case caret = "^"
    case hash = "#"
    case ampersand = "&"
    case tilde = "~"
    case pipe = "|"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case equal = "=="
    case unequal = "~="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case assign = "="
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBrace = "{"
    case closeBrace = "}"
    case openBracket = "["
    case closeBracket = "]"
    case label = "::"
    case semicolon = ";"
    case colon = ":"
    case comma = ","
    case dot = "."
    case concatenate = ".."
    case varargs = "..."
}
