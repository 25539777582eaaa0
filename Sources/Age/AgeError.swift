/// Why something could not be sealed or opened.
///
/// No case holds a byte of a key, a passphrase, a plaintext or a file: only places, kinds and limits.
public enum AgeError: Error, Sendable, Equatable {
    /// The input does not begin as an age file does.
    case notAge
    /// The input is an age file of another version than v1.
    case unsupportedVersion
    /// The header breaks the format at `line`, counted from 1.
    case header(HeaderFault, line: Int)
    /// A stanza of a known type breaks its own rules.
    case stanza(StanzaFault)
    /// The header was changed after it was written, or its file key is not the file's.
    case badHMAC
    /// None of the identities opens the file.
    case noMatch(needsPassphrase: Bool)
    /// The key or the file is of the hybrid post-quantum kind (`mlkem768x25519`).
    case postQuantum
    /// A passphrase file asks for a work factor above the limit (both are log2 of scrypt's N).
    case workFactor(Int, limit: Int)
    /// The payload was changed, cut short or continued.
    case payload(PayloadFault)
    /// The ASCII armor breaks its rules at `line`, counted from 1.
    case armor(ArmorFault, line: Int)
    /// The text of a recipient is not one.
    case recipient(KeyFault)
    /// The text of an identity is not one.
    case identity(KeyFault)
    /// The file is sealed to an OpenSSH key whose file a passphrase protects, which cannot be used.
    case protectedIdentity
    /// There is no libgcrypt, which RSA keys need.
    case noRSA
    /// The recipients cannot be used together.
    case recipients(RecipientsFault)
    /// There is not the memory that scrypt needs.
    case outOfMemory(mebibytes: Int)

    /// What is wrong with a header line.
    public enum HeaderFault: Sendable, Equatable {
        /// The input ends inside the header or the 16-byte nonce behind it.
        case truncated
        /// The header is longer than `limit` bytes.
        case tooLong(limit: Int)
        /// The line ends with CR LF.
        case carriageReturn
        /// The line is neither a stanza nor the MAC, or has empty or unprintable arguments.
        case malformedLine
        /// The stanza's body is not canonical unpadded base64 in lines of 64 columns.
        case malformedBody
        /// The MAC is not 32 bytes of canonical unpadded base64.
        case malformedMAC
    }

    /// What is wrong with a stanza of a known type.
    public enum StanzaFault: Sendable, Equatable {
        /// An `X25519` stanza without exactly one canonical 32-byte share.
        case x25519Share
        /// An `X25519` stanza whose shared secret would be all zero.
        case x25519LowOrder
        /// An `ssh-ed25519` or `ssh-rsa` stanza without the key's tag, or without a share that can be one.
        case sshShare
        /// A wrapped file key that is not 16 bytes and a tag.
        case fileKeyLength
        /// A `scrypt` stanza with other stanzas beside it.
        case scryptNotAlone
        /// A `scrypt` stanza without exactly a canonical 16-byte salt and a work factor.
        case scryptSalt
        /// A `scrypt` work factor that is not a canonical positive decimal.
        case scryptWorkFactor
    }

    /// What is wrong with a payload.
    public enum PayloadFault: Sendable, Equatable {
        /// A chunk fails its authentication.
        case badChunk
        /// The payload ends before its last chunk.
        case truncated
        /// There are bytes behind the last chunk.
        case trailingData
        /// The last chunk is empty though others came before it.
        case emptyLastChunk
    }

    /// What is wrong with an armor.
    public enum ArmorFault: Sendable, Equatable {
        /// The first line is not the age begin marker.
        case badBegin
        /// The input ends before the end marker.
        case missingEnd
        /// A line is empty or longer than 64 columns, or follows a short one.
        case badLine
        /// A line is not canonical padded base64.
        case badBase64
        /// Something other than white space follows the end marker.
        case trailingData
    }

    /// What is wrong with the text of a key, or with a passphrase.
    public enum KeyFault: Sendable, Equatable {
        /// The text is not Bech32 or a character of it is mistyped.
        case malformed
        /// The text is well formed but of another kind.
        case wrongKind
        /// The key is not 32 bytes long.
        case wrongLength
        /// The key is a point that gives everybody the same secret.
        case lowOrder
        /// The passphrase is empty.
        case emptyPassphrase
        /// An OpenSSH key of a type that files cannot be sealed to, such as `ecdsa` or one on a security key.
        case unusableSSHKey
        /// An RSA key of fewer than 2,048 or more than 16,384 bits, or with an exponent that cannot be one.
        case unsafeRSA
    }

