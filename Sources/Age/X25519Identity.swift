/// The secret half of a native age key: `AGE-SECRET-KEY-1…`.
public struct X25519Identity: AgeIdentity {
    private static let prefix = "AGE-SECRET-KEY-"

    private let scalar: SecretBytes
    /// The public half, to seal to.
    public let recipient: X25519Recipient

    private init(scalar: SecretBytes) {
        self.scalar = scalar
        self.recipient = X25519Recipient(point: X25519.publicKey(of: scalar))
    }

    /// Makes a new random identity.
    public static func generate() -> X25519Identity {
        X25519Identity(scalar: .random(count: X25519.size))
    }

    /// Reads the text of an identity, all upper case, without white space around it.
    ///
    /// - Throws: ``AgeError/postQuantum`` for `AGE-SECRET-KEY-PQ-1…`, else ``AgeError/identity(_:)``.
    public init(_ text: SecretBytes) throws(AgeError) {
        let scalar = try text.withBytes { (characters: Span<UInt8>) throws(AgeError) in
            try Self.scalar(of: characters)
        }
        self.init(scalar: scalar)
    }

    /// Reads the text of an identity that is a string already.
    ///
    /// - Throws: ``AgeError/postQuantum`` for `AGE-SECRET-KEY-PQ-1…`, else ``AgeError/identity(_:)``.
    public init(_ text: String) throws(AgeError) {
        try self.init(SecretBytes(utf8: text))
    }

    private static func scalar(of text: Span<UInt8>) throws(AgeError) -> SecretBytes {
        guard !PostQuantum.isIdentity(text) else { throw .postQuantum }
        guard var decoded = Bech32.decode(text) else { throw .identity(.malformed) }
        defer { Sodium.wipe(&decoded.data) }
        guard decoded.prefix == Array(prefix.utf8) else { throw .identity(.wrongKind) }
        guard decoded.data.count == X25519.size else { throw .identity(.wrongLength) }
        return SecretBytes(moving: &decoded.data)
    }

    /// The text of the identity, `AGE-SECRET-KEY-1` and 58 more characters, all upper case.
    public var secretText: SecretBytes {
        var text = scalar.withBytes { Bech32.encode(prefix: Self.prefix.lowercased(), $0) }
        for index in text.indices where (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[index]) {
            text[index] &= 0xdf
        }
        return SecretBytes(moving: &text)
    }

    /// Tries every `X25519` stanza, in the order of the file.
    ///
    /// - Throws: ``AgeError/stanza(_:)`` when such a stanza has another shape than one share of 32 bytes, a share of
    ///   low order, or a body that cannot be a file key.
    public func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
        for stanza in stanzas where stanza.type == AgeStanza.x25519Type {
            guard stanza.arguments.count == 1,
                let share = Base64.decode(stanza.arguments[0], count: X25519.size)
            else { throw .stanza(.x25519Share) }
            guard stanza.body.count == FileKey.wrappedSize else { throw .stanza(.fileKeyLength) }
            guard
                let key = X25519.wrappingKey(
                    scalar: scalar,
                    point: share,
                    share: share,
                    recipient: recipient.point
                )
            else { throw .stanza(.x25519LowOrder) }
            if let fileKey = try FileKey.unwrap(stanza.body, under: key) { return fileKey }
        }
        return nil
    }
}
