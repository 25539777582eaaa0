#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file for content that is too large for memory, which has no name: it is gone when the process is, however that ends.
///
/// It is written once and can then be read by its ``path`` as long as the value lives.
public final class ScratchFile {
    private let descriptor: Int32
    private let name: String
    /// Where it can be read: the descriptor's name in `/dev/fd`, or its own where that cannot be opened.
    public let path: String
    /// Bytes that were written.
    public private(set) var count = 0
    private var buffer: [UInt8] = []

    private static let bufferSize = 1 << 18

    /// Makes the file in a directory; only its owner can read it.
    ///
    /// - Throws: ``PlatformError`` when the directory is missing or cannot be written to.
    public init(in directory: String) throws(PlatformError) {
        let name = Paths.join(directory, FileWriter.temporaryName())
        try Files.checkPath(name, "write")
        let descriptor = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
        guard descriptor >= 0 else { throw .file(operation: "write", path: name, errno: errno) }
        self.descriptor = descriptor
        self.name = name
        let device = "/dev/fd/\(descriptor)"
        unsafe unlink(name)
        if (try? FileReader(device)) != nil {
            path = device
            return
        }
        // Without /dev/fd the name stays until the value goes.
        let again = unsafe open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
        guard again >= 0, dup2(again, descriptor) >= 0 else {
            throw .file(operation: "write", path: name, errno: errno)
        }
        close(again)
        path = name
    }

    deinit {
        close(descriptor)
        if path == name { unsafe unlink(name) }
    }

    /// Appends bytes; they may stay in memory until ``flush()``.
    public func append(_ bytes: [UInt8]) throws(PlatformError) {
        count += bytes.count
        if buffer.count + bytes.count > Self.bufferSize { try flush() }
        if bytes.count >= Self.bufferSize { try write(bytes) } else { buffer += bytes }
    }

    /// Appends bytes; they may stay in memory until ``flush()``.
    public func append(_ bytes: Span<UInt8>) throws(PlatformError) {
        count += bytes.count
        if buffer.count + bytes.count > Self.bufferSize { try flush() }
        unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }

    /// Writes what is still in memory.
    public func flush() throws(PlatformError) {
        try write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: [UInt8]) throws(PlatformError) {
        var done = 0
        while done < bytes.count {
            let put = unsafe bytes[done...].withUnsafeBytes { rest in
                #if canImport(Glibc)
                    unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
                #else
                    unsafe Darwin.write(descriptor, rest.baseAddress, rest.count)
                #endif
            }
            if put < 0 {
                if errno == EINTR { continue }
                throw .file(operation: "write", path: Paths.directory(name), errno: errno)
            }
            done += put
        }
    }
}
