public import Age
public import Platform

/// Text that must not leak, such as what deletes a file: wiped when nobody holds it, never printed.
public typealias SecretText = SecretBytes

/// What a store gave for an upload; with its token and reference it is all that is needed to delete it later.
public struct StoredFile: Sendable, Equatable {
    /// Where the file is.
    public let url: String
    /// When the store removes it, as far as that is known.
    public let expires: Timestamp?
    /// What allows to delete or extend it, for a store that gives such a thing.
    public let token: SecretText?
    /// By what the store knows it, where that is not the URL: an object's key, a gist's id, a ref; no secret.
    public let reference: String?

    /// A file at a place.
    public init(url: String, expires: Timestamp?, token: SecretText? = nil, reference: String? = nil) {
        self.url = url
        self.expires = expires
        self.token = token
        self.reference = reference
    }
}
