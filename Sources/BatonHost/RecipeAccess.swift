/// How the functions of a run reach the recipes there are; who runs recipes gives it to the run.
public protocol RecipeAccess: AnyObject {
    /// The recipes that can be run, by name.
    func list() throws -> [RecipeFacts]

    /// Runs a recipe with no more than it declares and the caller may, and gives its outputs.
    ///
    /// - Throws: what the recipe's steps throw; ``HostError`` of the kinds `recipe.not_found`, `recipe.not_trusted`.
    func run(_ name: String, _ inputs: [String: HostValue]) throws -> HostValue
}

/// What a list says of a recipe.
public struct RecipeFacts: Sendable {
    /// The name by which it is run.
    public let name: String
    /// One sentence.
    public let about: String
    /// Where it comes from, such as `built-in`, `user` or `project`.
    public let origin: String

    /// Facts.
    public init(name: String, about: String, origin: String) {
        self.name = name
        self.about = about
        self.origin = origin
    }
}
