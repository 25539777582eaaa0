/// The host and the path of a repository at a forge, from the address of a remote.
public struct RemoteAddress: Sendable, Equatable {
    /// The host, in lower case, with its port when a web address names one.
    public let host: String
    /// The path without slashes at its ends and without `.git`, such as `owner/name`.
    public let path: String

    /// Reads `https://host/path`, `ssh://git@host:22/path` or `git@host:path`; `nil` for anything else, such as a folder.
    public init?(_ address: String) {
        let rest: Substring
        var isWeb = false
        if let mark = address.firstRange(of: "://") {
            let scheme = address[..<mark.lowerBound].lowercased()
            guard ["https", "http", "ssh", "git", "git+ssh", "ssh+git"].contains(scheme) else { return nil }
            isWeb = scheme.hasPrefix("http")
            rest = address[mark.upperBound...]
        } else {
            // `host:path` of scp; a colon behind a slash belongs to a path.
            guard let colon = address.firstIndex(of: ":"), !address[..<colon].contains("/") else {
                return nil
            }
            rest = address[..<colon] + "/" + address[address.index(after: colon)...]
        }
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        var host = rest[..<slash].lowercased()
        if let at = host.lastIndex(of: "@") { host = String(host[host.index(after: at)...]) }
        // The port of ssh is not the web's.
        if !isWeb, let colon = host.lastIndex(of: ":") { host = String(host[..<colon]) }
        var path = rest[slash...].drop { $0 == "/" }
        while path.last == "/" { path.removeLast() }
        if path.hasSuffix(".git") { path.removeLast(4) }
        guard Self.isHost(host), Self.isPath(path) else { return nil }
        self.host = host
        self.path = String(path)
    }

    /// Whether a text is a host with a port perhaps: nothing that a program could take for an option or for more.
    static func isHost(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.count <= 253 && !text.hasPrefix("-") && !text.hasPrefix(".")
            && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ":") }
    }

    /// Whether a text is a path of at least two names.
    static func isPath(_ text: some StringProtocol) -> Bool {
        let names = text.split(separator: "/", omittingEmptySubsequences: false)
        return names.count >= 2 && names.count <= 20 && text.utf8.count <= 1000
            && names.allSatisfy { isName($0) }
    }

    /// Whether a text is a name of an owner or a repository.
    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text != "." && text != ".."
            && text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: "~") }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
