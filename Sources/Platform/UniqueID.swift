/// Random identifiers in the form of RFC 9562.
public enum UniqueID {
    /// A new version 4 UUID in lower case, from the system's random source.
    public static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }

    /// A version 4 UUID in lower case from `generator`.
    public static func make(using generator: inout some RandomNumberGenerator) -> String {
        // Two words: each draw from the system's source is a call of the kernel.
        let first = generator.next() as UInt64
        let second = generator.next() as UInt64
        // Bytes are taken from the low end; those at 6 and 8 hold version and variant.
        return text(
            of: first & ~(0xf0 << 48) | 0x40 << 48,
            second & ~0xc0 | 0x80
        )
    }

    /// Whether `text` is a UUID of any version, written in lower case.
    public static func isLowercaseUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        for (index, byte) in bytes.enumerated() {
            switch (index, byte) {
            case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")),
                (23, UInt8(ascii: "-")):
                continue
            case (8, _), (13, _), (18, _), (23, _):
                return false
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")):
                continue
            default:
                return false
            }
        }
        return true
    }

    private static func text(of first: UInt64, _ second: UInt64) -> String {
        func digit(_ value: UInt8) -> UInt8 {
            value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
        }
        var result: [UInt8] = []
        result.reserveCapacity(36)
        for index in 0..<16 {
            let word = index < 8 ? first : second
            let byte = UInt8(truncatingIfNeeded: word >> (index % 8 * 8))
            if index == 4 || index == 6 || index == 8 || index == 10 { result.append(UInt8(ascii: "-")) }
            result.append(digit(byte >> 4))
            result.append(digit(byte & 15))
        }
        return String(decoding: result, as: UTF8.self)
    }
}
