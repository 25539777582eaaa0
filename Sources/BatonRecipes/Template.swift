/// A text with expressions in it, such as `baton clone ${{ steps.share.link }}`.
public struct Template: Sendable {
    /// A piece of a template.
    public enum Part: Sendable {
        /// Text as it is.
        case text(String)
        /// What stands between `${{` and `}}`.
        case expression(Expression)
    }

    /// The pieces, in order.
    public let parts: [Part]

    /// The expression of a template that is one expression and nothing else, which keeps the value's type.
    public var whole: Expression? {
        if parts.count == 1, case .expression(let expression) = parts[0] { return expression }
        return nil
    }

    /// All expressions, in order.
    public var expressions: [Expression] {
        parts.compactMap { part in
            if case .expression(let expression) = part { return expression }
            return nil
        }
    }
}
