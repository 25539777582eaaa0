#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Files and directories by path: whole reads, writes that are there whole or not at all, listings.
public enum Files {
    /// The status of what `path` names, links followed; `nil` when nothing is there.
    public static func status(_ path: String) -> FileStatus? {
        var result = stat()
        guard isPath(path), unsafe stat(path, &result) == 0 else { return nil }
        return FileStatus(result)
    }

    /// The status of `path` itself, a link not followed; `nil` when nothing is there.
    public static func linkStatus(_ path: String) -> FileStatus? {
        var result = stat()
        guard isPath(path), unsafe lstat(path, &result) == 0 else { return nil }
        return FileStatus(result)
    }

    /// Whether a directory stands at `path`.
    public static func isDirectory(_ path: String) -> Bool { status(path)?.kind == .directory }

    /// The whole content of a regular file, at most `limit` bytes.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read, is no regular file, or is longer than `limit`.
    public static func read(_ path: String, limit: Int = .max) throws(PlatformError) -> [UInt8] {
        try FileReader(path).all(limit: limit)
    }

    /// Writes a file beside its place, flushes it to disk and moves it there; what stood there is replaced.
    ///
    /// - Throws: ``PlatformError``; nothing is left behind then.
    public static func write(_ bytes: [UInt8], to path: String, mode: UInt32 = 0o644) throws(PlatformError) {
        let writer = try FileWriter(beside: path, mode: mode)
        try writer.append(bytes.span)
        try writer.commit(replacing: true)
    }

    /// Writes a file beside its place, flushes it and links it there, unless something stands there already.
    ///
    /// - Throws: ``PlatformError`` (``PlatformError/isAlreadyThere`` when the place is taken).
    public static func create(_ bytes: [UInt8], at path: String, mode: UInt32 = 0o600) throws(PlatformError) {
        let writer = try FileWriter(beside: path, mode: mode)
        try writer.append(bytes.span)
        try writer.commit(replacing: false)
    }

    /// Makes a directory and those above it that are missing.
    ///
    /// - Returns: the directories that were made, the outermost first.
    @discardableResult
    public static func makeDirectory(_ path: String, mode: UInt32 = 0o755) throws(PlatformError) -> [String] {
        try checkPath(path, "make directory")
        if isDirectory(path) { return [] }
        let parent = Paths.directory(path)
        var made: [String] = []
        if parent != path { made = try makeDirectory(parent, mode: mode) }
        if unsafe mkdir(path, mode_t(mode)) != 0 {
            // Another process may have made it in the meantime.
            if errno == EEXIST, isDirectory(path) { return made }
            throw .file(operation: "make directory", path: path, errno: errno)
        }
        return made + [path]
    }

    /// The names in a directory, sorted by their bytes; empty when there is no such directory.
    ///
    /// - Throws: ``PlatformError`` when it is there and cannot be read.
    public static func names(in directory: String) throws(PlatformError) -> [String] {
        try checkPath(directory, "list")
        guard let handle = unsafe opendir(directory) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw .file(operation: "list", path: directory, errno: errno)
        }
        defer { unsafe closedir(handle) }
        var names: [String] = []
        while let entry = unsafe readdir(handle) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
                unsafe field.withMemoryRebound(
                    to: CChar.self,
                    capacity: MemoryLayout.size(ofValue: field.pointee)
                ) {
                    unsafe String(cString: $0)
                }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Removes a file; that it was not there is no error.
    public static func remove(_ path: String) throws(PlatformError) {
        try checkPath(path, "remove")
        if unsafe unlink(path) != 0, errno != ENOENT {
            throw .file(operation: "remove", path: path, errno: errno)
        }
    }

    /// Removes a directory if it is empty.
    ///
    /// - Returns: whether it is gone.
    @discardableResult
    public static func removeEmptyDirectory(_ path: String) -> Bool {
        guard isPath(path) else { return false }
        return unsafe rmdir(path) == 0
    }

    /// Sets the permission bits of a path.
    public static func setMode(_ mode: UInt32, of path: String) throws(PlatformError) {
        try checkPath(path, "change mode of")
        if unsafe chmod(path, mode_t(mode)) != 0 {
            throw .file(operation: "change mode of", path: path, errno: errno)
        }
    }

    // MARK: Paths

    /// Whether `path` can name something: the system would cut it at a NUL and act on another place.
    static func isPath(_ path: String) -> Bool { !path.utf8.contains(0) }

    static func checkPath(_ path: String, _ operation: String) throws(PlatformError) {
        guard isPath(path) else { throw .file(operation: operation, path: path, errno: EINVAL) }
    }
}
