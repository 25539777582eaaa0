#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An empty directory that is removed, with all in it, when `body` ends.
///
/// - Returns: what `body` returns.
public func withTemporaryDirectory<Result>(
    _ body: (_ path: String) throws -> Result
) throws -> Result {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/baton-test-XXXXXX".utf8CString)
    guard
        let made = template.withUnsafeMutableBufferPointer({ buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }
        })
    else {
        throw TemporaryDirectoryError(errno: errno)
    }
    let path = String(cString: made)
    defer { removeTree(path) }
    // The real path: `/tmp` is a link on some systems.
    let real = realpath(path, nil)
    defer { free(real) }
    return try body(real.map { String(cString: $0) } ?? path)
}

/// Why no temporary directory could be made.
public struct TemporaryDirectoryError: Error {
    /// The `errno` of the failed call.
    public let errno: Int32
}

/// Removes a file or a directory with all in it; what is not there is fine.
public func removeTree(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
        chmod(path, 0o700)
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { removeTree(path + "/" + name) }
            }
            closedir(directory)
        }
        rmdir(path)
    } else {
        unlink(path)
    }
}
