/// Something that opens files sealed to its recipient.
public protocol AgeIdentity: Sendable {
    /// Looks for a stanza of its own and decrypts the file's key of 16 bytes.
    ///
    /// Stanzas of unknown types are passed over. A passphrase may be asked for in here, once such a stanza is seen.
    ///
    /// - Returns: the key, or nil when none of the stanzas is for this identity, which is not an error.
    /// - Throws: ``AgeError`` when a stanza of its own type breaks the format, which makes the file unreadable.
    func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes?
}
