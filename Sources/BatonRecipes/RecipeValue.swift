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
