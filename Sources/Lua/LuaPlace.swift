/// A place in a running script.
public struct LuaPlace: Sendable {
    /// The name of the chunk; nil when no script function is near.
    public var chunk: String?
    /// The line in it, from 1.
    public var line: Int?
    /// At most 20 calls, innermost first, and a last line that counts the rest.
    public var trace: [String]
}
