/// What a file that is no session export looks like by its first bytes.
public enum BundleLook: String, Sendable, CaseIterable {
    /// An age file, binary or armoured.
    case age
    /// An OpenPGP message, binary or armoured.
    case openPGP
    /// gzip data.
    case gzip
    /// Zstandard data.
    case zstandard
    /// A zip archive.
    case zip
    /// A web page or other markup.
    case webPage
    /// The Markdown form of a session.
    case markdown
    /// Text in UTF-16.
    case utf16

    /// Recognises a file by its first bytes; `nil` when it may be JSON.
    ///
    /// Signatures: age-encryption.org/v1, RFC 9580 sections 4.2 and 6.2, RFC 1952, RFC 8878, PKZIP's APPNOTE.
    public init?(_ bytes: [UInt8]) {
        let head = bytes.prefix(512)
        func begins(_ signature: [UInt8]) -> Bool { head.starts(with: signature) }
        if begins(Array("age-encryption.org/v1".utf8)) { self = .age; return }
        if begins([0x1f, 0x8b]) { self = .gzip; return }
        if begins([0x28, 0xb5, 0x2f, 0xfd]) { self = .zstandard; return }
        if begins([0x50, 0x4b, 0x03, 0x04]) || begins([0x50, 0x4b, 0x05, 0x06]) { self = .zip; return }
        if begins([0xff, 0xfe]) || begins([0xfe, 0xff]) { self = .utf16; return }
        let start = head.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let text = head.dropFirst(start).drop { $0 == 0x20 || (0x09...0x0d).contains($0) }
        if text.starts(with: Array("-----BEGIN AGE ENCRYPTED FILE-----".utf8)) { self = .age; return }
        if text.starts(with: Array("-----BEGIN PGP ".utf8)) { self = .openPGP; return }
        if text.first == UInt8(ascii: "<") { self = .webPage; return }
        if text.starts(with: Array("# Previous Conversation Context".utf8)) { self = .markdown; return }
        // Session keys (tags 1 and 3), compressed or sealed data (8, 9, 18, 20), in both packet forms.
        if let first = bytes.first, first & 0x80 != 0, start == 0 {
            let tag = first & 0x40 != 0 ? first & 0x3f : first >> 2 & 0x0f
            if [1, 3, 8, 9, 18, 20].contains(tag) { self = .openPGP; return }
        }
        return nil
    }

    /// The form's name with its article.
    public var description: String {
        switch self {
        case .age: "a file encrypted with age"
        case .openPGP: "a file encrypted with OpenPGP (gpg)"
        case .gzip: "gzip-compressed data"
        case .zstandard: "Zstandard-compressed data"
        case .zip: "a zip archive"
        case .webPage: "a web page"
        case .markdown: "the Markdown export of a session"
        case .utf16: "text in UTF-16"
        }
    }

    /// What to do with such a file.
    public var hint: String {
        switch self {
        case .age:
            "decrypt it first: the key is the part of the link behind '#', or the passphrase you were told"
        case .openPGP: "decrypt it first: gpg --decrypt FILE"
        case .gzip: "decompress it first: gunzip FILE"
        case .zstandard: "decompress it first: unzstd FILE"
        case .zip: "unpack it first, and take the .json file inside"
        case .webPage: "check the link: it should lead to the file itself, and may have expired"
        case .markdown: "ask for the JSON export; Markdown can be read but not cloned"
        case .utf16: "save the file as UTF-8"
        }
    }
}