    /// Why recipients cannot be used together.
    public enum RecipientsFault: Sendable, Equatable {
        /// There are none.
        case none
        /// A passphrase stands beside other recipients.
        case passphraseNotAlone
        /// Their stanzas are longer than `limit` bytes.
        case tooMany(limit: Int)
    }
}

extension AgeError: CustomStringConvertible {
    /// The sentence for a person, in lower case and without a full stop.
    public var message: String {
        switch self {
        case .notAge: "not an age file"
        case .unsupportedVersion: "a version of the age format that is not supported (only v1 is)"
        case .header(let fault, let line): "broken age header at line \(line): \(fault.message)"
        case .stanza(let fault): "broken age header: \(fault.message)"
        case .badHMAC: "the age header was changed after it was written"
        case .noMatch(needsPassphrase: true): "no given passphrase opens this file"
        case .noMatch(needsPassphrase: false): "no given identity opens this file"
        case .postQuantum: "needs a post-quantum identity (mlkem768x25519), which is not supported"
        case .workFactor(let factor, let limit):
            "the passphrase's work factor \(factor) is above the limit of \(limit)"
        case .payload(let fault): "broken age payload: \(fault.message)"
        case .armor(let fault, let line): "broken age armor at line \(line): \(fault.message)"
        case .recipient(.emptyPassphrase), .identity(.emptyPassphrase): "the passphrase is empty"
        case .protectedIdentity:
            "it is sealed to your SSH key, and that key's file is protected by a passphrase, which is not supported"
        case .noRSA: "RSA keys need libgcrypt, which is not installed"
        case .recipient(.unusableSSHKey), .identity(.unusableSSHKey):
            "an SSH key of a type that nothing can be sealed to (only ssh-ed25519 and ssh-rsa)"
        case .recipient(.unsafeRSA), .identity(.unsafeRSA): "an RSA key that is too short, too long or odd"
        case .recipient(let fault): "not an age recipient (age1…): \(fault.message)"
        case .identity(let fault): "not an age identity (AGE-SECRET-KEY-1…): \(fault.message)"
        case .recipients(let fault): fault.message
        case .outOfMemory(let mebibytes):
            "the passphrase needs \(mebibytes) MiB of memory, which is not there"
        }
    }

    /// The same sentence as ``message``.
    public var description: String { message }
}

extension AgeError.HeaderFault {
    fileprivate var message: String {
        switch self {
        case .truncated: "the file ends here"
        case .tooLong(let limit): "it is longer than \(limit) bytes"
        case .carriageReturn: "the line ends with CR LF (was the file converted as text?)"
        case .malformedLine: "neither a stanza nor the MAC"
        case .malformedBody: "the stanza's body is not canonical base64"
        case .malformedMAC: "the MAC is not canonical base64 of 32 bytes"
        }
    }
}

extension AgeError.StanzaFault {
    fileprivate var message: String {
        switch self {
        case .x25519Share: "an X25519 stanza without one canonical share"
        case .x25519LowOrder: "an X25519 share of low order"
        case .sshShare: "an SSH stanza without the tag of a key and a usable share"
        case .fileKeyLength: "a wrapped file key of the wrong length"
        case .scryptNotAlone: "a passphrase stanza beside other stanzas"
        case .scryptSalt: "a passphrase stanza without one canonical salt and a work factor"
        case .scryptWorkFactor: "a work factor that is not a canonical positive number"
        }
    }
}

extension AgeError.PayloadFault {
    fileprivate var message: String {
        switch self {
        case .badChunk: "a chunk was changed or cut"
        case .truncated: "the file was cut short"
        case .trailingData: "data follows the end"
        case .emptyLastChunk: "the last chunk is empty"
        }
    }
}

extension AgeError.ArmorFault {
    fileprivate var message: String {
        switch self {
        case .badBegin: "not the begin marker of an age file"
        case .missingEnd: "the end marker is missing"
        case .badLine: "a line of the wrong length"
        case .badBase64: "not canonical base64"
        case .trailingData: "text follows the end marker"
        }
    }
}

extension AgeError.KeyFault {
    fileprivate var message: String {
        switch self {
        case .malformed: "mistyped or incomplete"
        case .wrongKind: "a key of another kind"
        case .wrongLength: "a key of the wrong length"
        case .lowOrder: "a point of low order, which protects nothing"
        case .emptyPassphrase: "the passphrase is empty"
        case .unusableSSHKey: "an SSH key of another type"
        case .unsafeRSA: "an unsafe RSA key"
        }
    }
}

extension AgeError.RecipientsFault {
    fileprivate var message: String {
        switch self {
        case .none: "there is no recipient to seal to"
        case .passphraseNotAlone: "a passphrase cannot be combined with other recipients"
        case .tooMany(let limit): "the recipients need a header of more than \(limit) bytes"
        }
    }
}
