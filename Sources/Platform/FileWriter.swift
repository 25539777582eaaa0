internal import CPlatform
#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file that is written beside its place and appears there whole when it is committed, or not at all.
///
/// What was not committed is removed when the writer goes away.
public final class FileWriter {
    private let descriptor: Int32
    private let temporary: String
    private let path: String
    private var buffer: [UInt8] = []
    private var finished = false
    /// Bytes that are in the file, and those of them that the disk was told to take.
    private var written = 0
    private var handedOver = 0
    /// Bytes that were appended so far.
    public private(set) var count = 0

    private static let bufferSize = 1 << 18
    private static let prefix = ".baton-"
    private static let suffix = ".tmp"

    /// Whether a file's name is one under which a writer works before it commits.
    ///
    /// Such a file stays behind only when the process is killed.
    public static func isTemporary(_ name: String) -> Bool {
        name.hasPrefix(prefix) && name.hasSuffix(suffix)
    }

    /// Removes what writers that were killed left behind in a directory; that none is at work there is the caller's to know.
    ///
    /// - Throws: ``PlatformError`` when the directory cannot be read or changed.
    public static func removeTemporaryFiles(in directory: String) throws(PlatformError) {
        for name in try Files.names(in: directory) where isTemporary(name) {
            try Files.remove(Paths.join(directory, name))
        }
    }

    /// A hidden name that nothing has.
    static func temporaryName() -> String { prefix + UniqueID.make() + suffix }

    /// Opens a hidden new file in the directory of `path`.
    ///
    /// - Throws: ``PlatformError`` when the directory is missing or not writable.
    public init(beside path: String, mode: UInt32) throws(PlatformError) {
        try Files.checkPath(path, "write")
        let temporary = Paths.join(Paths.directory(path), Self.temporaryName())
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else { throw .file(operation: "write", path: path, errno: errno) }
        self.descriptor = descriptor
        self.temporary = temporary
        self.path = path
    }

    deinit {
        close(descriptor)
        if !finished { unsafe unlink(temporary) }
    }

    /// Appends bytes; they may stay in memory until ``commit(replacing:)``.
    public func append(_ bytes: Span<UInt8>) throws(PlatformError) {
        precondition(!finished, "a file that has its name takes no more bytes")
        count += bytes.count
        if buffer.count + bytes.count > Self.bufferSize { try flush() }
        if bytes.count >= Self.bufferSize {
            try unsafe bytes.withUnsafeBytes { (raw) throws(PlatformError) in try unsafe write(raw) }
        } else {
            unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
        }
    }

    /// Flushes the file to disk and gives it its name.
    ///
    /// - Parameters:
    ///   - replacing: whether a file of that name may be replaced; if not, a taken name is an error.
    ///   - isDurable: whether to wait for the disk, which a file that is gone soon need not.
    /// - Throws: ``PlatformError``; nothing is left behind then.
    public func commit(replacing: Bool, isDurable: Bool = true) throws(PlatformError) {
        try commit(as: path, replacing: replacing, isDurable: isDurable)
    }

    /// Flushes the file to disk and gives it another name than was planned, in the same directory.
    public func commit(as path: String, replacing: Bool, isDurable: Bool = true) throws(PlatformError) {
        precondition(!finished, "a file gets its name once")
        try flush()
        guard !isDurable || fsync(descriptor) == 0 else {
            throw .file(operation: "write", path: path, errno: errno)
        }
        if replacing {
            // A device or a pipe that was taken for a file would be gone for the whole machine.
            if Files.status(path)?.kind == .other { throw .notAFile(path: path) }
            guard unsafe rename(temporary, path) == 0 else {
                throw .file(operation: "write", path: path, errno: errno)
            }
        } else {
            // link(2) never replaces; some file systems have no hard links.
            if unsafe link(temporary, path) != 0 {
                guard errno == EPERM || errno == ENOTSUP || errno == EOPNOTSUPP else {
                    throw .file(operation: "create", path: path, errno: errno)
                }
                try renameWithoutReplacing(path)
            } else {
                unsafe unlink(temporary)
            }
        }
        finished = true
    }

    /// Takes the name with an exclusive empty file first, and then moves the content over it.
    private func renameWithoutReplacing(_ path: String) throws(PlatformError) {
        let reserved = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(0o600))
        guard reserved >= 0 else { throw .file(operation: "create", path: path, errno: errno) }
        close(reserved)
        guard unsafe rename(temporary, path) == 0 else {
            let code = errno
            unsafe unlink(path)
            throw .file(operation: "create", path: path, errno: code)
        }
    }

    private func flush() throws(PlatformError) {
        let pending = buffer
        let span = pending.span
        try unsafe span.withUnsafeBytes { (raw) throws(PlatformError) in try unsafe write(raw) }
        buffer = []
        buffer.reserveCapacity(Self.bufferSize)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(PlatformError) {
        var done = 0
        while done < bytes.count {
            #if canImport(Glibc)
                let put = unsafe Glibc.write(
                    descriptor,
                    bytes.baseAddress.map { unsafe $0 + done },
                    bytes.count - done
                )
            #else
                let put = unsafe Darwin.write(
                    descriptor,
                    bytes.baseAddress.map { unsafe $0 + done },
                    bytes.count - done
                )
            #endif
            if put < 0 {
                if errno == EINTR { continue }
                throw .file(operation: "write", path: path, errno: errno)
            }
            done += put
        }
        written += bytes.count
        startWriteback()
    }

    /// Lets the disk begin with what was written, so that the sync at the end has little left to wait for.
    private func startWriteback() {
        guard written - handedOver >= 1 << 22 else { return }
        platform_start_writeback(descriptor, off_t(handedOver), off_t(written - handedOver))
        handedOver = written
    }
}
