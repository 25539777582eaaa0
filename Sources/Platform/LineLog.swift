#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file of lines that only its owner can read, and to which several processes add at once.
///
/// A line is on disk before ``update(_:)`` returns. A process that is killed while it writes leaves a beginning of its own
/// line at most; the next writer ends that line first, so that it spoils no other.
public struct LineLog: Sendable {
    /// The file.
    public let path: String
    /// The most bytes that the file may have.
    private let limit: Int

    /// What is done to the file under its lock.
    public enum Change: Sendable, Equatable {
        /// Nothing.
        case none
        /// One more line, without its newline.
        case append([UInt8])
        /// All lines anew; each ends with a newline.
        case replace([UInt8])
    }

    /// A log at `path`, which need not be there; files above `limit` bytes are refused.
    public init(_ path: String, limit: Int = 64 << 20) {
        self.path = path
        self.limit = limit
    }

    /// The bytes of the file; none when there is no file.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read or is too large.
    public func bytes() throws(PlatformError) -> [UInt8] {
        do throws(PlatformError) {
            return try Files.read(path, limit: limit)
        } catch {
            if Files.linkStatus(path) == nil { return [] }
            throw error
        }
    }

    /// Changes the file while no other process does; its folder is made where it is missing.
    ///
    /// - Parameter change: gets the file's bytes and says what to do.
    /// - Throws: ``PlatformError``, and what `change` throws; the file is as it was then, apart from the beginning of a
    ///   line that did not fit.
    public func update(_ change: (_ bytes: [UInt8]) throws -> Change) throws {
        let made = try Files.makeDirectory(Paths.directory(path), mode: 0o700)
        let lock = try FileLock(path + ".lock")
        defer { withExtendedLifetime(lock) {} }
        let bytes = try bytes()
        switch try change(bytes) {
        case .none: break
        case .append(let line):
            let isNew = bytes.isEmpty
            try append((bytes.last ?? 0x0a) == 0x0a ? line : [0x0a] + line)
            if isNew || !made.isEmpty { Self.flush(directory: Paths.directory(path)) }
        case .replace(let bytes):
            try Files.write(bytes, to: path, mode: 0o600)
            Self.flush(directory: Paths.directory(path))
        }
    }

    /// Writes a line at the end of the file, by one call where the system allows, and flushes it.
    private func append(_ line: [UInt8]) throws(PlatformError) {
        let descriptor = unsafe open(
            path,
            O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
            mode_t(0o600)
        )
        guard descriptor >= 0 else { throw .file(operation: "write", path: path, errno: errno) }
        defer { close(descriptor) }
        let bytes = line + [0x0a]
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
                throw .file(operation: "write", path: path, errno: errno)
            }
            done += put
        }
        guard fsync(descriptor) == 0 else { throw .file(operation: "write", path: path, errno: errno) }
    }

    /// Lets the name of a new file survive a power cut; a file system that cannot do so is no error.
    private static func flush(directory: String) {
        let descriptor = unsafe open(directory, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
