public import Age
public import Platform

/// What was uploaded, with the link to hand on.
public struct Share: Sendable {
    /// Where the file is, without a key.
    public let url: String
    /// The secret key of a sealed file, `AGE-SECRET-KEY-1…`, which goes behind `#`.
    let key: SecretText?
    /// How the file is encrypted, by ``Sealing/name``.
    public let sealing: String
    /// How somebody opens it without this program; nil for what is not encrypted.
    public let command: String?
    /// The store's name.
    public let store: String
    /// When the store removes it, as far as that is known.
    public let expires: Timestamp?
    /// Size as uploaded.
    public let bytes: Int
    /// Its number in the list of shares; nil when the list could not be written after the upload.
    public let number: Int?
    /// What allows to delete or extend it, for a store that gives such a thing.
    public let token: SecretText?
    /// By what the store knows it, where that is not the URL.
    public let reference: String?

    /// What to hand on; with the key in its fragment, which no server gets to see.
    public var link: String { key.map { url + "#" + $0.revealedText() } ?? url }

    /// Whether the file is encrypted.
    public var isSealed: Bool { command != nil }
}

/// Seals and uploads.
public struct Uploader {
    private let store: any Store
    private let context: Context
    private let registry: ShareRegistry
    private let temporaryDirectory: String

    /// An uploader to `store`.
    ///
    /// - Parameters:
    ///   - store: where uploads go.
    ///   - context: where gpg is; `TMPDIR` is where the sealed form of a file stands until it is sent, else `/tmp`.
    ///   - registry: the list that every share is written to.
    public init(_ store: any Store, _ context: Context, registry: ShareRegistry) {
        self.store = store
        self.context = context
        self.registry = registry
        temporaryDirectory = context.variable("TMPDIR") ?? "/tmp"
    }

    /// Uploads `content`, sealed to a key of its own unless told otherwise.
    ///
    /// - Parameters:
    ///   - content: what to upload; not empty.
    ///   - filename: the name of an unsealed upload; a sealed one is named `session.age` and tells nothing.
    ///   - sealing: how it is encrypted; what is sealed is compressed, too.
    ///   - time: the time of the upload, from which an expiry is computed.
    ///   - expires: when the store should remove it, for a store that can be asked.
    ///   - session: the id of the session that it holds, for the list of shares.
    ///   - progress: told how far the transfer is.
    /// - Returns: where the file is, with the key of one that is sealed to its link.
    /// - Throws: ``SharingError``.
    public func upload(
        _ content: UploadContent,
        filename: String,
        sealing: Sealing,
        time: Timestamp,
        expires: Timestamp? = nil,
        session: String? = nil,
        progress: @escaping (TransferProgress) -> Void = { _ in }
    ) throws -> Share {
        guard content.count > 0 else { throw SharingError.empty }
        let (sealed, key) = try SealedContent.make(
            content,
            sealing,
            armored: store.description.isTextOnly,
            directory: temporaryDirectory,
            context
        )
        defer { withExtendedLifetime(sealed) {} }
        let bytes = sealed?.content ?? content
        try checkSize(bytes.count)
        let place = store.description
        let registered = try registry.register(
            ShareRecord(
                id: UniqueID.make(),
                number: 0,
                state: .pending,
                store: place.name,
                place: place.place,
                created: time,
                bytes: bytes.count,
                session: session,
                name: filename,
                sealed: sealing.name
            ),
            key: key,
            progress: progress
        ) { progress in
            try store.put(
                Upload(
                    content: bytes,
                    filename: sealing.isSealed ? sealing.filename : filename,
                    mediaType: sealing.isSealed ? "application/octet-stream" : MediaType.of(filename),
                    time: time,
                    expires: expires
                ),
                progress: progress
            )
        }
        return Share(
            url: registered.file.url,
            key: key,
            sealing: sealing.name,
            command: sealing.command,
            store: place.name,
            expires: registered.file.expires,
            bytes: bytes.count,
            number: registered.isListed ? registered.record.number : nil,
            token: registered.file.token,
            reference: registered.file.reference
        )
    }

    private func checkSize(_ count: Int) throws {
        guard let limit = store.description.maxBytes, count > limit else { return }
        throw SharingError.tooLarge(store: store.description.name, bytes: count, limit: limit)
    }
}

/// Media types of the files that are shared.
enum MediaType {
    static func of(_ filename: String) -> String {
        switch Paths.fileExtension(filename) {
        case "json": "application/json"
        case "md": "text/markdown"
        case "html": "text/html"
        case "txt": "text/plain"
        default: "application/octet-stream"
        }
    }
}
