/// The hidden first line of a comment by which it is found again.
public struct CommentMarker: Sendable, Equatable {
    /// The line, an HTML comment.
    public let text: String

    /// The marker of comments with a name such as `pr-context main`.
    ///
    /// - Throws: ``ForgeError/badName(_:)`` for a name that is empty, longer than 100 characters, or could end the HTML
    ///   comment.
    public init(_ name: String) throws(ForgeError) {
        let isFine =
            !name.isEmpty && name.utf8.count <= 100 && !name.contains("--") && !name.hasSuffix("-")
            && !name.hasPrefix("-") && !name.hasPrefix(" ") && !name.hasSuffix(" ")
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "._/- ".utf8.contains(byte)
                }
            }
        guard isFine else { throw .badName(String(name.prefix(40).filter { $0.isASCII && $0 != "'" })) }
        text = "<!-- baton:\(name) -->"
    }

    /// Whether a comment begins with it, on a line of its own.
    public func begins(_ comment: String) -> Bool {
        let bytes = comment.utf8
        guard bytes.starts(with: text.utf8) else { return false }
        let rest = bytes.dropFirst(text.utf8.count).first
        return rest == nil || rest == 0x0a || rest == 0x0d
    }
}
