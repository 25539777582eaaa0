/// One statement.
public struct Statement: Sendable {
    /// What a statement is.
    public enum Kind: Sendable {
        /// `;`.
        case empty
        /// A call.
        case call(ExpressionID)
        /// `local a <const>, b = 1, 2`.
        case local([LocalID], [ExpressionID])
        /// `a, b.c = 1, 2`.
        case assignment([ExpressionID], [ExpressionID])
        /// `local function f() end`.
        case localFunction(LocalID, Function)
        /// `function a.b:c() end`: the target without the name of a method, which comes second.
        case function(ExpressionID, method: Name?, Function)
        /// `do end`.
        case `do`(Block)
        /// `if … elseif … else … end`.
        case `if`([(condition: ExpressionID, body: Block)], otherwise: Block?)
        /// `while … do end`.
        case `while`(ExpressionID, Block)
        /// `repeat … until …`.
        case `repeat`(Block, ExpressionID)
        /// `for i = 1, 10, 2 do end`.
        case count(LocalID, [ExpressionID], Block)
        /// `for k, v in … do end`.
        case iterate([LocalID], [ExpressionID], Block)
        /// `return …`.
        case `return`([ExpressionID])
        /// `break`.
        case `break`
        /// `goto name`.
        case goto(Name)
        /// `::name::`.
        case label(Name)
    }

    /// What it is.
    public let kind: Kind
    /// Its bytes in the source.
    public let range: Range<Int>
}
