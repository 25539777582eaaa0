/// Finds addresses of electronic mail around an `@`.
enum MailAddress {
    private static let local = ByteClass("A-Za-z0-9._+-")
    private static let domain = ByteClass("A-Za-z0-9.-")

    /// Lengths of both sides (RFC 5321, section 4.5.3.1).
    private static let mostLocal = 64
    private static let mostDomain = 253

    /// Names that no person answers to.
    private static let nobody: Set<String> = [
        "git", "noreply", "no-reply", "donotreply", "do-not-reply", "root", "mailer-daemon",
    ]
    /// Domains that are reserved (RFC 2606, RFC 6761).
    private static let reserved: Set<String> = [
        "example", "test", "invalid", "localhost", "example.com", "example.org", "example.net", "example.edu",
        "test.com",
    ]
    /// What follows the `@` of a version, a unit of systemd or a picture, and is no domain.
    private static let endings: Set<String> = [
        "service", "socket", "timer", "target", "mount", "slice", "png", "jpg", "jpeg", "gif", "webp", "svg",
        "js", "ts", "mjs", "css", "json", "md", "html", "py", "rs", "lock", "zip", "tgz", "yml", "yaml",
        "txt",
    ]

    /// The address whose `@` stands at `place`; nil when there is none, or none of a person.
    static func extent(in bytes: Span<UInt8>, at place: Int) -> Range<Int>? {
        var start = place
        let limit = max(0, place - mostLocal)
        while start > limit, local.contains(bytes[start - 1]) { start -= 1 }
        start = behindEscape(bytes, start)
        while start < place, !ByteClass.base62.contains(bytes[start]) { start += 1 }
        guard start < place, !isPasswordOfAddress(bytes, start) else { return nil }
        var end = domain.end(in: bytes, from: place + 1, limit: place + 1 + mostDomain)
        while end > place + 1, !ByteClass.base62.contains(bytes[end - 1]) { end -= 1 }
        let host = lowercased(bytes, place + 1..<end)
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last, last.count >= 2,
            last.utf8.allSatisfy({ ByteClass.letters.contains($0) }), !endings.contains(String(last))
        else { return nil }
        let tail = labels.suffix(2).joined(separator: ".")
        guard !reserved.contains(tail), !reserved.contains(String(last)) else { return nil }
        let name = lowercased(bytes, start..<place)
        // `url.git@github.com:` is a key of git's settings.
        return nobody.contains(name) || name.hasSuffix(".git") ? nil : start..<end
    }

    /// The start without the letters of an escape (`\n`, `\u003c`, `%3C`) in front of it.
    private static func behindEscape(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        guard start > 0, start < bytes.count else { return start }
        if bytes[start - 1] == UInt8(ascii: "%") { return min(start + 2, bytes.count) }
        guard bytes[start - 1] == UInt8(ascii: "\\") else { return start }
        switch bytes[start] {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"), UInt8(ascii: "f"):
            return start + 1
        case UInt8(ascii: "u"): return min(start + 5, bytes.count)
        default: return start
        }
    }

    /// Whether what begins at `start` is the password in `scheme://user:password@host`.
    private static func isPasswordOfAddress(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard start > 0, bytes[start - 1] == UInt8(ascii: ":") else { return false }
        var index = start - 1
        let limit = max(2, start - 200)
        while index > limit, bytes[index] > 0x20, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "/"), bytes[index - 1] == UInt8(ascii: "/") { return true }
            index -= 1
        }
        return false
    }

    private static func lowercased(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        String(
            decoding: range.map { (0x41...0x5a).contains(bytes[$0]) ? bytes[$0] | 0x20 : bytes[$0] },
            as: UTF8.self
        )
    }
}
