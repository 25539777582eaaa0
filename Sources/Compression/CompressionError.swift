/// Why compressed data could not be unpacked.
public enum CompressionError: Error, Sendable, Equatable {
    /// The data is damaged, or is not of this form.
    case damaged
    /// The data ends before its end.
    case truncated
    /// The data unpacks to more than `limit` bytes.
    case tooLarge(limit: Int)
    /// The data unpacks to more than `ratio` times its size, as made-up data does.
    case tooDense(ratio: Int)
    /// There is no memory for the window that the data asks for.
    case outOfMemory
}

extension CompressionError: CustomStringConvertible {
    /// What is wrong, in a few words.
    public var description: String {
        switch self {
        case .damaged: "its compressed data is damaged"
        case .truncated: "its compressed data is cut short"
        case .tooLarge(let limit): "it unpacks to more than \(limit >> 20) MiB"
        case .tooDense(let ratio): "it unpacks to more than \(ratio) times its size"
        case .outOfMemory: "its compressed data needs too much memory"
        }
    }
}
