import CSodium

/// The private half of an OpenSSH key, from a file that begins with `-----BEGIN OPENSSH PRIVATE KEY-----`.
///
/// Format: OpenSSH's `PROTOCOL.key`. A key that a passphrase protects needs OpenSSH's own `bcrypt_pbkdf`, which no library that
/// is linked here has: such a file is recognised, and tells whether a sealed file is for it, but does not open anything.
public struct SSHIdentity: AgeIdentity {
    static let begin = Array("-----BEGIN OPENSSH PRIVATE KEY-----".utf8)
    static let end = Array("-----END OPENSSH PRIVATE KEY-----".utf8)
    private static let magic = Array("openssh-key-v1\0".utf8)
    /// A key of 16,384 bits is 13 KiB; nothing larger is one.
    private static let limit = 64 << 10

    private let blob: SSHKeyBlob
    /// What opens; nil behind a passphrase.
    private let identity: (any AgeIdentity)?

    /// Whether a passphrase protects the key, so that it cannot be used here.
    public var isProtected: Bool { identity == nil }

    /// Whether bytes begin as such a file does.
    public static func recognizes(_ text: Span<UInt8>) -> Bool {
        text.count >= begin.count && begin.indices.allSatisfy { text[$0] == begin[$0] }
    }

    /// Reads the text of a key file.
    ///
    /// - Throws: ``AgeError/identity(_:)``.
    public init(_ text: SecretBytes) throws(AgeError) {
        guard text.count <= Self.limit else { throw .identity(.wrongLength) }
        let bytes = try text.withBytes { (text: Span<UInt8>) throws(AgeError) in try Self.decoded(text) }
        let (blob, identity) = try bytes.withBytes {
            (bytes: Span<UInt8>) throws(AgeError) -> (SSHKeyBlob, (any AgeIdentity)?) in try Self.read(bytes)
        }
        self.blob = blob
        self.identity = identity
    }

    /// Whether one of the stanzas names this key.
    public func isNamed(in stanzas: [AgeStanza]) -> Bool {
        let tag = blob.tag
        return stanzas.contains { stanza in
            (stanza.type == SSHKeyBlob.ed25519Type || stanza.type == SSHKeyBlob.rsaType)
                && stanza.arguments.first == tag
        }
    }

    /// Tries every stanza that names this key.
    ///
    /// - Throws: ``AgeError/protectedIdentity`` when one does and a passphrase protects the key, and ``AgeError/stanza(_:)``.
    public func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
        if let identity { return try identity.unwrap(stanzas) }
        if isNamed(in: stanzas) { throw .protectedIdentity }
        return nil
    }

    /// The bytes between the markers.
    private static func decoded(_ text: Span<UInt8>) throws(AgeError) -> SecretBytes {
        var base64: [UInt8] = []
        base64.reserveCapacity(text.count)
        var bytes: [UInt8] = []
        defer {
            Sodium.wipe(&base64)
            Sodium.wipe(&bytes)
        }
        guard recognizes(text) else { throw .identity(.wrongKind) }
        var position = begin.count
        while position < text.count, text[position] != UInt8(ascii: "-") {
            if !ArmorReader.isSpace(text[position]) { base64.append(text[position]) }
            position += 1
        }
        guard text.count - position >= end.count, end.indices.allSatisfy({ text[position + $0] == end[$0] })
        else { throw .identity(.malformed) }
        bytes.reserveCapacity(base64.count)
        guard Base64.decode(base64.span, isPadded: true, into: &bytes) else { throw .identity(.malformed) }
        return SecretBytes(copying: bytes.span)
    }

    private static func read(_ bytes: Span<UInt8>) throws(AgeError) -> (SSHKeyBlob, (any AgeIdentity)?) {
        guard bytes.count > magic.count, magic.indices.allSatisfy({ bytes[$0] == magic[$0] }) else {
            throw .identity(.malformed)
        }
        let body = bytes.extracting(magic.count..<bytes.count)
        var reader = SSHWire()
        // Cipher, derivation of its key, options of that, and how many keys there are.
        guard let cipher = reader.string(in: body), reader.string(in: body) != nil,
            reader.string(in: body) != nil, reader.number(in: body) == 1,
            let wire = reader.string(in: body), let secrets = reader.string(in: body),
            reader.isAtEnd(of: body)
        else { throw .identity(.malformed) }
        let blob: SSHKeyBlob
        do throws(AgeError) {
            blob = try SSHKeyBlob(copy(body.extracting(wire)))
        } catch {
            throw error == .recipient(.unusableSSHKey) ? .identity(.unusableSSHKey) : .identity(.malformed)
        }
        guard copy(body.extracting(cipher)) == Array("none".utf8) else { return (blob, nil) }
        return (blob, try identity(body.extracting(secrets), blob))
    }

    /// Reads the private section: two equal numbers, the type, the key, a comment, and bytes that fill a block.
    private static func identity(_ section: Span<UInt8>, _ blob: SSHKeyBlob) throws(AgeError)
        -> any AgeIdentity
    {
        var reader = SSHWire()
        guard let one = reader.number(in: section), let other = reader.number(in: section), one == other,
            reader.string(in: section) != nil
        else { throw .identity(.malformed) }
        switch blob.kind {
        case .ed25519(let point):
            guard let own = reader.string(in: section), copy(section.extracting(own)) == point,
                let secret = reader.string(in: section)
            else { throw .identity(.malformed) }
            return try SSHEd25519Identity(
                blob,
                point: point,
                secret: SecretBytes(copying: section.extracting(secret))
            )
        case .rsa(let modulus, let exponent):
            guard let ownModulus = reader.positive(in: section),
                copy(section.extracting(ownModulus)) == modulus,
                let ownExponent = reader.positive(in: section),
                copy(section.extracting(ownExponent)) == exponent,
                let secret = reader.positive(in: section)
            else { throw .identity(.malformed) }
            return try SSHRSAIdentity(
                blob,
                modulus: modulus,
                exponent: exponent,
                secret: SecretBytes(copying: section.extracting(secret))
            )
        }
    }

    /// A copy of bytes that are public.
    private static func copy(_ bytes: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.append(bytes)
        return result
    }
}
