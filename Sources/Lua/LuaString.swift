/// A string of a script: bytes, which need not be UTF-8 and may hold zeros.
public struct LuaString: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The bytes as the script has them.
    public var bytes: [UInt8]

    /// Makes a string of bytes.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Makes a string of the UTF-8 of a text.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Makes a string of the UTF-8 of a literal.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// The bytes as text; nil when they are not UTF-8.
    public var text: String? {
        String(validating: bytes, as: UTF8.self)
    }
}
