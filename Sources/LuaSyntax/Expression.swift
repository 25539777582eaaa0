/// One expression.
public struct Expression: Sendable {
    /// What an expression is.
    public enum Kind: Sendable {
        /// `nil`.
        case `nil`
        /// `true` or `false`.
        case boolean(Bool)
        /// A whole number.
        case integer(Int64)
        /// Another number.
        case float(Double)
        /// A string.
        case string([UInt8])
        /// `...`.
        case varargs
        /// A local variable.
        case local(LocalID)
        /// A global variable.
        case global(String)
        /// `a.b`.
        case field(ExpressionID, Name)
        /// `a[b]`.
        case index(ExpressionID, ExpressionID)
        /// `f(…)`.
        case call(ExpressionID, [ExpressionID])
        /// `a:b(…)`.
        case method(ExpressionID, Name, [ExpressionID])
        /// `function() end`.
        case function(Function)
        /// `{ … }`.
        case table([TableEntry])
        /// `a + b`, and `and` and `or`.
        case binary(BinaryOperator, ExpressionID, ExpressionID)
        /// `-a`.
        case unary(UnaryOperator, ExpressionID)
        /// `(a)`, which cuts several values to one.
        case parenthesized(ExpressionID)
    }

    /// What it is.
    public let kind: Kind
    /// Its bytes in the source.
    public let range: Range<Int>

    /// Whether it may give any number of values.
    public var isMultiple: Bool {
        switch kind {
        case .call, .method, .varargs: true
        default: false
        }
    }
}

/// One entry of a table in braces.
public struct TableEntry: Sendable {
    /// How the entry is keyed.
    public enum Key: Sendable {
        /// By its position in the list.
        case position
        /// `name = …`.
        case name(Name)
        /// `[…] = …`.
        case expression(ExpressionID)
    }

    /// Its key.
    public let key: Key
    /// Its value.
    public let value: ExpressionID
}

/// An operator between two operands.
public enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
    case or, and
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case unequal = "~="
    case equal = "=="
    case bitOr = "|"
    case bitXor = "~"
    case bitAnd = "&"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case concatenate = ".."
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case modulo = "%"
    case power = "^"

    /// How strongly it binds to its left and to its right; the left is smaller where it groups to the right.
    var priority: (left: Int, right: Int) {
        switch self {
        case .or: (1, 1)
        case .and: (2, 2)
        case .less, .greater, .lessOrEqual, .greaterOrEqual, .unequal, .equal: (3, 3)
        case .bitOr: (4, 4)
        case .bitXor: (5, 5)
        case .bitAnd: (6, 6)
        case .shiftLeft, .shiftRight: (7, 7)
        case .concatenate: (9, 8)
        case .add, .subtract: (10, 10)
        case .multiply, .divide, .floorDivide, .modulo: (11, 11)
        case .power: (14, 13)
        }
    }

    /// How strongly operators before an operand bind.
    static let unaryPriority = 12

    init?(_ token: Token.Kind) {
        switch token {
        case .keyword(.and): self = .and
        case .keyword(.or): self = .or
        case .symbol(let symbol): self.init(rawValue: symbol.rawValue)
        default: return nil
        }
    }
}

/// An operator before its operand.
public enum UnaryOperator: String, Sendable, Hashable, CaseIterable {
    case not
    case negate = "-"
    case length = "#"
    case bitNot = "~"

    init?(_ token: Token.Kind) {
        switch token {
        case .keyword(.not): self = .not
        case .symbol(let symbol): self.init(rawValue: symbol.rawValue)
        default: return nil
        }
    }
}
