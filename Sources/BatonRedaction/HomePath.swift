/// Finds the user's name in paths of home directories, also in the folder names that Claude Code makes of them.
enum HomePath {
    private static let openings = [
        "/home/", "/Users/", #"\/home\/"#, #"\/Users\/"#, #"\Users\"#, "-home-", "-Users-", "projects/home-",
        "projects/Users-", "%2Fhome%2F",
        "%2FUsers%2F",
    ]

    static let heads = openings.map { Head($0) }

    /// Names that many machines have and that tell nothing.
    private static let generic: Set<String> = [
        "user", "users", "username", "user-name", "your-username", "yourname", "your-name", "you", "me",
        "name",
        "root", "admin", "administrator", "ubuntu", "debian", "fedora", "centos", "arch", "pi", "node", "app",
        "dev",
        "developer", "runner", "runneradmin", "git", "codespace", "vscode", "coder", "gitpod", "claude",
        "agent", "ec2-user",
        "vagrant", "jenkins", "circleci", "travis", "builder", "build", "ci", "test", "tester", "guest",
        "public",
        "shared", "default", "linuxbrew", "www-data", "nobody", "docker", "container", "sandbox", "workspace",
        "example",
        "foo", "bar", "alice", "bob",
    ]

    private static let nameBytes = ByteClass("A-Za-z0-9._-")
    private static let encodedBytes = ByteClass("A-Za-z0-9._")
    /// The longest name (bytes); Linux has 32, Windows 20.
    private static let longest = 64

    /// Whether a name is one that tells nothing.
    static func isGeneric(_ name: [UInt8]) -> Bool {
        name.isEmpty || generic.contains(String(decoding: name, as: UTF8.self).lowercased())
    }

    /// Whether the head at `range` is the beginning of a path.
    static func opens(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        switch bytes[range.lowerBound] {
        case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "%"): true
        case UInt8(ascii: "-"), UInt8(ascii: "p"): bytes[range.upperBound - 1] == UInt8(ascii: "-")
        default: false
        }
    }

    /// The range of the name behind the opening of a path.
    ///
    /// In encoded folder names nobody knows where a name with a dash ends, unless it is the person's own.
    static func userName(in bytes: Span<UInt8>, _ opening: Range<Int>, login: String) -> Range<Int>? {
        let isEncoded = bytes[opening.upperBound - 1] == UInt8(ascii: "-")
        guard isRoot(bytes, opening, isEncoded: isEncoded) else { return nil }
        var start = opening.upperBound
        let isWindows = bytes[start - 1] == UInt8(ascii: "\\")
        while start < bytes.count, bytes[start] == UInt8(ascii: "\\"), start - opening.upperBound < 16 {
            start += 1
        }
        let own = Array(login.utf8)
        if isEncoded, !own.isEmpty, start + own.count <= bytes.count,
            own.indices.allSatisfy({ encoded(own[$0]) == encoded(bytes[start + $0]) }),
            start + own.count == bytes.count || !ByteClass.base62.contains(bytes[start + own.count])
        {
            return start..<start + own.count
        }
        var end = start
        let limit = min(bytes.count, start + longest)
        while end < limit {
            let byte = bytes[end]
            if isEncoded ? encodedBytes.contains(byte) : nameBytes.contains(byte) {
                end += 1
            } else if byte >= 0x80, !isEncoded, byte != 0xe2 {
                // Letters of other scripts; general punctuation begins with E2.
                end += 1
            } else if isWindows, byte == UInt8(ascii: " "), isInWindowsName(bytes, end, limit) {
                end += 1
            } else {
                break
            }
        }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: "-") {
            end -= 1
        }
        guard end > start, !isGeneric((start..<end).map { bytes[$0] }) else { return nil }
        return start..<end
    }

    /// Whether a path begins at the opening: it is not the middle of an address or of a word.
    private static func isRoot(_ bytes: Span<UInt8>, _ opening: Range<Int>, isEncoded: Bool) -> Bool {
        let start = opening.lowerBound
        guard start > 0 else { return true }
        if isEncoded {
            // Cursor leaves the first dash out.
            if bytes[start] == UInt8(ascii: "p") { return true }
            // `C--Users-name` is what Windows' paths become.
            if bytes[start - 1] == UInt8(ascii: "-") { return bytes[start + 1] == UInt8(ascii: "U") }
            return bytes[start - 1] != UInt8(ascii: "_") && bytes[start - 1] != UInt8(ascii: ".")
                && isLeftBoundary(bytes, start)
        }
        switch bytes[start - 1] {
        case UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "}"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            return false
        default: break
        }
        guard !isLeftBoundary(bytes, start) else { return true }
        // `a/home/…` and `b/home/…` are the two sides of a diff of git.
        if bytes[start - 1] == UInt8(ascii: "a") || bytes[start - 1] == UInt8(ascii: "b"),
            start < 2 || bytes[start - 2] == UInt8(ascii: " ") || bytes[start - 2] == UInt8(ascii: "\"")
        {
            return true
        }
        // `/mnt/c/Users`, `/var/home`, `/export/home`, `/System/Volumes/Data/Users`.
        return ["/mnt/c", "/mnt/d", "/var", "/export", "/Volumes/Data"].contains { place in
            let place = Array(place.utf8)
            return start >= place.count
                && place.indices.allSatisfy { bytes[start - place.count + $0] == place[$0] }
        }
    }

    /// Whether the space at `place` is inside of a name: a backslash ends it before another space or sign comes.
    private static func isInWindowsName(_ bytes: Span<UInt8>, _ place: Int, _ limit: Int) -> Bool {
        let end = nameBytes.end(in: bytes, from: place + 1, limit: limit)
        return end > place + 1 && end < bytes.count && bytes[end] == UInt8(ascii: "\\")
            && end + 1 < bytes.count
            && bytes[end + 1] != UInt8(ascii: "\"")
    }

    /// A byte as Claude Code writes it into folder names: all but letters and digits become `-`.
    private static func encoded(_ byte: UInt8) -> UInt8 {
        ByteClass.base62.contains(byte) ? byte : UInt8(ascii: "-")
    }
}
