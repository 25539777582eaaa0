#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A regular file that is open for reading at any place.
public final class FileReader: Sendable {
    private let descriptor: Int32
    private let path: String
    /// Size in bytes when the file was opened; a file that is being appended to may have grown since.
    public let size: Int

    /// Opens the file at `path`.
    ///
    /// - Throws: ``PlatformError`` when it cannot be opened or is no regular file.
    public convenience init(_ path: String) throws(PlatformError) {
        try Files.checkPath(path, "open")
        // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .file(operation: "open", path: path, errno: errno) }
        try self.init(descriptor: descriptor, path: path)
    }

    /// Takes a descriptor over, which is closed in any case.
    init(descriptor: Int32, path: String) throws(PlatformError) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notAFile(path: path)
        }
        self.descriptor = descriptor
        self.path = path
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The whole content, at most `limit` bytes.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read, or is longer than `limit`.
    public func all(limit: Int) throws(PlatformError) -> [UInt8] {
        guard size <= limit else { throw .tooLarge(path: path, limit: limit) }
        // One byte more than its size tells the end; a file of /proc has no size, and one that grows has more.
        var bytes: [UInt8] = []
        var wanted = size + 1
        while try append(to: &bytes, from: bytes.count, count: wanted) == wanted {
            if bytes.count > limit { throw .tooLarge(path: path, limit: limit) }
            wanted = 1 << 16
        }
        if bytes.count > limit { throw .tooLarge(path: path, limit: limit) }
        return bytes
    }

    /// Appends up to `count` bytes from `offset` of the file to `buffer`.
    ///
    /// - Returns: how many bytes came; 0 at the end of the file.
    @discardableResult
    public func append(to buffer: inout [UInt8], from offset: Int, count: Int) throws(PlatformError) -> Int {
        let bytes = try bytes(from: offset, count: count)
        buffer.append(contentsOf: bytes)
        return bytes.count
    }

    /// Reads up to `count` bytes from `offset` of the file into `buffer` at `place`, which must have the room.
    ///
    /// - Returns: how many bytes came; fewer than `count` only at the end of the file.
    @discardableResult
    public func read(into buffer: inout [UInt8], at place: Int, from offset: Int, count: Int)
        throws(PlatformError)
        -> Int
    {
        precondition(place + count <= buffer.count, "the buffer has the room")
        let (got, code) = unsafe buffer.withUnsafeMutableBytes { bytes in
            unsafe fill(UnsafeMutableRawBufferPointer(rebasing: bytes[place..<place + count]), from: offset)
        }
        guard code == 0 else { throw .file(operation: "read", path: path, errno: code) }
        return got
    }

    /// Up to `count` bytes from `offset` of the file.
    public func bytes(from offset: Int, count: Int) throws(PlatformError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            unsafe (initialized, code) = fill(UnsafeMutableRawBufferPointer(buffer), from: offset)
        }
        guard code == 0 else { throw .file(operation: "read", path: path, errno: code) }
        return bytes
    }

    /// Fills `bytes` from `offset` of the file as far as it goes.
    ///
    /// - Returns: how many bytes came, and 0 or what stopped it.
    private func fill(_ bytes: UnsafeMutableRawBufferPointer, from offset: Int) -> (count: Int, errno: Int32)
    {
        var done = 0
        while done < bytes.count {
            let got = unsafe pread(
                descriptor,
                bytes.baseAddress.map { unsafe $0 + done },
                bytes.count - done,
                off_t(offset + done)
            )
            if got < 0 {
                if errno == EINTR { continue }
                return (done, errno)
            }
            if got == 0 { break }
            done += got
        }
        return (done, 0)
    }
}
