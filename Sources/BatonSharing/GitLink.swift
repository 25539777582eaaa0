internal import BatonGit
internal import Platform

/// A link to a file under a ref of a git repository: `git+ADDRESS?share=ID`.
///
/// ADDRESS begins with `ssh://`, `https://`, `http://` or `file://`; the ref is `refs/baton/shares/ID`. A path that begins
/// with `/~/` is one of the account's home, as `user@host:path` has it.
public struct GitLink: Sendable, Equatable {
    /// The address as git takes it.
    public let address: String
    /// The UUID behind the ref.
    public let id: String
    /// Where the repository is, as it may be shown.
    public let place: String

    /// The ref's full name.
    public var ref: String { Self.refs + id }

    /// What all refs of shares begin with.
    static let refs = "refs/baton/shares/"

    /// A link to a repository that is known.
    init(_ address: GitAddress, id: String) {
        self.address = address.text
        self.id = id
        place = address.host ?? address.text
    }

    /// Reads a link without its key.
    ///
    /// - Throws: ``SharingError/badLink(reason:)``.
    init(_ text: String) throws(SharingError) {
        let mark = "?share="
        guard text.lowercased().hasPrefix("git+"), let start = text.firstRange(of: mark) else {
            throw .badLink(reason: "a link to a git repository ends with \(mark) and an id")
        }
        let id = String(text[start.upperBound...])
        guard UniqueID.isLowercaseUUID(id) else {
            throw .badLink(reason: "what stands behind \(mark) is no id")
        }
        var address = String(text[..<start.lowerBound].dropFirst(4))
        if address.lowercased().hasPrefix("file:") {
            guard let path = FileURL.path(of: address), path.hasPrefix("/") else {
                throw .badLink(reason: "a file: URL must name a path of this machine")
            }
            address = path
        } else if let home = address.firstRange(of: "/~/"), address.lowercased().hasPrefix("ssh://") {
            address = address[..<home.lowerBound].dropFirst(6) + ":" + address[home.upperBound...]
        }
        guard let checked = GitAddress(address, allowsPlainHTTP: true) else {
            throw .badLink(reason: "it names no git repository that can be asked")
        }
        self.init(checked, id: id)
    }

    /// The link's text, without a key; nil for an address that no link can hold.
    var text: String? {
        let address: String
        if self.address.hasPrefix("/") {
            address = FileURL.text(of: self.address)
        } else if self.address.contains("://") {
            address = self.address
        } else {
            guard let colon = self.address.firstIndex(of: ":") else { return nil }
            let path = self.address[self.address.index(after: colon)...]
            address =
                "ssh://" + self.address[..<colon] + (path.hasPrefix("/") ? "" : "/~/")
                + (path.hasPrefix("~/") ? path.dropFirst(2) : path)
        }
        guard !address.contains("?"), !address.contains("#"),
            address.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != 0x27 })
        else { return nil }
        return "git+\(address)?share=\(id)"
    }
}
