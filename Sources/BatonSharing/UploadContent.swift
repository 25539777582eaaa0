internal import Platform

/// The bytes of an upload: in memory, or in a file that is read while it is sent.
public enum UploadContent: Sendable {
    /// Bytes in memory.
    case bytes([UInt8])
    /// A file with its size in bytes.
    case file(path: String, count: Int)

    /// How many bytes there are.
    public var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(_, let count): count
        }
    }

    /// All bytes, in memory.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read or is shorter than it was.
    public func bytes() throws -> [UInt8] {
        if case .bytes(let bytes) = self { return bytes }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        try forEachPiece { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Bytes that are read from a file at a time.
    private static let piece = 1 << 18

    /// Calls `body` with the bytes, piece by piece.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read or is shorter than it was, and what `body` throws.
    func forEachPiece(_ body: ([UInt8]) throws -> Void) throws {
        let next = try reader()
        while true {
            let piece = try next(Self.piece)
            if piece.isEmpty { return }
            try body(piece)
        }
    }

    /// A function that gives the next bytes, at most as many as asked for, and none at the end.
    func reader() throws -> (_ count: Int) throws -> [UInt8] {
        var offset = 0
        switch self {
        case .bytes(let bytes):
            return { count in
                defer { offset = min(bytes.count, offset + count) }
                return Array(bytes[offset..<min(bytes.count, offset + count)])
            }
        case .file(let path, let total):
            let file = try FileReader(path)
            return { count in
                // What the file has gained since is not sent: its length was promised.
                let piece = try file.bytes(from: offset, count: min(count, total - offset))
                offset += piece.count
                if piece.isEmpty, offset < total {
                    throw SharingError.changedWhileSent(path: path)
                }
                return piece
            }
        }
    }

    /// A function that gives the next bytes of a part, at most as many as asked for, and none at its end.
    ///
    /// - Parameters:
    ///   - start: where the part begins.
    ///   - length: its bytes; the part lies within the content.
    /// - Returns: the function; it throws when the file became shorter.
    /// - Throws: ``PlatformError`` when the file cannot be opened.
    func reader(from start: Int, length: Int) throws -> (_ count: Int) throws -> [UInt8] {
        var offset = start
        let end = start + length
        switch self {
        case .bytes(let bytes):
            return { count in
                defer { offset = min(end, offset + count) }
                return Array(bytes[offset..<min(end, offset + count)])
            }
        case .file(let path, _):
            let file = try FileReader(path)
            return { count in
                let piece = try file.bytes(from: offset, count: min(count, end - offset))
                offset += piece.count
                if piece.isEmpty, offset < end { throw SharingError.changedWhileSent(path: path) }
                return piece
            }
        }
    }
}
