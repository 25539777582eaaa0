/// A fixed-size stand-in for an id: the 128 bits of a UUID, or two keyed hashes of any other text.
///
/// An index of a gigabyte of transcript holds a million ids; as strings they would not fit the memory it may take.
struct RecordKey: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    init(_ text: [UInt8]) {
        if let bits = Self.uuidBits(text) {
            (high, low) = bits
            return
        }
        var first = Hasher()
        first.combine(1)
        first.combine(text)
        var second = Hasher()
        second.combine(2)
        second.combine(text)
        high = UInt64(bitPattern: Int64(first.finalize()))
        low = UInt64(bitPattern: Int64(second.finalize()))
    }

    private static func uuidBits(_ text: [UInt8]) -> (UInt64, UInt64)? {
        guard text.count == 36 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        var digits = 0
        for (index, byte) in text.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt64
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte - UInt8(ascii: "0"))
            // Lower case only: another spelling is another id.
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(byte - UInt8(ascii: "a")) + 10
            default: return nil
            }
            if digits < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
            digits += 1
        }
        return (high, low)
    }
}
