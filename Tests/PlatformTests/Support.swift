#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Platform

/// Makes a symbolic link.
func link(_ target: String, at path: String) throws {
    guard symlink(target, path) == 0 else {
        throw PlatformError.file(operation: "link", path: path, errno: errno)
    }
}

/// Whether the tests run as a user whom permissions do not stop.
var isRoot: Bool { geteuid() == 0 }
