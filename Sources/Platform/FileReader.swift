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
    public init(_ path: String) throws(PlatformError) {
        try Files.checkPath(path, "open")
        // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .file(operation: "open", path: path, errno: errno) }
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

    /// Appends up to `count` bytes from `offset` of the file to `buffer`.
    ///
    /// - Returns: how many bytes came; 0 at the end of the file.
    @discardableResult
    public func append(to buffer: inout [UInt8], from offset: Int, count: Int) throws(PlatformError) -> Int {
        let start = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: count))
        let got = try read(into: &buffer, at: start, from: offset, count: count)
        buffer.removeLast(count - got)
        return got
    }

    /// Reads up to `count` bytes from `offset` of the file into `buffer` at `place`, which must have the room.
    ///
    /// - Returns: how many bytes came; fewer than `count` only at the end of the file.
    @discardableResult
    public func read(into buffer: inout [UInt8], at place: Int, from offset: Int, count: Int)
        throws(PlatformError)
        -> Int
    {
        precondition(place + count <= buffer.count)
        var done = 0
        while done < count {
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe pread(
                    descriptor,
                    bytes.baseAddress.map { unsafe $0 + place + done },
                    count - done,
                    off_t(offset + done)
                )
            }
            if got < 0 {
                if errno == EINTR { continue }
                throw .file(operation: "read", path: path, errno: errno)
            }
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// Up to `count` bytes from `offset` of the file.
    public func bytes(from offset: Int, count: Int) throws(PlatformError) -> [UInt8] {
        var buffer: [UInt8] = []
        buffer.reserveCapacity(count)
        try append(to: &buffer, from: offset, count: count)
        return buffer
    }
}
