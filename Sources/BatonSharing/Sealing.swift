public import Age

/// What a person types to seal or open a file: wiped when nobody holds it, never printed.
public typealias Passphrase = SecretBytes

/// How an upload is encrypted, and so who can open it.
///
/// All but ``none`` and ``gpg(_:)`` give a file in the age v1 format; what is inside a seal is compressed with gzip.
public enum Sealing: Sendable {
    /// Not at all: everybody who gets the file can read it.
    case none
    /// To a key of its own that stands behind `#` in the link.
    case link
    /// To people's keys; nobody else can open it, also not who sealed it.
    case recipients([SealRecipient])
    /// With a passphrase that the other person has to know.
    case passphrase(Passphrase)
    /// By the gpg program, to the keys it knows under these names.
    case gpg([String])

    /// Whether the file is encrypted.
    public var isSealed: Bool {
        if case .none = self { false } else { true }
    }

    /// One word for the kind, as `--json` and a registry of shares name it.
    public var name: String {
        switch self {
        case .none: "none"
        case .link: "link"
        case .recipients: "recipients"
        case .passphrase: "passphrase"
        case .gpg: "gpg"
        }
    }

    /// Who can open the file, as it is told before an upload.
    public var words: String {
        switch self {
        case .none:
            "not encrypted: everybody with the link can read it"
        case .link:
            "encrypted: only the whole link opens it, the store cannot"
        case .recipients(let recipients):
            "encrypted to \(recipients.count) \(recipients.count == 1 ? "key" : "keys"): only who holds "
                + (recipients.count == 1 ? "it" : "one of them") + " can open it; the link holds none"
        case .passphrase:
            "encrypted: only who knows the passphrase can open it; the link holds none"
        case .gpg(let ids):
            "encrypted by gpg to \(ids.joined(separator: ", ")): only who holds such a key can open it"
        }
    }

    /// How somebody opens the file without this program, once it is downloaded; nil for what is not encrypted.
    public var command: String? {
        switch self {
        case .none: nil
        case .link: "age -d -i key.txt FILE | gunzip"
        case .recipients: "age -d -i IDENTITY FILE | gunzip"
        case .passphrase: "age -d FILE | gunzip"
        case .gpg: "gpg -d FILE | gunzip"
        }
    }

    /// The name that an encrypted upload gets, which tells nothing of what is in it.
    var filename: String {
        if case .gpg = self { "session.gpg" } else { "session.age" }
    }
}

/// Somebody's key to seal to.
public struct SealRecipient: Sendable {
    let recipient: any AgeRecipient
    /// The public key as it was given, without a comment: no secret.
    public let text: String
}
