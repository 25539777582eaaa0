public import BatonHost

/// A recipe that was read and checked: what it asks for, what it may do, and its steps.
public struct Recipe: Sendable {
    /// Its name: the file's, without the extension.
    public let name: String
    /// The file as the person knows it, for messages.
    public let file: String
    /// The bytes it was read from, for excerpts.
    public let source: [UInt8]
    /// One sentence that a list shows.
    public let about: String
    /// What it can be told, in the order of the file.
    public let inputs: [RecipeInput]
    /// What it may do; nothing that is not declared.
    public let permissions: PermissionSet
    /// Git hooks it wants to run from, such as `post-commit`.
    public let hooks: [String]
    /// Whether a hook need not wait for it: git goes on, and it runs afterwards without a terminal.
    public let isBackground: Bool
    /// What it may cost.
    public let limits: RecipeLimits
    /// Its steps, in the order they run.
    public let steps: [RecipeStep]
    /// What it gives, in the order of the file.
    public let outputs: [RecipeOutput]
}

/// A named result of a recipe.
public struct RecipeOutput: Sendable {
    /// Its name.
    public let name: String
    /// How it is made from inputs and steps.
    public let value: RecipeValue
    /// Where its value stands.
    public let span: RecipeSpan
}
