/// Seals a plaintext that comes in pieces of any size, in constant memory.
///
/// ```swift
/// let encryptor = try AgeEncryptor(to: [recipient])
/// while let piece = read() { encryptor.update(piece, into: &sealed); write(&sealed) }
/// encryptor.finish(into: &sealed)
/// ```
public final class AgeEncryptor {
    /// What must be written before the payload; empty once it is.
    private var beginning: [UInt8]
    private var payload: PayloadSealer
    private var armor: ArmorWriter?
    private var isFinished = false

    /// Makes a new file key and wraps it for all recipients.
    ///
    /// - Parameters:
    ///   - recipients: at least one; a passphrase stands alone.
    ///   - isArmored: whether the output is text, a third longer.
    /// - Throws: ``AgeError/recipients(_:)``, or what a recipient throws.
    public init(to recipients: [any AgeRecipient], armored isArmored: Bool = false) throws(AgeError) {
        guard !recipients.isEmpty else { throw .recipients(.none) }
        guard recipients.count == 1 || !recipients.contains(where: \.isExclusive) else {
            throw .recipients(.passphraseNotAlone)
        }
        let fileKey = SecretBytes.random(count: FileKey.size)
        var stanzas: [AgeStanza] = []
        for recipient in recipients { stanzas += try recipient.wrap(fileKey) }
        precondition(!stanzas.isEmpty, "recipients that made no stanza")
        let header = Header(stanzas, fileKey: fileKey).bytes
        guard header.count <= Header.limit else { throw .recipients(.tooMany(limit: Header.limit)) }

        let salt = Sodium.randomBytes(ChunkCipher.saltSize)
        beginning = header + salt
        payload = PayloadSealer(fileKey: fileKey, salt: salt)
        armor = isArmored ? ArmorWriter() : nil
    }

    /// Takes plaintext and appends what is sealed of it to `sealed`: the header first, then whole chunks of 64 KiB.
    public func update(_ plain: Span<UInt8>, into sealed: inout [UInt8]) {
        precondition(!isFinished, "a sealed file takes no more")
        writeBeginning(into: &sealed)
        payload.update(plain) { append($0, to: &sealed) }
    }

    /// Takes plaintext as the other `update` does.
    public func update(_ plain: [UInt8], into sealed: inout [UInt8]) {
        update(plain.span, into: &sealed)
    }

    /// Appends the last chunk to `sealed`.
    ///
    /// Without it the file cannot be opened whole. To be called once.
    public func finish(into sealed: inout [UInt8]) {
        precondition(!isFinished, "a file is finished once")
        isFinished = true
        writeBeginning(into: &sealed)
        payload.finish { append($0, to: &sealed) }
        armor?.finish(into: &sealed)
    }

    private func writeBeginning(into sealed: inout [UInt8]) {
        guard !beginning.isEmpty else { return }
        append(beginning[...], to: &sealed)
        beginning = []
    }

    private func append(_ bytes: ArraySlice<UInt8>, to sealed: inout [UInt8]) {
        if armor == nil {
            sealed += bytes
        } else {
            armor?.update(bytes.span, into: &sealed)
        }
    }
}
