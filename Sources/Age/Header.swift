/// A file's header: the stanzas, and a MAC by which who holds the file key knows that nobody changed them.
///
/// The format is that of <https://c2sp.org/age>.
struct Header {
    /// The longest header that is read or written, in bytes: some ten thousand recipients.
    static let limit = 1 << 20
    static let versionLine = Array("age-encryption.org/v1".utf8)
    /// What every version begins with.
    static let versionPrefix = Array("age-encryption.org/".utf8)
    static let stanzaMark = Array("->".utf8)
    static let macMark = Array("---".utf8)
    /// Characters of a full line of a body.
    static let columns = 64

    private static let macInfo = Array("header".utf8)

    var stanzas: [AgeStanza]
    /// The header's bytes up to and including the three dashes.
    var authenticated: [UInt8]
    /// The MAC as it was read, 32 bytes.
    var mac: [UInt8]

    /// Makes the header of `stanzas` under `fileKey`.
    init(_ stanzas: [AgeStanza], fileKey: SecretBytes) {
        self.stanzas = stanzas
        var text = Self.versionLine + [UInt8(ascii: "\n")]
        for stanza in stanzas { Self.append(stanza, to: &text) }
        text += Self.macMark
        authenticated = text
        mac = Self.mac(of: text, fileKey: fileKey)
    }

    /// Holds a header that was read.
    init(stanzas: [AgeStanza], authenticated: [UInt8], mac: [UInt8]) {
        self.stanzas = stanzas
        self.authenticated = authenticated
        self.mac = mac
    }

    /// All bytes of the header, with the line feed that ends it.
    var bytes: [UInt8] {
        authenticated + [UInt8(ascii: " ")] + Base64.encode(mac) + [UInt8(ascii: "\n")]
    }

    /// Whether `fileKey` made the MAC, in a time that does not depend on where it differs.
    func isAuthentic(under fileKey: SecretBytes) -> Bool {
        Sodium.equal(mac, Self.mac(of: authenticated, fileKey: fileKey))
    }

    private static func mac(of text: [UInt8], fileKey: SecretBytes) -> [UInt8] {
        HKDF.authenticate(text, key: HKDF.derive(from: fileKey, info: macInfo))
    }

    private static func append(_ stanza: AgeStanza, to text: inout [UInt8]) {
        text += stanzaMark
        for word in [stanza.type] + stanza.arguments {
            text.append(UInt8(ascii: " "))
            text += word.utf8
        }
        text.append(UInt8(ascii: "\n"))
        let body = Base64.encode(stanza.body)
        // A short line ends the body, so one that fills its last line is followed by an empty one.
        for start in stride(from: 0, through: body.count, by: columns) {
            text += body[start..<min(start + columns, body.count)]
            text.append(UInt8(ascii: "\n"))
        }
    }
}
