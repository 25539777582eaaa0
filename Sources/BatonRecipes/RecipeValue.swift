public import BatonHost

/// A value as a recipe writes it: known, or made from expressions when its step runs.
public indirect enum RecipeValue: Sendable {
    /// A value that stands there.
    case literal(HostValue)
    /// A text with expressions in it.
    case template(Template)
    /// A list.
    case list([RecipeValue])
    /// Names with values, in the order of the file.
    case table([RecipeArgument])

    /// The expressions that stand inside texts, so that their values must be parts of a text.
    var embedded: [Expression] {
        switch self {
        case .literal: []
        case .template(let template): template.whole == nil ? template.expressions : []
        case .list(let elements): elements.flatMap(\.embedded)
        case .table(let entries): entries.flatMap(\.value.embedded)
        }
    }

    /// The path that a value is, when it is one.
    var path: Expression? {
        guard case .template(let template) = self, let whole = template.whole, whole.isPath else {
            return nil
        }
        return whole
    }

    /// All expressions in it, in the order of the file.
    var expressions: [Expression] {
        switch self {
        case .literal: []
        case .template(let template): template.expressions
        case .list(let elements): elements.flatMap(\.expressions)
        case .table(let entries): entries.flatMap(\.value.expressions)
        }
    }
}
