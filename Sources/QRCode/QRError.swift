/// Why a text could not become a picture of a QR symbol.
///
/// An error never holds the text: it may be a link with a key in it.
public enum QRError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is nothing to encode.
    case empty
    /// The text is longer than the largest symbol of the level holds; both in bytes.
    case tooLong(bytes: Int, limit: Int)
    /// A measure of the picture is outside its range.
    case outOfRange(name: String, value: Int, range: ClosedRange<Int>)
    /// There is not enough memory for the symbol or its picture.
    case outOfMemory
    /// A library below refused with an error that this module does not expect.
    case library(name: String, reason: String)

    /// The sentence for a person.
    public var description: String {
        switch self {
        case .empty:
            "there is no text to put into the QR code"
        case .tooLong(let bytes, let limit):
            "the text is too long for a QR code: \(bytes) bytes, at most \(limit) fit at this error correction level"
        case .outOfRange(let name, let value, let range):
            "\(name) \(value) is outside \(range.lowerBound) to \(range.upperBound)"
        case .outOfMemory:
            "not enough memory for the QR code"
        case .library(let name, let reason):
            "\(name) failed: \(reason)"
        }
    }
}
