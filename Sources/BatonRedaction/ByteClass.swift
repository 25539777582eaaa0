/// A set of ASCII bytes, written as in a bracket expression.
struct ByteClass: Sendable, Hashable {
    /// What stands between the brackets, such as `A-Za-z0-9_-`.
    let text: String
    private let low: UInt64
    private let high: UInt64

    /// Reads single characters and ranges; a `-` at the end is itself.
    init(_ text: StaticString) {
        self.text = text.description
        let bytes = Array(self.text.utf8)
        var low: UInt64 = 0
        var high: UInt64 = 0
        var index = 0
        while index < bytes.count {
            var last = bytes[index]
            let first = last
            if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-") {
                last = bytes[index + 2]
                index += 2
            }
            precondition(first <= last && last < 128, "a class holds ASCII ranges")
            for byte in first...last {
                if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
            }
            index += 1
        }
        self.low = low
        self.high = high
    }

    /// Whether the byte is in the set.
    func contains(_ byte: UInt8) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
    }

    /// Where the run of such bytes that begins at `start` ends, at most at `limit`.
    func end(in bytes: Span<UInt8>, from start: Int, limit: Int = .max) -> Int {
        let limit = min(limit, bytes.count)
        var index = start
        while index < limit, contains(bytes[index]) { index += 1 }
        return index
    }

    static let digits = ByteClass("0-9")
    static let lowerHex = ByteClass("0-9a-f")
    static let hex = ByteClass("0-9A-Fa-f")
    static let upper = ByteClass("A-Z0-9")
    static let lower = ByteClass("a-z0-9")
    static let base62 = ByteClass("A-Za-z0-9")
    static let word = ByteClass("A-Za-z0-9_")
    static let base64 = ByteClass("A-Za-z0-9+/=")
    static let base64URL = ByteClass("A-Za-z0-9_-")
    static let dotted = ByteClass("A-Za-z0-9_.-")
    static let anyBase64 = ByteClass("A-Za-z0-9+/=_-")
    static let bech32 = ByteClass("02-9AC-HJ-NP-Z")
    static let bearer = ByteClass("A-Za-z0-9._~+/=:-")
    static let letters = ByteClass("A-Za-z")
}
