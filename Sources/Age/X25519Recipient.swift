/// The public half of a native age key: `age1…`.
public struct X25519Recipient: AgeRecipient, Hashable {
    static let prefix = "age"

    /// The point, 32 bytes.
    let point: [UInt8]

    init(point: [UInt8]) {
        self.point = point
    }

    /// Reads the text of a recipient, all lower case, without white space around it.
    ///
    /// - Throws: ``AgeError/postQuantum`` for `age1pq1…`, else ``AgeError/recipient(_:)``.
    public init(_ text: String) throws(AgeError) {
        let characters = Array(text.utf8)
        guard !PostQuantum.isRecipient(characters.span) else { throw .postQuantum }
        guard let decoded = Bech32.decode(characters.span) else { throw .recipient(.malformed) }
        guard decoded.prefix == Array(Self.prefix.utf8) else { throw .recipient(.wrongKind) }
        guard decoded.data.count == X25519.size else { throw .recipient(.wrongLength) }
        self.init(point: decoded.data)
    }

    /// The text that others seal to.
    public var text: String {
        String(decoding: Bech32.encode(prefix: Self.prefix, point.span), as: UTF8.self)
    }

    /// Encrypts the file key to the point with a key that is used once.
    ///
    /// - Throws: ``AgeError/KeyFault/lowOrder`` when the point would give everybody the same secret.
    public func wrap(_ fileKey: SecretBytes) throws(AgeError) -> [AgeStanza] {
        let scalar = SecretBytes.random(count: X25519.size)
        let share = X25519.publicKey(of: scalar)
        guard let key = X25519.wrappingKey(scalar: scalar, point: point, share: share, recipient: point)
        else {
            throw .recipient(.lowOrder)
        }
        let argument = String(decoding: Base64.encode(share), as: UTF8.self)
        let body = FileKey.wrap(fileKey, under: key)
        return [AgeStanza(checkedType: AgeStanza.x25519Type, arguments: [argument], body: body)]
    }
}

extension X25519Recipient: CustomStringConvertible {
    /// The same as ``text``: a recipient is no secret.
    public var description: String { text }
}
