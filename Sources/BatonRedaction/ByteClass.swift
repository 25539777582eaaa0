/// A set of ASCII bytes, written as in a bracket expression.
struct ByteClass: Sendable, Hashable {
    /// What stands between the brackets, such as `A-Za-z0-9_-`.
    var text: String { written.description }
    private let written: StaticString
    private let low: UInt64
    private let high: UInt64

    /// A class whose masks are known, so that naming it costs nothing; a test compares them with the text.
    @inline(__always)
    private init(_ text: StaticString, _ low: UInt64, _ high: UInt64) {
        written = text
        self.low = low
        self.high = high
    }

    static func == (left: ByteClass, right: ByteClass) -> Bool {
        left.low == right.low && left.high == right.high
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(low)
        hasher.combine(high)
    }

    /// Reads single characters and ranges; a `-` at the end is itself.
    init(_ text: StaticString) {
        written = text
        let bytes = Array(text.description.utf8)
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
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
    }

    /// Where the run of such bytes that begins at `start` ends, at most at `limit`.
    @inline(__always)
    func end(in bytes: Span<UInt8>, from start: Int, limit: Int = .max) -> Int {
        let limit = min(limit, bytes.count)
        var index = start
        while index < limit, contains(bytes[index]) { index += 1 }
        return index
    }

    static var digits: ByteClass { ByteClass("0-9", 0x3FF000000000000, 0x0) }
    static var lowerHex: ByteClass { ByteClass("0-9a-f", 0x3FF000000000000, 0x7E00000000) }
    static var hex: ByteClass { ByteClass("0-9A-Fa-f", 0x3FF000000000000, 0x7E0000007E) }
    static var upper: ByteClass { ByteClass("A-Z0-9", 0x3FF000000000000, 0x7FFFFFE) }
    static var lower: ByteClass { ByteClass("a-z0-9", 0x3FF000000000000, 0x7FFFFFE00000000) }
    static var base62: ByteClass { ByteClass("A-Za-z0-9", 0x3FF000000000000, 0x7FFFFFE07FFFFFE) }
    static var word: ByteClass { ByteClass("A-Za-z0-9_", 0x3FF000000000000, 0x7FFFFFE87FFFFFE) }
    static var base64: ByteClass { ByteClass("A-Za-z0-9+/=", 0x23FF880000000000, 0x7FFFFFE07FFFFFE) }
    static var base64URL: ByteClass { ByteClass("A-Za-z0-9_-", 0x3FF200000000000, 0x7FFFFFE87FFFFFE) }
    static var dotted: ByteClass { ByteClass("A-Za-z0-9_.-", 0x3FF600000000000, 0x7FFFFFE87FFFFFE) }
    static var anyBase64: ByteClass { ByteClass("A-Za-z0-9+/=_-", 0x23FFA80000000000, 0x7FFFFFE87FFFFFE) }
    static var bech32: ByteClass { ByteClass("02-9AC-HJ-NP-Z", 0x3FD000000000000, 0x7FF7DFA) }
    static var bearer: ByteClass { ByteClass("A-Za-z0-9._~+/=:-", 0x27FFE80000000000, 0x47FFFFFE87FFFFFE) }
    static var wordOfText: ByteClass {
        ByteClass("A-Za-z0-9+/=._~-", 0x23FFE80000000000, 0x47FFFFFE87FFFFFE)
    }
    static var quotes: ByteClass { ByteClass("\"'`", 0x8400000000, 0x100000000) }
    static var startsOfJoints: ByteClass { ByteClass("\u{1b}\"%'\\^`", 0xA408000000, 0x150000000) }
    static var letters: ByteClass { ByteClass("A-Za-z", 0x0, 0x7FFFFFE07FFFFFE) }
}
