import CSodium

/// The public half of an OpenSSH key as it stands behind the name of its type in `authorized_keys`.
struct SSHKeyBlob: Sendable, Hashable {
    /// What a key can do.
    enum Kind: Sendable, Hashable {
        /// A point of Ed25519, 32 bytes.
        case ed25519(point: [UInt8])
        /// The modulus and the exponent, big-endian without leading zeros.
        case rsa(modulus: [UInt8], exponent: [UInt8])
    }

    static let ed25519Type = "ssh-ed25519"
    static let rsaType = "ssh-rsa"

    /// The bytes, as SSH sends them.
    let wire: [UInt8]
    let kind: Kind

    /// Takes the bytes apart.
    ///
    /// - Throws: ``AgeError/recipient(_:)``.
    init(_ wire: [UInt8]) throws(AgeError) {
        self.wire = wire
        let bytes = wire.span
        var reader = SSHWire()
        guard let type = reader.string(in: bytes) else { throw .recipient(.malformed) }
        switch String(decoding: wire[type], as: UTF8.self) {
        case Self.ed25519Type:
            guard let point = reader.string(in: bytes), reader.isAtEnd(of: bytes) else {
                throw .recipient(.malformed)
            }
            guard point.count == X25519.size else { throw .recipient(.wrongLength) }
            kind = .ed25519(point: Array(wire[point]))
        case Self.rsaType:
            guard let exponent = reader.positive(in: bytes), let modulus = reader.positive(in: bytes),
                reader.isAtEnd(of: bytes)
            else {
                throw .recipient(.malformed)
            }
            kind = .rsa(modulus: Array(wire[modulus]), exponent: Array(wire[exponent]))
        default:
            throw .recipient(.unusableSSHKey)
        }
    }

    /// What a stanza calls the key: the first four bytes of its SHA-256.
    var tag: String {
        var hash = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        Sodium.start()
        unsafe _ = crypto_hash_sha256(&hash, wire, UInt64(wire.count))
        return String(decoding: Base64.encode(Array(hash[..<4])), as: UTF8.self)
    }
}

/// A line of an `authorized_keys` file or a `.pub` file.
public enum SSHPublicKey {
    /// The types of keys that exist, of which not all can be sealed to.
    private static let types: Set<String> = [
        "ssh-ed25519", "ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ]

    /// The type of the key in a line such as `ssh-ed25519 AAAA… comment`, options in front allowed; nil when there is none.
    public static func type(inLine line: String) -> String? { parts(of: line)?.type }

    /// The type and the key of such a line, without options and comment; nil when there is none.
    public static func key(inLine line: String) -> String? { parts(of: line).map { "\($0.type) \($0.key)" } }

    /// The recipient in such a line.
    ///
    /// - Throws: ``AgeError/recipient(_:)``: ``AgeError/KeyFault/unusableSSHKey`` for a key of a type that cannot be sealed
    ///   to, ``AgeError/KeyFault/malformed`` for what is no key.
    public static func recipient(inLine line: String) throws(AgeError) -> any AgeRecipient {
        guard let (type, text) = parts(of: line) else { throw .recipient(.malformed) }
        guard type == SSHKeyBlob.ed25519Type || type == SSHKeyBlob.rsaType else {
            throw .recipient(.unusableSSHKey)
        }
        var wire: [UInt8] = []
        guard Base64.decode(Array(text.utf8).span, isPadded: true, into: &wire) else {
            throw .recipient(.malformed)
        }
        let blob = try SSHKeyBlob(wire)
        switch blob.kind {
        case .ed25519(let point):
            // The name in front and the name inside must agree, or one of them lies.
            guard type == SSHKeyBlob.ed25519Type else { throw .recipient(.malformed) }
            return try SSHEd25519Recipient(blob, point: point)
        case .rsa(let modulus, let exponent):
            guard type == SSHKeyBlob.rsaType else { throw .recipient(.malformed) }
            return try SSHRSARecipient(blob, modulus: modulus, exponent: exponent)
        }
    }

    /// The first type of a key in a line and the word behind it: options stand in front, in which a quoted text may hold
    /// blanks (sshd(8), "AUTHORIZED_KEYS FILE FORMAT").
    private static func parts(of line: String) -> (type: String, key: String)? {
        var words: [String] = []
        var word: [UInt8] = []
        var isQuoted = false
        for byte in line.utf8 {
            // A quote inside quotes stands behind a backslash.
            if byte == UInt8(ascii: "\""), !isQuoted || word.last != UInt8(ascii: "\\") { isQuoted.toggle() }
            if !isQuoted, byte == 0x20 || byte == 0x09 || byte == 0x0d {
                if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
                word = []
                // Type, key, and before them at most one word of options.
                if words.count == 3 { break }
            } else {
                word.append(byte)
            }
        }
        if words.count < 3, !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        for start in 0..<2 where words.count > start + 1 && types.contains(words[start]) {
            return (words[start], words[start + 1])
        }
        return nil
    }
}
