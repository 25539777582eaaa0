#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A directory that is held open, and was reached without following a link.
///
/// Who checks a path and then opens it by its text may open something else: a part of it may have become a link in
/// between. What is done with names in an open directory happens in that very directory.
public final class OpenDirectory: Sendable {
    /// Where it was when it was opened.
    public let path: String
    let descriptor: Int32

    /// Opens the directory at an absolute path in which no part is a link, such as ``Paths/real(_:)`` gives.
    ///
    /// - Throws: ``PlatformError`` when a part is missing, is a link, or is no directory.
    public convenience init(_ path: String) throws(PlatformError) {
        try Files.checkPath(path, "open")
        var current = unsafe open("/", Self.flags)
        guard current >= 0 else { throw .file(operation: "open", path: "/", errno: errno) }
        for part in path.utf8.split(separator: UInt8(ascii: "/")) {
            let next = unsafe openat(current, String(Substring(part)), Self.flags)
            let code = errno
            close(current)
            guard next >= 0 else { throw .file(operation: "open", path: path, errno: code) }
            current = next
        }
        self.init(path: path, descriptor: current)
    }

    init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    // Of the directories above, passing through is enough; the right to list them is not needed.
    #if canImport(Glibc)
        /// `O_PATH` of Linux, which Swift does not see.
        private static let passing: Int32 = 0o10_000_000
    #else
        private static let passing: Int32 = O_SEARCH
    #endif
    private static let flags = passing | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC

    /// Opens a directory in it; a link is refused.
    public func directory(_ name: String) throws(PlatformError) -> OpenDirectory {
        try check(name, "open")
        let opened = unsafe openat(descriptor, name, Self.flags)
        guard opened >= 0 else { throw failure("open", name) }
        return OpenDirectory(path: Paths.join(path, name), descriptor: opened)
    }

    /// The status of what has that name, a link not followed; `nil` when nothing has.
    public func status(_ name: String) -> FileStatus? {
        var result = stat()
        guard isName(name), unsafe fstatat(descriptor, name, &result, AT_SYMLINK_NOFOLLOW) == 0 else {
            return nil
        }
        return FileStatus(result)
    }

    /// The names in it, at most `limit`, sorted by their bytes.
    ///
    /// - Throws: ``PlatformError`` when it cannot be listed, or holds more names.
    public func names(limit: Int = .max) throws(PlatformError) -> [String] {
        let readable = unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard readable >= 0 else { throw .file(operation: "list", path: path, errno: errno) }
        guard let handle = unsafe fdopendir(readable) else {
            let code = errno
            close(readable)
            throw .file(operation: "list", path: path, errno: code)
        }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(
                    to: CChar.self,
                    capacity: MemoryLayout.size(ofValue: field.pointee)
                ) { unsafe String(cString: $0) }
            }
            guard name != "." && name != ".." else { continue }
            guard names.count < limit else { throw .tooLarge(path: path, limit: limit) }
            names.append(name)
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Opens a regular file in it for reading; a link is refused.
    public func reader(_ name: String) throws(PlatformError) -> FileReader {
        try check(name, "open")
        // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        let opened = unsafe openat(descriptor, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard opened >= 0 else { throw failure("open", name) }
        return try FileReader(descriptor: opened, path: Paths.join(path, name))
    }

    /// Makes a directory in it; that there is one already is no error.
    public func makeDirectory(_ name: String, mode: UInt32 = 0o755) throws(PlatformError) {
        try check(name, "make directory")
        if unsafe mkdirat(descriptor, name, mode_t(mode)) != 0 {
            let code = errno
            if code == EEXIST, status(name)?.kind == .directory { return }
            throw .file(operation: "make directory", path: Paths.join(path, name), errno: code)
        }
    }

    /// Checks that a name stays in the directory.
    func check(_ name: String, _ operation: String) throws(PlatformError) {
        guard isName(name) else {
            throw .file(operation: operation, path: Paths.join(path, name), errno: EINVAL)
        }
    }

    private func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".."
            && !name.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
    }

    /// The error of the call that has just failed.
    func failure(_ operation: String, _ name: String) -> PlatformError {
        .file(operation: operation, path: Paths.join(path, name), errno: errno)
    }
}
