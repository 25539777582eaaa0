internal import Age
internal import Platform

/// A sealed form of an upload: in memory for what is in memory, in a file without a name for what is in a file.
///
/// The file holds nothing but ciphertext and goes away with this value, or with the process.
final class SealedContent {
    /// The sealed bytes.
    let content: UploadContent
    private let scratch: ScratchFile?

    /// What seals: it is given the compressed content and where the sealed bytes go.
    private typealias Sealer = (CompressedContent, _ put: (Span<UInt8>) throws -> Void) throws -> Void
    /// Compressed pieces that may wait to be sealed.
    private static let depth = 4

    /// Compresses and seals `content` as asked; nil for what is not to be sealed.
    ///
    /// - Returns: the sealed content, and the key of its own that it was sealed to, where it was.
    /// - Throws: ``SharingError``, ``PlatformError``.
    static func make(
        _ content: UploadContent,
        _ sealing: Sealing,
        armored isArmored: Bool,
        directory: String,
        _ context: Context
    ) throws -> (content: SealedContent?, key: SecretText?) {
        if sealing.isSealed { CoreDumps.forbid() }
        func sealed(to recipients: [any AgeRecipient]) throws -> SealedContent {
            try SealedContent(content, to: recipients, armored: isArmored, directory: directory)
        }
        switch sealing {
        case .none: return (nil, nil)
        case .link:
            let identity = X25519Identity.generate()
            return (try sealed(to: [identity.recipient]), identity.secretText)
        case .recipients(let people): return (try sealed(to: people.map(\.recipient)), nil)
        case .passphrase(let passphrase):
            do {
                return (try sealed(to: [try ScryptRecipient(passphrase: passphrase)]), nil)
            } catch let error as AgeError {
                throw SharingError.cannotSeal(reason: error.message)
            }
        case .gpg(let ids):
            let gpg = GPG(context)
            return (
                try SealedContent(content, gpg: gpg, to: ids, armored: isArmored, directory: directory), nil
            )
        }
    }

    /// Compresses and seals `content` to `recipients`, in memory that does not depend on the size of a file.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``.
    convenience init(
        _ content: UploadContent,
        to recipients: [any AgeRecipient],
        armored isArmored: Bool,
        directory: String
    ) throws {
        let encryptor: AgeEncryptor
        do throws(AgeError) {
            encryptor = try AgeEncryptor(to: recipients, armored: isArmored)
        } catch {
            throw SharingError.cannotSeal(reason: error.message)
        }
        try self.init(content, directory: directory) { compressed, put in
            var sealed: [UInt8] = []
            // Compression takes most of the time, so everything else happens beside it.
            try Pipeline.run(depth: Self.depth) { (hand: ([UInt8]) -> Bool) in
                while true {
                    let piece = try compressed.next()
                    if piece.isEmpty || !hand(piece) { return }
                }
            } consume: { piece in
                encryptor.update(piece, into: &sealed)
                try put(sealed.span)
                sealed.removeAll(keepingCapacity: true)
            }
            encryptor.finish(into: &sealed)
            try put(sealed.span)
        }
    }

    /// Compresses `content` and has it sealed by gpg.
    ///
    /// - Throws: ``SharingError``, ``PlatformError``.
    convenience init(
        _ content: UploadContent,
        gpg: GPG,
        to ids: [String],
        armored isArmored: Bool,
        directory: String
    ) throws {
        try self.init(content, directory: directory) { compressed, put in
            try gpg.seal(to: ids, armored: isArmored, compressed.next, put)
        }
    }

    private init(_ content: UploadContent, directory: String, seal: Sealer) throws {
        let compressed = try CompressedContent(content)
        guard case .file = content else {
            var sealed: [UInt8] = []
            try seal(compressed) { sealed.append($0) }
            self.content = .bytes(sealed)
            scratch = nil
            return
        }
        let file = try ScratchFile(in: directory)
        try seal(compressed) { try file.append($0) }
        try file.flush()
        scratch = file
        self.content = .file(path: file.path, count: file.count)
    }
}

extension [UInt8] {
    /// Appends all bytes of `source`.
    mutating func append(_ source: Span<UInt8>) {
        unsafe source.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
