#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the system says of a path.
public struct FileStatus: Sendable, Equatable {
    /// What stands at the path.
    public enum Kind: Sendable, Equatable {
        /// A regular file.
        case file
        /// A directory.
        case directory
        /// A symbolic link, when links are not followed.
        case link
        /// A device, socket or pipe.
        case other
    }

    /// What stands there.
    public let kind: Kind
    /// Size in bytes.
    public let size: Int
    /// Time of the last change of the content.
    public let modified: Timestamp
    /// Permission bits, such as `0o600`.
    public let mode: UInt32
    /// The user it belongs to.
    public let owner: UInt32
    /// Device and inode, which together name the file on this machine.
    public let identity: [UInt64]

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .link
            default: .other
            }
        size = Int(status.st_size)
        #if canImport(Glibc)
            let time = status.st_mtim
        #else
            let time = status.st_mtimespec
        #endif
        modified = Timestamp(seconds: Int64(time.tv_sec)).advanced(
            byMilliseconds: Int64(time.tv_nsec) / 1_000_000
        )
        mode = UInt32(status.st_mode & 0o7777)
        owner = UInt32(status.st_uid)
        identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
