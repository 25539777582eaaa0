public import Lua

/// What a script can do with recipes by their names.
public protocol RecipeCaller: AnyObject {
    /// Runs a recipe with the permissions that the run has now as the most it may have, and gives its outputs.
    ///
    /// - Throws: when there is none, it was not approved, it needs more than its caller has, calls go too deep, or it
    ///   fails.
    func run(_ name: String, _ inputs: [String: HostValue]) throws -> HostValue

    /// The recipes that can be called, each with `name`, `about`, `origin` and `kind`; nothing of them is evaluated.
    ///
    /// - Throws: what reading the folders fails with.
    func list() throws -> HostValue
}
