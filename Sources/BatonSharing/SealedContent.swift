internal import Age
internal import Platform

/// A sealed form of an upload: in memory for what is in memory, in a hidden file for what is in a file.
///
/// The file holds nothing but ciphertext and goes away with this value.
final class SealedContent {
    /// The sealed bytes.
    let content: UploadContent
    private let temporary: String?

    /// Seals `content` to `identity`, in memory that does not depend on the size of a file.
    init(_ content: UploadContent, to identity: X25519Identity, armored: Bool = false, directory: String)
        throws
    {
        guard case .file = content else {
            guard case .bytes(let bytes) = content else {
                preconditionFailure("there are two kinds of content")
            }
            self.content = .bytes(try Age.seal(bytes, to: [identity.recipient], armored: armored))
            temporary = nil
            return
        }
        let path = Paths.join(directory, ".sealed-" + UniqueID.make())
        let encryptor = try AgeEncryptor(to: [identity.recipient], armored: armored)
        let writer = try FileWriter(beside: path, mode: 0o600)
        var sealed: [UInt8] = []
        try content.forEachPiece { piece in
            encryptor.update(piece, into: &sealed)
            try writer.append(sealed.span)
            sealed.removeAll(keepingCapacity: true)
        }
        encryptor.finish(into: &sealed)
        try writer.append(sealed.span)
        try writer.commit(replacing: false)
        temporary = path
        self.content = .file(path: path, count: writer.count)
    }

    deinit {
        if let temporary { try? Files.remove(temporary) }
    }
}
