/// A store that something outside of this module makes.
public struct CustomStore: Store {
    /// What is known of the store.
    public let description: StoreDescription
    private let send: (Upload) throws -> StoredFile

    /// A store that `send` uploads to.
    public init(_ description: StoreDescription, send: @escaping (Upload) throws -> StoredFile) {
        self.description = description
        self.send = send
    }

    /// Uploads a file.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        let total = upload.content.count
        progress(TransferProgress(done: 0, total: total))
        let file = try send(upload)
        progress(TransferProgress(done: total, total: total))
        return file
    }
}
