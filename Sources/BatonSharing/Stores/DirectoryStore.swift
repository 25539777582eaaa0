internal import Platform

/// A folder on this machine, or on a disk or network share that it can reach.
public struct DirectoryStore: Store {
    /// What is known of the store.
    public let description: StoreDescription
    private let path: String

    /// A store in the folder at `path`, which is made when the first file comes.
    public init(name: String, path: String) {
        self.path = path
        description = StoreDescription(
            name: name,
            type: "directory",
            place: path,
            maxBytes: nil,
            retention: "kept until somebody removes it, readable by everybody who can read the folder",
            readers: "everybody who can read the folder",
            canDelete: true,
            isRemote: false
        )
    }

    /// Writes the file under a name that nobody guesses, with the extension of its own name.
    public func put(_ upload: Upload, progress: @escaping (TransferProgress) -> Void) throws -> StoredFile {
        guard upload.content.count > 0 else { throw SharingError.empty }
        try Files.makeDirectory(path)
        let suffix = Paths.fileExtension(upload.filename)
        let name = UniqueID.make() + (suffix.isEmpty ? "" : "." + suffix)
        let place = Paths.join(Paths.real(path) ?? path, name)
        let writer = try FileWriter(beside: place, mode: 0o644)
        try upload.content.forEachPiece { try writer.append($0.span) }
        try writer.commit(replacing: false)
        progress(TransferProgress(done: upload.content.count, total: upload.content.count))
        return StoredFile(url: FileURL.text(of: place), expires: nil)
    }

    /// Removes a file of the folder.
    ///
    /// Nothing else is removed, whatever the link says: the name must be one that ``put(_:progress:)`` gives.
    public func delete(_ file: StoredFile) throws -> Removal {
        let folder = Paths.real(path) ?? path
        guard let place = FileURL.path(of: file.url), Paths.directory(place) == folder,
            UniqueID.isLowercaseUUID(String(Paths.name(place).prefix { $0 != "." }))
        else {
            throw SharingError.badLink(reason: "it names no file of store '\(description.name)'")
        }
        guard Files.linkStatus(place)?.kind == .file else { return .gone }
        try Files.remove(place)
        return .removed
    }
}
