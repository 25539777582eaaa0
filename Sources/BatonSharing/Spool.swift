internal import Platform

/// Bytes that come from the network: in memory while they are few, then in a file without a name.
final class Spool {
    /// How many bytes came.
    private(set) var count = 0
    private var bytes: [UInt8] = []
    private var file: ScratchFile?
    private let directory: String
    /// Bytes that are kept in memory at most.
    private let most: Int

    /// An empty one.
    ///
    /// - Parameters:
    ///   - directory: where the file stands when there are many.
    ///   - most: how many bytes may stay in memory.
    init(in directory: String, most: Int = 8 << 20) {
        self.directory = directory
        self.most = most
    }

    /// Appends bytes.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be made or written.
    func append(_ piece: [UInt8]) throws {
        count += piece.count
        if let file { return try file.append(piece) }
        bytes += piece
        guard bytes.count > most else { return }
        let file = try ScratchFile(in: directory)
        try file.append(bytes)
        bytes = []
        self.file = file
    }

    /// Forgets all that came.
    func clear() { (count, bytes, file) = (0, [], nil) }

    /// What came, readable as long as this value lives.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be written.
    func content() throws -> UploadContent {
        guard let file else { return .bytes(bytes) }
        try file.flush()
        return .file(path: file.path, count: file.count)
    }
}
