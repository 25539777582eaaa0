/// Somebody a file can be sealed to.
///
/// A new kind of recipient needs nothing but this: make a stanza that only its ``AgeIdentity`` understands.
public protocol AgeRecipient: Sendable {
    /// Whether no other recipient may stand beside this one, as with a passphrase: who knows it could otherwise
    /// not tell that the file came from somebody who knows it too.
    var isExclusive: Bool { get }

    /// Encrypts the file's key of 16 bytes into one or more stanzas.
    func wrap(_ fileKey: SecretBytes) throws(AgeError) -> [AgeStanza]
}

extension AgeRecipient {
    /// False: most recipients go together.
    public var isExclusive: Bool { false }
}
