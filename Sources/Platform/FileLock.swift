#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An advisory lock on a file, which at most one process holds; it ends with the value, or with the process.
public final class FileLock {
    private let descriptor: Int32

    /// Waits for the lock on the file at `path`, which is made when it is missing.
    ///
    /// A file system without locks gives one that guards nothing: that is no error.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be opened, or ``PlatformError/interrupted``.
    public init(_ path: String) throws(PlatformError) {
        descriptor = try Self.opened(path)
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { return }
            try Cancellation.check()
        }
    }

    /// Takes the lock on the file at `path` if no process holds it; `nil` when one does.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be opened.
    public init?(ifFree path: String) throws(PlatformError) {
        descriptor = try Self.opened(path)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            // The descriptor is closed by `deinit`, which runs once every property is set.
            if errno == EWOULDBLOCK { return nil }
            return
        }
    }

    deinit { close(descriptor) }

    private static func opened(_ path: String) throws(PlatformError) -> Int32 {
        try Files.checkPath(path, "lock")
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
        guard descriptor >= 0 else { throw .file(operation: "lock", path: path, errno: errno) }
        return descriptor
    }
}
