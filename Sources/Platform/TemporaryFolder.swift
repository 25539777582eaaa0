#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A new folder that only its owner can enter, and that is gone with all in it when the value goes.
public final class TemporaryFolder {
    /// Its real path.
    public let path: String

    /// Makes a folder in `parent`, whose name begins with `prefix`.
    ///
    /// - Throws: ``PlatformError`` when `parent` is missing or cannot be written to.
    public init(in parent: String, prefix: String) throws(PlatformError) {
        let parent = Paths.realAsFarAsThere(parent)
        let path = Paths.join(parent, prefix + UniqueID.make())
        try Files.checkPath(path, "make directory")
        guard unsafe mkdir(path, mode_t(0o700)) == 0 else {
            throw .file(operation: "make directory", path: path, errno: errno)
        }
        self.path = path
    }

    deinit { remove() }

    /// Removes the folder now.
    public func remove() {
        // Best effort: what cannot be removed stays where only its owner sees it.
        try? OpenDirectory(Paths.directory(path)).removeTree(Paths.name(path))
    }
}
