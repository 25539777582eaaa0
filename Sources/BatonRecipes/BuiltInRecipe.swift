internal import CRecipes

/// A recipe that the program brings.
public struct BuiltInRecipe: Sendable {
    /// Its file's name, such as `handoff.yml`.
    public let file: String
    /// Its content.
    public let bytes: [UInt8]

    /// A recipe.
    public init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }

    /// All of them, in the order of their names.
    public static let all: [BuiltInRecipe] = (0..<baton_recipe_count).compactMap { place in
        guard let recipe = unsafe baton_recipe_at(place)?.pointee else { return nil }
        return BuiltInRecipe(
            file: unsafe String(cString: recipe.name),
            bytes: unsafe Array(UnsafeBufferPointer(start: recipe.bytes, count: recipe.length))
        )
    }
}
