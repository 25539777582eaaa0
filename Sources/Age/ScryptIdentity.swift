/// Opens files that were sealed with a passphrase.
public struct ScryptIdentity: AgeIdentity {
    /// The highest work factor that is computed unless told otherwise.
    public static let defaultMaxWorkFactor = 18

    private let ask: @Sendable () -> SecretBytes?
    private let maxWorkFactor: Int

    /// Takes a passphrase.
    ///
    /// - Parameters:
    ///   - passphrase: its UTF-8 bytes, taken as they are.
    ///   - maxWorkFactor: log2 of the highest N to compute, 1 to 30; a hostile file could otherwise ask for any time
    ///     and memory (2^`maxWorkFactor` KiB).
    public init(passphrase: SecretBytes, maxWorkFactor: Int = defaultMaxWorkFactor) {
        self.init(maxWorkFactor: maxWorkFactor) { passphrase }
    }

    /// Takes a function that gives the passphrase, called once it is known that the file needs one that may be tried;
    /// nil means that there is none.
    public init(
        maxWorkFactor: Int = defaultMaxWorkFactor,
        asking ask: @escaping @Sendable () -> SecretBytes?
    ) {
        precondition(Scrypt.workFactors.contains(maxWorkFactor), "a work factor outside 1 to 30")
        self.ask = ask
        self.maxWorkFactor = maxWorkFactor
    }

    /// Tries the passphrase on the file's only stanza, if that is a `scrypt` one.
    ///
    /// - Throws: ``AgeError/workFactor(_:limit:)``, ``AgeError/outOfMemory(mebibytes:)``, or ``AgeError/stanza(_:)``
    ///   when the stanza has another shape than a salt and a work factor, or is not alone.
    public func unwrap(_ stanzas: [AgeStanza]) throws(AgeError) -> SecretBytes? {
        guard let stanza = stanzas.first(where: { $0.type == AgeStanza.scryptType }) else { return nil }
        guard stanzas.count == 1 else { throw .stanza(.scryptNotAlone) }
        guard stanza.arguments.count == 2,
            let salt = Base64.decode(stanza.arguments[0], count: Scrypt.saltSize)
        else { throw .stanza(.scryptSalt) }
        let workFactor = try Self.workFactor(of: stanza.arguments[1])
        guard workFactor <= maxWorkFactor else { throw .workFactor(workFactor, limit: maxWorkFactor) }
        guard stanza.body.count == FileKey.wrappedSize else { throw .stanza(.fileKeyLength) }
        guard let passphrase = ask() else { return nil }
        let key = try Scrypt.wrappingKey(passphrase: passphrase, salt: salt, workFactor: workFactor)
        return try FileKey.unwrap(stanza.body, under: key)
    }

    /// Reads digits only, the first not zero: `Int` itself would take a sign and leading zeros.
    private static func workFactor(of text: String) throws(AgeError) -> Int {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            text.utf8.first != UInt8(ascii: "0"),
            let value = Int(text)
        else { throw .stanza(.scryptWorkFactor) }
        return value
    }
}
