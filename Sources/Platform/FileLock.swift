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
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode_t(0o600))
        guard descriptor >= 0 else { throw .file(operation: "lock", path: path, errno: errno) }
        self.descriptor = descriptor
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { return }
            try Cancellation.check()
        }
    }

    deinit { close(descriptor) }
}
