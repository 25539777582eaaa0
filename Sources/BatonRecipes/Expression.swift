/// A Lua expression between `${{` and `}}`.
public struct Expression: Sendable {
    /// The expression without the spaces around it.
    public let source: String
    /// Where it begins.
    public let span: RecipeSpan
    /// The names it reads with the fields behind them, as far as they stand there.
    let references: [Reference]
    /// Whether it is one path and nothing else, so that no engine is needed.
    let isPath: Bool
    /// The calls of `always()` and `failed()`, as places in the UTF-8 of ``source``.
    let statusCalls: [StatusCall]
    /// Whether it makes functions, whose parameters look like unknown names.
    let definesNames: Bool

    /// A path such as `steps.share.link` or `inputs.files[1]`.
    struct Reference: Sendable {
        /// The first name.
        let root: String
        /// What stands behind it.
        let fields: [Field]
        /// Where the root stands.
        let span: RecipeSpan
        /// Whether more follows that only the engine understands, such as `[i + 1]`.
        let isOpen: Bool

        /// The path as it is shown.
        var text: String { fields.reduce(root) { $0 + $1.key.text } }
    }

    /// One part of a path.
    struct Field: Sendable {
        let key: Key
        let span: RecipeSpan
    }

    /// How a field is named.
    enum Key: Sendable, Hashable {
        case name(String)
        case index(Int)

        var text: String {
            switch self {
            case .name(let name): "." + name
            case .index(let number): "[\(number)]"
            }
        }
    }

    /// A call of one of the two functions that ask how the recipe is doing.
    struct StatusCall: Sendable {
        let name: String
        let range: Range<Int>
    }

    /// Whether it asks how the recipe is doing, and so decides even after a failure.
    var asksStatus: Bool { !statusCalls.isEmpty }
}
