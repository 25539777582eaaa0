#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Texts that name places in the file system; nothing here looks at the disk but ``real(_:)``.
///
/// A slash is found as a byte: to a `String`, one followed by a combining mark is another character, to the system
/// it is a slash.
public enum Paths {
    /// `base` and `part` with one slash between; an absolute `part` stands alone.
    public static func join(_ base: String, _ part: String) -> String {
        if part.isEmpty { return base }
        if part.utf8.first == UInt8(ascii: "/") || base.isEmpty { return part }
        return base.utf8.last == UInt8(ascii: "/") ? base + part : base + "/" + part
    }

    /// What stands before the last slash, as dirname(1) gives it.
    public static func directory(_ path: String) -> String {
        let trimmed = withoutTrailingSlashes(path)
        guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        let head = withoutTrailingSlashes(String(trimmed[..<slash]))
        return head.isEmpty ? "/" : head
    }

    /// What stands behind the last slash, as basename(1) gives it.
    public static func name(_ path: String) -> String {
        let trimmed = withoutTrailingSlashes(path)
        guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return trimmed }
        let tail = String(trimmed[trimmed.utf8.index(after: slash)...])
        return tail.isEmpty ? "/" : tail
    }

    /// The name without its last extension; `.profile` has none.
    public static func stem(_ path: String) -> String {
        let name = name(path)
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else {
            return name
        }
        return String(name[..<dot])
    }

    /// The last extension without its dot, or an empty text.
    public static func fileExtension(_ path: String) -> String {
        let name = name(path)
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
        return String(name[name.utf8.index(after: dot)...])
    }

    /// The path with `.` and `..` resolved as text, and doubled slashes folded.
    public static func normalized(_ path: String) -> String {
        let absolute = path.utf8.first == UInt8(ascii: "/")
        var parts: [String] = []
        for bytes in path.utf8.split(separator: UInt8(ascii: "/")) where !bytes.elementsEqual(".".utf8) {
            let part = String(Substring(bytes))
            if part == ".." {
                if let last = parts.last, last != ".." {
                    parts.removeLast()
                } else if !absolute {
                    parts.append(part)
                }
            } else {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        if absolute { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }

    /// The path with all links resolved, or `nil` when nothing is there (realpath(3)).
    public static func real(_ path: String) -> String? {
        guard Files.isPath(path), let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// The real path of the longest part of `path` that exists, with the rest behind it.
    public static func realAsFarAsThere(_ path: String) -> String {
        if let resolved = real(path) { return resolved }
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        // Where a part is, all before it is too, so the first missing one is found by halving: a path of a million
        // parts costs twenty looks.
        var resolved = real(isAbsolute ? "/" : ".") ?? (isAbsolute ? "/" : ".")
        var (there, missing) = (0, parts.count)
        while missing - there > 1 {
            let middle = (there + missing) / 2
            if let found = real(String(Substring(path.utf8[..<parts[middle - 1].endIndex]))) {
                (there, resolved) = (middle, found)
            } else {
                missing = middle
            }
        }
        guard there < parts.count else { return resolved }
        return join(resolved, parts[there...].map { String(Substring($0)) }.joined(separator: "/"))
    }

    /// Whether a path is one of some directories or stands in one, all links resolved.
    public static func isInside(_ path: String, _ directories: [String]) -> Bool {
        let real = realAsFarAsThere(path)
        return directories.contains { directory in
            let root = realAsFarAsThere(directory)
            return real == root || real.hasPrefix(root == "/" ? root : root + "/")
        }
    }

    private static func withoutTrailingSlashes(_ path: String) -> String {
        var result = path.utf8[...]
        while result.count > 1, result.last == UInt8(ascii: "/") { result.removeLast() }
        return String(Substring(result))
    }
}
