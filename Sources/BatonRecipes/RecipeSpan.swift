/// A place in a recipe's file.
public struct RecipeSpan: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// The column, in Unicode scalars, from 1.
    public let column: Int
    /// How many Unicode scalars of the line are meant, at least 1.
    public let length: Int

    /// A place.
    public init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = max(1, length)
    }
}
