/// Seals to everybody who knows a passphrase; it must be the only recipient.
public struct ScryptRecipient: AgeRecipient {
    /// The work factor that age programs use: about a second and 256 MiB.
    public static let defaultWorkFactor = 18

    private let passphrase: SecretBytes
    private let workFactor: Int

    /// Takes a passphrase.
    ///
    /// - Parameters:
    ///   - passphrase: its UTF-8 bytes, taken as they are.
    ///   - workFactor: log2 of scrypt's N, 1 to 30; each step doubles the time and the memory (2^`workFactor` KiB).
    ///     Readers refuse what is above their limit, which is often 22 and here 18.
    /// - Throws: ``AgeError/KeyFault/emptyPassphrase``.
    public init(passphrase: SecretBytes, workFactor: Int = defaultWorkFactor) throws(AgeError) {
        precondition(Scrypt.workFactors.contains(workFactor), "a work factor outside 1 to 30")
        guard passphrase.count > 0 else { throw .recipient(.emptyPassphrase) }
        self.passphrase = passphrase
        self.workFactor = workFactor
    }

    /// True: the format forbids other stanzas beside a passphrase.
    public var isExclusive: Bool { true }

    /// Encrypts the file key under the stretched passphrase and a new salt.
    ///
    /// - Throws: ``AgeError/outOfMemory(mebibytes:)``.
    public func wrap(_ fileKey: SecretBytes) throws(AgeError) -> [AgeStanza] {
        let salt = Sodium.randomBytes(Scrypt.saltSize)
        let key = try Scrypt.wrappingKey(passphrase: passphrase, salt: salt, workFactor: workFactor)
        let arguments = [String(decoding: Base64.encode(salt), as: UTF8.self), String(workFactor)]
        let body = FileKey.wrap(fileKey, under: key)
        return [AgeStanza(checkedType: AgeStanza.scryptType, arguments: arguments, body: body)]
    }
}
