/// What a Lua source says, as far as it could be read.
///
/// Expressions and locals stand in two flat lists and are named by their places there: an expression of many thousand
/// operators then costs no recursion when the tree is made, walked or given up.
public struct SyntaxTree: Sendable {
    /// The source.
    public let source: [UInt8]
    /// The statements at the top level.
    public internal(set) var body = Block()
    /// What is wrong with the source, in its order; empty when Lua would accept it.
    public internal(set) var errors: [SyntaxError] = []
    /// All local variables, parameters included.
    public internal(set) var locals: [LocalVariable] = []
    /// Where the lines begin.
    public let lines: SourceLines
    var expressions: [Expression] = []

    init(_ source: [UInt8]) {
        self.source = source
        lines = SourceLines(source)
    }

    /// Reads a whole source; any bytes will do.
    ///
    /// - Parameter source: the text, with or without a byte order mark or a first line that begins with `#`.
    /// - Returns: the tree, with at most 20 errors.
    public static func parse(_ source: [UInt8]) -> SyntaxTree {
        var parser = Parser(source)
        return parser.chunk()
    }

    /// All expressions, each behind those it is made of.
    public var expressionIDs: [ExpressionID] { expressions.indices.map { ExpressionID(index: $0) } }

    /// All local variables.
    public var localIDs: [LocalID] { locals.indices.map { LocalID(index: $0) } }

    /// An expression.
    public subscript(id: ExpressionID) -> Expression { expressions[id.index] }

    /// A local variable.
    public subscript(id: LocalID) -> LocalVariable { locals[id.index] }

    /// The place of a range of the source.
    public func place(of range: Range<Int>) -> SourcePlace { lines.place(of: range) }
}

/// The place of an expression in its tree.
public struct ExpressionID: Sendable, Hashable {
    /// The place in ``SyntaxTree/expressionIDs``, from 0.
    public let index: Int
}

/// The place of a local variable in its tree.
public struct LocalID: Sendable, Hashable {
    /// The place in ``SyntaxTree/localIDs``, from 0.
    public let index: Int
}

/// A name with its place.
public struct Name: Sendable, Hashable {
    /// The name.
    public let text: String
    /// Its bytes in the source.
    public let range: Range<Int>
}

/// A local variable.
public struct LocalVariable: Sendable {
    /// What made it.
    public enum Origin: Sendable, Hashable {
        /// `local a = …`: the expression at its place in the list, if there is one.
        case declaration(ExpressionID?)
        /// The result of a call further to the front of the list, counted from 0.
        case result(of: ExpressionID, number: Int)
        /// `local function`.
        case function
        /// A parameter.
        case parameter
        /// The variable of a numeric loop.
        case counter
        /// A variable of a generic loop: the first expression behind `in`, and which one it is from 0.
        case element(of: ExpressionID?, number: Int)
    }

    /// Its name.
    public let name: Name
    /// `const` or `close`.
    public let attribute: String?
    /// What made it.
    public internal(set) var origin: Origin
    /// How often something is assigned to it later.
    public internal(set) var assignments = 0
    /// How often its name stands somewhere else.
    public internal(set) var uses = 0
}

/// Statements in their order.
public struct Block: Sendable {
    /// The statements.
    public internal(set) var statements: [Statement] = []
}

/// The body of a function.
public struct Function: Sendable {
    /// Its parameters; that of a method begins with `self`.
    public let parameters: [LocalID]
    /// Whether it takes more.
    public let isVariadic: Bool
    /// Its statements.
    public let body: Block
    /// Its bytes, from `function` or `(` to `end`.
    public let range: Range<Int>
}
