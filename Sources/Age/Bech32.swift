/// The checksummed text form of keys (BIP 173), without that document's limit of 90 characters, as age uses it.
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let checksumLength = 6

    /// What a text holds.
    struct Decoded {
        /// The part before the last `1`, in the text's own case.
        var prefix: [UInt8]
        /// The bytes; the caller wipes them if they are secret.
        var data: [UInt8]
    }

    /// The text of `data` in lower case; the caller wipes it if it is secret.
    static func encode(prefix: String, _ data: Span<UInt8>) -> [UInt8] {
        let prefixBytes = Array(prefix.utf8)
        let groups = (data.count * 8 + 4) / 5
        // Room for all from the start: growing would leave copies of a secret behind.
        var text: [UInt8] = []
        text.reserveCapacity(prefixBytes.count + 1 + groups + checksumLength)
        text += prefixBytes
        text.append(UInt8(ascii: "1"))
        var checksum = Checksum(prefix: prefixBytes)

        var bits: UInt32 = 0
        var held = 0
        for index in data.indices {
            bits = bits << 8 & 0xfff | UInt32(data[index])
            held += 8
            while held >= 5 {
                held -= 5
                let group = UInt8(truncatingIfNeeded: bits >> UInt32(held) & 31)
                checksum.add(group)
                text.append(alphabet[Int(group)])
            }
        }
        if held > 0 {
            let group = UInt8(truncatingIfNeeded: bits << UInt32(5 - held) & 31)
            checksum.add(group)
            text.append(alphabet[Int(group)])
        }
        for group in checksum.groups() { text.append(alphabet[Int(group)]) }
        return text
    }

    /// Reads a text, or returns nil when it is not Bech32: mixed case, a foreign character, a wrong checksum,
    /// leftover bits that are not zero.
    static func decode(_ text: Span<UInt8>) -> Decoded? {
        var separator: Int?
        var hasLower = false
        var hasUpper = false
        for index in text.indices {
            let byte = text[index]
            guard (33...126).contains(byte) else { return nil }
            if byte == UInt8(ascii: "1") { separator = index }
            hasLower = hasLower || isLower(byte)
            hasUpper = hasUpper || isUpper(byte)
        }
        guard let separator, separator > 0, !(hasLower && hasUpper) else { return nil }
        let length = text.count - separator - 1 - checksumLength
        guard length >= 0 else { return nil }

        var prefix: [UInt8] = []
        for index in 0..<separator { prefix.append(text[index]) }
        var checksum = Checksum(prefix: prefix.map(lowercased))
        var data: [UInt8] = []
        data.reserveCapacity(length * 5 / 8)
        var isWhole = false
        defer { if !isWhole { Sodium.wipe(&data) } }

        var bits: UInt32 = 0
        var held = 0
        for offset in 0..<length + checksumLength {
            let byte = lowercased(text[separator + 1 + offset])
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            checksum.add(UInt8(value))
            guard offset < length else { continue }
            bits = bits << 5 & 0xfff | UInt32(value)
            held += 5
            if held >= 8 {
                held -= 8
                data.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        guard checksum.isValid, held < 5, bits & (1 << UInt32(held) - 1) == 0 else { return nil }
        isWhole = true
        return Decoded(prefix: prefix, data: data)
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
    private static func isUpper(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
    private static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }

    /// The BCH code of BIP 173 over groups of 5 bits.
    private struct Checksum {
        private static let generator: [UInt32] = [
            0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
        ]
        private var remainder: UInt32 = 1

        init(prefix: [UInt8]) {
            for byte in prefix { add(byte >> 5) }
            add(0)
            for byte in prefix { add(byte & 31) }
        }

        mutating func add(_ group: UInt8) {
            let top = remainder >> 25
            remainder = (remainder & 0x1ff_ffff) << 5 ^ UInt32(group)
            for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { remainder ^= Self.generator[bit] }
        }

        /// Whether the groups so far end with their own checksum.
        var isValid: Bool { remainder == 1 }

        /// The six groups that make the groups so far valid.
        func groups() -> [UInt8] {
            var padded = self
            for _ in 0..<checksumLength { padded.add(0) }
            let value = padded.remainder ^ 1
            return (0..<checksumLength).map { UInt8(value >> UInt32(5 * (5 - $0)) & 31) }
        }
    }
}
