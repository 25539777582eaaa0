public import Platform

/// A place that files can be uploaded to.
public protocol Store {
    /// What is known of it before anything is sent.
    var description: StoreDescription { get }
    /// Uploads a file.
    ///
    /// - Throws: ``SharingError``; no link is given for what did not arrive.
    func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile
}

/// What a person should know of a store before sending something there.
public struct StoreDescription: Sendable, Equatable {
    /// Its name in the configuration.
    public let name: String
    /// Its kind, such as `x0`.
    public let type: String
    /// Its address or folder.
    public let place: String
    /// The largest file it takes, in bytes; `nil` for no known limit.
    public let maxBytes: Int?
    /// How long it keeps files and who can read them, in words.
    public let retention: String
    /// Whether something that was uploaded can be removed again.
    public let canDelete: Bool
    /// Whether an upload leaves this machine.
    public let isRemote: Bool

    /// A description from its parts.
    public init(
        name: String,
        type: String,
        place: String,
        maxBytes: Int?,
        retention: String,
        canDelete: Bool,
        isRemote: Bool
    ) {
        self.name = name
        self.type = type
        self.place = place
        self.maxBytes = maxBytes
        self.retention = retention
        self.canDelete = canDelete
        self.isRemote = isRemote
    }
}

/// A file on its way to a store.
public struct Upload: Sendable {
    /// The bytes as they are to be stored.
    public var content: UploadContent
    /// The name it gets there, as far as the store keeps names.
    public var filename: String
    /// Its media type.
    public var mediaType: String
    /// The time of the upload, from which an expiry is computed.
    public var time: Timestamp
    /// When the store should remove it, for a store that can be asked.
    public var expires: Timestamp?

    /// A file from its parts.
    public init(
        content: UploadContent,
        filename: String,
        mediaType: String,
        time: Timestamp,
        expires: Timestamp? = nil
    ) {
        self.expires = expires
        self.content = content
        self.filename = filename
        self.mediaType = mediaType
        self.time = time
    }
}

/// What a store gave for an upload.
public struct StoredFile: Sendable, Equatable {
    /// Where the file is.
    public let url: String
    /// When the store removes it, as far as that is known.
    public let expires: Timestamp?

    /// A file at a place.
    public init(url: String, expires: Timestamp?) {
        self.url = url
        self.expires = expires
    }
}

/// How far a transfer is.
public struct TransferProgress: Sendable, Equatable {
    /// Bytes that went through.
    public let done: Int
    /// Bytes in all, when known.
    public let total: Int?
}
