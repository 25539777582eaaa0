/// The bytes of a recipe with all files it names, as they were read and checked once.
public struct RecipeSource: Sendable {
    /// Where a recipe comes from, which decides whether it is trusted.
    public enum Origin: String, Sendable, Hashable {
        /// The program brought it.
        case builtIn = "built-in"
        /// The person's own folder.
        case user
        /// `.baton/recipes` of the project.
        case project
        /// A file that was named by its path.
        case file
    }

    /// How a recipe is written.
    public enum Kind: String, Sendable, Hashable {
        /// Steps in YAML.
        case yaml
        /// A Lua script.
        case lua
    }

    /// Its name.
    public let name: String
    /// Where it comes from.
    public let origin: Origin
    /// How it is written.
    public let kind: Kind
    /// What messages call its file.
    public let file: String
    /// Where it is on disk; `nil` for a built-in one.
    public let path: String?
    /// Its content.
    public let bytes: [UInt8]
    /// Lua files beside it that its steps name.
    public let scripts: [String: [UInt8]]
    /// Whether it may run with all it asks for.
    public let isTrusted: Bool
    /// Whether the person decided that it never runs.
    public let isDenied: Bool

    /// Whether a text names a Lua file in the recipe's own directory.
    static func isScriptName(_ text: String) -> Bool {
        text.hasSuffix(".lua") && RecipeName.isRecipe(String(text.dropLast(4)))
    }
}
