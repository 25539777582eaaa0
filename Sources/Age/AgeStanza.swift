/// One wrapped copy of a file's key: a line of a header with a type and arguments, and a body.
public struct AgeStanza: Sendable, Hashable {
    /// What kind of recipient it is for, such as `X25519`: printable ASCII without spaces, never empty.
    public let type: String
    /// What the type defines, each printable ASCII without spaces and never empty.
    public let arguments: [String]
    /// The bytes below the line, mostly the encrypted file key.
    public let body: [UInt8]

    /// Makes a stanza; the type and the arguments must follow the rules above.
    public init(type: String, arguments: [String], body: [UInt8]) {
        precondition(
            ([type] + arguments).allSatisfy(Self.isArgument),
            "a stanza of other than printable words"
        )
        self.init(checkedType: type, arguments: arguments, body: body)
    }

    /// Makes a stanza of words that are known to be printable.
    init(checkedType type: String, arguments: [String], body: [UInt8]) {
        self.type = type
        self.arguments = arguments
        self.body = body
    }

    private static func isArgument(_ word: String) -> Bool {
        !word.isEmpty && word.utf8.allSatisfy({ (33...126).contains($0) })
    }
}

extension AgeStanza {
    static let x25519Type = "X25519"
    static let scryptType = "scrypt"
    static let postQuantumType = "mlkem768x25519"
}
