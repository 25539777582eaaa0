/// Why a source is not Lua.
public struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong: in lower case, without a full stop.
    public let message: String
    /// What to do about it, where that is known.
    public let hint: String?
    /// The bytes that are meant.
    public let range: Range<Int>

    /// The message without its place.
    public var description: String { message }
}
