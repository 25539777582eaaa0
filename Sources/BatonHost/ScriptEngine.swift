public import Diagnostics

/// What runs Lua for recipes; the recipe runner knows nothing else of it.
public protocol ScriptEngine: AnyObject {
    /// Checks that a text is one Lua expression, without running it.
    ///
    /// - Throws: ``HostError`` of kind `syntax`.
    func checkExpression(_ text: String) throws

    /// The value of an expression that sees `names` and the pure functions of Lua only.
    func evaluate(_ expression: String, _ names: [String: HostValue]) throws -> HostValue

    /// Checks that a text is a Lua chunk, without running it.
    ///
    /// - Throws: ``HostError`` of kind `syntax`.
    func checkScript(_ source: [UInt8], chunk: String) throws

    /// Runs a chunk that sees `names` and the table `baton`, and gives what it returns; messages call it `chunk`, such
    /// as `recipes/a.yml:12`.
    func run(_ source: [UInt8], chunk: String, _ names: [String: HostValue]) throws -> HostValue

    /// All that can be found wrong with a chunk by reading it, with places in the chunk; `nil` when the engine knows no
    /// more than ``checkScript(_:chunk:)``.
    func problems(in source: [UInt8], chunk: String, _ surroundings: ScriptSurroundings) -> [Diagnostic]?
}

extension ScriptEngine {
    /// Knows no more than whether it is Lua.
    public func problems(
        in source: [UInt8],
        chunk: String,
        _ surroundings: ScriptSurroundings
    ) -> [Diagnostic]? {
        nil
    }
}

/// What surrounds a piece of Lua that is part of a recipe.
public struct ScriptSurroundings: Sendable {
    /// Names that the recipe lends.
    public let globals: [String]
    /// The fields of those whose fields are known.
    public let fields: [String: [String]]
    /// What the recipe may do.
    public let permissions: PermissionSet

    /// Surroundings.
    public init(globals: [String], fields: [String: [String]], permissions: PermissionSet) {
        self.globals = globals
        self.fields = fields
        self.permissions = permissions
    }
}
