public import HTTP
public import Platform

/// A place that files can be uploaded to.
///
/// What a store cannot do is said by its description and thrown by the functions here; only ``put(_:progress:)`` is
/// required of all.
public protocol Store {
    /// What is known of it before anything is sent.
    var description: StoreDescription { get }

    /// How long a file would be kept.
    ///
    /// - Parameters:
    ///   - bytes: its size as it would be stored, seal included.
    ///   - time: the time of the upload.
    ///   - expires: when it should go away, where the store can be asked.
    /// - Returns: the time with its words.
    func retention(forBytes bytes: Int, at time: Timestamp, asking expires: Timestamp?) -> Retention

    /// Uploads a file.
    ///
    /// - Throws: ``SharingError``; no link is given for what did not arrive.
    func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile

    /// Removes a file.
    ///
    /// - Returns: whether it was there.
    /// - Throws: ``SharingError/cannotDelete(store:)`` when the store has no way to, else ``SharingError``.
    func delete(_ file: StoredFile) throws -> Removal

    /// Changes the time at which a file goes away.
    ///
    /// - Returns: the file with its new time, and its new URL where that holds the time.
    /// - Throws: ``SharingError/cannotExtend(store:)`` when the store has no way to, else ``SharingError``.
    func extend(_ file: StoredFile, to time: Timestamp) throws -> StoredFile

    /// Header lines that a plain GET of one of the store's own links needs, such as its credentials; none for a link
    /// that is not the store's.
    ///
    /// - Throws: ``SharingError`` when the credentials cannot be had.
    func headers(toGet url: HTTPURL) throws -> [(name: String, value: String)]

    /// Looks up what the store needs on this machine, such as its credentials; asks no server.
    ///
    /// - Throws: what an upload would throw for want of it.
    func checkCredentials() throws
}

extension Store {
    /// The description's words and no time.
    public func retention(forBytes bytes: Int, at time: Timestamp, asking expires: Timestamp?) -> Retention {
        Retention(words: description.retention, expires: description.canExpire ? expires : nil)
    }

    /// Says that the store cannot delete.
    public func delete(_ file: StoredFile) throws -> Removal {
        throw SharingError.cannotDelete(store: description.name)
    }

    /// Says that the store cannot change the time.
    public func extend(_ file: StoredFile, to time: Timestamp) throws -> StoredFile {
        throw SharingError.cannotExtend(store: description.name)
    }

    /// None.
    public func headers(toGet url: HTTPURL) throws -> [(name: String, value: String)] { [] }

    /// Nothing is needed.
    public func checkCredentials() throws {}
}

/// How long a store keeps a file.
public struct Retention: Sendable, Equatable {
    /// In words, with who can read it and whether it can be deleted.
    public let words: String
    /// When it goes away, as far as that is known.
    public let expires: Timestamp?

    /// A time with its words.
    public init(words: String, expires: Timestamp?) {
        self.words = words
        self.expires = expires
    }
}

/// What became of a file that was to be deleted.
public enum Removal: String, Sendable, Equatable {
    /// The store removed it.
    case removed
    /// It was not there any more.
    case gone
}
