public import BatonHost

/// Something that a recipe can be told.
public struct RecipeInput: Sendable {
    /// What an input holds.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A text.
        case string
        /// A whole number.
        case integer
        /// Any number.
        case number
        /// `true` or `false`.
        case boolean
        /// A whole number from 1 on, or `all`.
        case count
        /// A session, or a text that selects one.
        case session
        /// A file or directory; relative ones start from the working directory.
        case path
        /// One of the input's choices.
        case choice
        /// A list of texts.
        case list

        /// The type of its values, as far as the kind alone tells it.
        var type: HostType {
            switch self {
            case .string, .path, .choice: .string
            case .integer: .integer
            case .number: .number
            case .boolean: .boolean
            case .count: .count
            case .session: .session
            case .list: .list(.string)
            }
        }
    }

    /// Its name, in `snake_case`.
    public let name: String
    /// What it holds.
    public let kind: Kind
    /// The words of a choice.
    public let choices: [String]
    /// One line of documentation.
    public let about: String
    /// What it is when it is not given; `nil` for none.
    public let fallback: RecipeValue?
    /// Whether it must be given.
    public let isRequired: Bool
    /// Where its name stands.
    public let span: RecipeSpan

    /// The type, as host functions know it.
    public var type: HostType {
        kind == .choice ? .choice(choices) : kind.type
    }
}
