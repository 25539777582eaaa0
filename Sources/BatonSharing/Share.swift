public import Age
public import Platform

/// What was uploaded, with the link to hand on.
public struct Share: Sendable {
    /// Where the file is, without a key.
    public let url: String
    /// The secret key of a sealed file, `AGE-SECRET-KEY-1…`, which goes behind `#`.
    let key: String?
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
    public var link: String { key.map { url + "#" + $0 } ?? url }

    /// Whether the file is encrypted.
    public var isSealed: Bool { key != nil }
}

/// Seals and uploads.
public struct Uploader {
    private let store: any Store
    private let registry: ShareRegistry
    private let temporaryDirectory: String

    /// An uploader to `store`.
    ///
    /// - Parameters:
    ///   - store: where uploads go.
    ///   - registry: the list that every share is written to.
    ///   - temporaryDirectory: where the sealed form of a file stands until it is sent.
    public init(_ store: any Store, registry: ShareRegistry, temporaryDirectory: String = "/tmp") {
        self.store = store
        self.registry = registry
        self.temporaryDirectory = temporaryDirectory
    }

    /// Uploads `content`, sealed to a key of its own unless told otherwise.
    ///
    /// - Parameters:
    ///   - content: what to upload; not empty.
    ///   - filename: the name of an unsealed upload; a sealed one is named `session.age` and tells nothing.
    ///   - seals: whether the file is encrypted, as age v1 to an ephemeral X25519 identity.
    ///   - time: the time of the upload, from which an expiry is computed.
    ///   - expires: when the store should remove it, for a store that can be asked.
    ///   - session: the id of the session that it holds, for the list of shares.
    ///   - progress: told how far the transfer is.
    /// - Returns: where the file is, with the key of a sealed one.
    /// - Throws: ``SharingError``.
    public func upload(
        _ content: UploadContent,
        filename: String,
        seals: Bool,
        time: Timestamp,
        expires: Timestamp? = nil,
        session: String? = nil,
        progress: @escaping (TransferProgress) -> Void = { _ in }
    ) throws -> Share {
        guard content.count > 0 else { throw SharingError.empty }
        // Before it is sealed: sealing makes nothing smaller.
        try checkSize(content.count)
        let identity = seals ? X25519Identity.generate() : nil
        let sealed = try identity.map {
            try SealedContent(
                content,
                to: $0,
                armored: store.description.isTextOnly,
                directory: temporaryDirectory
            )
        }
        defer { withExtendedLifetime(sealed) {} }
        let bytes = sealed?.content ?? content
        try checkSize(bytes.count)
        let key = identity?.secretText.revealedText()
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
                sealed: seals ? "link" : "none"
            ),
            key: key,
            progress: progress
        ) { progress in
            try store.put(
                Upload(
                    content: bytes,
                    filename: seals ? "session.age" : filename,
                    mediaType: seals ? "application/octet-stream" : MediaType.of(filename),
                    time: time,
                    expires: expires
                ),
                progress: progress
            )
        }
        return Share(
            url: registered.file.url,
            key: key,
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
