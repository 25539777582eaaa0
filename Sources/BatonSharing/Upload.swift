public import Platform

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
