#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension Files {
    /// Gives what stands at `path` another name on the same file system; a link is moved itself.
    ///
    /// - Throws: ``PlatformError`` (``PlatformError/isAlreadyThere`` when something stands at `place`).
    public static func move(_ path: String, to place: String) throws(PlatformError) {
        // rename(2) replaces silently, and its exclusive form is not on every system.
        if linkStatus(place) != nil { throw .file(operation: "create", path: place, errno: EEXIST) }
        guard unsafe rename(path, place) == 0 else {
            throw .file(operation: "move", path: path, errno: errno)
        }
    }
}
