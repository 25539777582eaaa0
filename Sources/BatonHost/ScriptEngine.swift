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
}
