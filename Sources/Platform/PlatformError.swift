#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Why the system refused something, with the path or program it concerns.
public enum PlatformError: Error, Sendable, Equatable {
    /// A call on a path failed; `errno` says how.
    case file(operation: String, path: String, errno: Int32)
    /// The file is larger than the caller takes.
    case tooLarge(path: String, limit: Int)
    /// The path names something that is not a regular file.
    case notAFile(path: String)
    /// No program of that name stands on the `PATH`.
    case programNotFound(name: String)
    /// The program could not be started.
    case programFailedToStart(name: String, errno: Int32)
    /// The program ran longer than it may.
    case programTimedOut(name: String, seconds: Double)
    /// The person pressed Ctrl-C.
    case interrupted

    /// Whether the failure is that there is nothing at the path.
    public var isNotFound: Bool {
        if case .file(_, _, let code) = self { return code == ENOENT || code == ENOTDIR }
        return false
    }

    /// Whether the failure is that something is at the path already.
    public var isAlreadyThere: Bool {
        if case .file(_, _, let code) = self { return code == EEXIST }
        return false
    }

    /// Whether the failure is that there is no room, or no more for this user.
    public var isDiskFull: Bool {
        if case .file(_, _, let code) = self { return code == ENOSPC || code == EDQUOT }
        return false
    }

    /// Whether the failure is that a directory is not empty.
    public var isNotEmpty: Bool {
        if case .file(_, _, let code) = self { return code == ENOTEMPTY }
        return false
    }
}

extension PlatformError: CustomStringConvertible {
    /// One sentence that names the path or program and the system's reason.
    public var description: String {
        switch self {
        case .file(let operation, let path, let code):
            "cannot \(operation) '\(path)': \(Self.reason(code))"
        case .tooLarge(let path, let limit):
            "'\(path)' is larger than \(limit) bytes"
        case .notAFile(let path):
            "'\(path)' is not a regular file"
        case .programNotFound(let name):
            "program '\(name)' was not found on the PATH"
        case .programFailedToStart(let name, let code):
            "program '\(name)' could not be started: \(Self.reason(code))"
        case .programTimedOut(let name, let seconds):
            "program '\(name)' ran longer than \(Self.short(seconds)) seconds and was ended"
        case .interrupted:
            "interrupted"
        }
    }

    /// `seconds` without a fraction of zero.
    private static func short(_ seconds: Double) -> String {
        Int(exactly: seconds).map { String($0) } ?? String(seconds)
    }

    private static func reason(_ code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text).lowercased()
    }
}
