public import BatonSessions

/// A format that something outside of this module writes.
public struct CustomFormat {
    /// The name by which it is asked for.
    public let name: String
    /// The extension of its files, without a dot.
    public let fileExtension: String
    /// Gives the document of the messages, without secrets.
    let write: (Conversation) throws -> [UInt8]

    /// A format that `write` makes.
    public init(name: String, fileExtension: String, write: @escaping (Conversation) throws -> [UInt8]) {
        self.name = name
        self.fileExtension = fileExtension
        self.write = write
    }
}
