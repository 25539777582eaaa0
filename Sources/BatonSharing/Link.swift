public import Age
internal import Platform

/// Where a shared session comes from, as a person names it.
public enum Link: Sendable, Equatable {
    /// An address on the network, without the key.
    case remote(url: String, key: SecretText?)
    /// A file under a ref of a git repository.
    case git(GitLink, key: SecretText?)
    /// A file on this machine; the path may be relative.
    case file(path: String, key: SecretText?)
    /// Standard input.
    case input

    /// Reads a link: an https or http URL, a `file:` URL, a path, or `-`; the key of a sealed file stands behind `#`.
    ///
    /// White space and quotes around it, and a `baton clone` in front, are taken off: people paste whole commands.
    /// - Throws: ``SharingError/badLink(reason:)``.
    public init(_ text: String) throws(SharingError) {
        let text = Self.unwrapped(text)
        if text == "-" {
            self = .input
            return
        }
        guard !text.isEmpty else { throw .badLink(reason: "it is empty") }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else {
            throw .badLink(reason: "it holds control characters")
        }
        let scheme = text.prefix { $0 != ":" }.lowercased()
        let (address, key) = Self.splitKey(text)
        switch scheme {
        case "http", "https": self = .remote(url: address, key: key)
        case "git+ssh", "git+https", "git+http", "git+file": self = .git(try GitLink(address), key: key)
        case "file":
            guard let path = FileURL.path(of: address) else {
                throw .badLink(reason: "a file: URL must name a path of this machine")
            }
            self = .file(path: path, key: key)
        default:
            guard !text.contains("://") else {
                throw .badLink(reason: "only https, http, git+ssh, git+https and file are fetched")
            }
            // A path may hold a '#' itself; only what looks like a key is cut off.
            self = .file(path: key == nil ? text : address, key: key)
        }
    }

    /// Whether a text on standard input is a link and not a file's content.
    public static func isLink(_ bytes: [UInt8]) -> Bool {
        guard bytes.count < 8192, let text = String(validating: bytes, as: UTF8.self) else { return false }
        let line = unwrapped(text)
        guard !line.contains("\n") else { return false }
        return ["https://", "http://", "file:", "git+"].contains { line.lowercased().hasPrefix($0) }
    }

    /// The link in a `baton clone` command, quotes taken off; nil for another text.
    public static func address(inCommand text: String) -> String? {
        text.hasPrefix("baton clone ") ? unwrapped(text) : nil
    }

    private static func unwrapped(_ text: String) -> String {
        var text = text.drop { $0.isWhitespace }
        if text.hasPrefix("baton clone ") { text = text.dropFirst(12).drop { $0.isWhitespace } }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        for quote in ["'", "\""] where text.count > 1 && text.hasPrefix(quote) && text.hasSuffix(quote) {
            text = text.dropFirst().dropLast()
        }
        return String(text)
    }

    private static func splitKey(_ text: String) -> (address: String, key: SecretText?) {
        guard let hash = text.firstIndex(of: "#") else { return (text, nil) }
        let fragment = String(text[text.index(after: hash)...])
        let isKey = fragment.uppercased().hasPrefix("AGE-SECRET-KEY-")
        return (String(text[..<hash]), isKey ? SecretText(utf8: fragment.uppercased()) : nil)
    }
}
