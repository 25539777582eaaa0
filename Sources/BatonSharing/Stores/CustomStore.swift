internal import HTTP
public import Platform

/// A store that something outside of this module makes.
public struct CustomStore: Store {
    /// What is known of the store.
    public let description: StoreDescription
    private let send: (Upload, _ progress: @escaping (TransferProgress) -> Void) throws -> StoredFile
    private let remove: ((StoredFile) throws -> Removal)?
    private let prolong: ((StoredFile, Timestamp) throws -> StoredFile)?

    /// A store that `send` uploads to.
    ///
    /// - Parameters:
    ///   - description: what is known of it; that it can delete and extend is said there too.
    ///   - send: uploads.
    ///   - delete: removes a file, where that is possible.
    ///   - extend: changes the time of a file, where that is possible.
    public init(
        _ description: StoreDescription,
        send: @escaping (Upload, _ progress: @escaping (TransferProgress) -> Void) throws -> StoredFile,
        delete: ((StoredFile) throws -> Removal)? = nil,
        extend: ((StoredFile, Timestamp) throws -> StoredFile)? = nil
    ) {
        self.description = description
        self.send = send
        remove = delete
        prolong = extend
    }

    /// Uploads a file.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        let total = upload.content.count
        progress(TransferProgress(done: 0, total: total))
        let file = try send(upload, progress)
        progress(TransferProgress(done: total, total: total))
        return file
    }

    /// Removes a file.
    public func delete(_ file: StoredFile) throws -> Removal {
        guard let remove else { throw SharingError.cannotDelete(store: description.name) }
        return try remove(file)
    }

    /// Changes the time of a file.
    public func extend(_ file: StoredFile, to time: Timestamp) throws -> StoredFile {
        guard let prolong else { throw SharingError.cannotExtend(store: description.name) }
        return try prolong(file, time)
    }
}
