/// The checksum at the end of a Bech32 text (BIP 173).
enum Bech32Checksum {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generators: [UInt32] = [
        0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
    ]

    /// Whether the checksum of the text in the range is right: a name, `1`, data and six digits, in one case.
    static func isRight(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= Checksum.longest else { return false }
        guard let separator = range.last(where: { bytes[$0] == UInt8(ascii: "1") }),
            separator > range.lowerBound, range.upperBound - separator > 6
        else { return false }
        var sum: UInt32 = 1
        func add(_ value: UInt32) {
            let top = sum >> 25
            sum = (sum & 0x1ff_ffff) << 5 ^ value
            for (bit, generator) in generators.enumerated() where top >> UInt32(bit) & 1 == 1 {
                sum ^= generator
            }
        }
        let name = range.lowerBound..<separator
        for index in name { add(UInt32(asciiLower(bytes[index]) >> 5)) }
        add(0)
        for index in name { add(UInt32(asciiLower(bytes[index]) & 31)) }
        for index in separator + 1..<range.upperBound {
            guard let value = alphabet.firstIndex(of: asciiLower(bytes[index])) else { return false }
            add(UInt32(value))
        }
        return sum == 1
    }
}

extension Checksum {
    /// Source: BIP 173, used by age for its identities.
    static let bech32 = Checksum("Bech32, the last 6 characters", isRight: Bech32Checksum.isRight)
}
