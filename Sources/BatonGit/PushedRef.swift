/// One ref that is being pushed, as git tells pre-push (githooks(5)).
public struct PushedRef: Sendable, Equatable {
    /// Name here; `(delete)` when the ref is to go.
    public let name: String
    /// Object id here.
    public let local: String
    /// Name there.
    public let remoteName: String
    /// Object id there; zeros when there is none yet.
    public let remote: String

    /// Whether the ref is taken away.
    public var isDeletion: Bool { local.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }
    /// Whether there is nothing yet at the remote.
    public var isNew: Bool { remote.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }

    /// The refs in the lines `NAME ID NAME ID`; lines of another form are left out.
    public static func all(in input: [UInt8]) -> [PushedRef] {
        input.split(separator: UInt8(ascii: "\n")).prefix(1000).compactMap { line in
            let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 4, let local = Repository.id(words[1]), let remote = Repository.id(words[3])
            else { return nil }
            return PushedRef(name: words[0], local: local, remoteName: words[2], remote: remote)
        }
    }
}
