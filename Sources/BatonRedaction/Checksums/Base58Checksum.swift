internal import Digest

/// The checksum of Base58Check: four bytes of a double SHA-256 at the end of what Base58 decodes to.
enum Base58Checksum {
    /// The digit of each byte, 255 for none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        let alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
        for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// The decoded bytes, checksum removed; nil when it is wrong, or the text no Base58 of at most 120 characters.
    static func payload(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
        guard range.count <= 120 else { return nil }
        // The highest byte comes last.
        var number: [UInt8] = []
        for index in range {
            var carry = Int(values[Int(bytes[index])])
            guard carry < 58 else { return nil }
            for position in number.indices {
                carry += Int(number[position]) * 58
                number[position] = UInt8(carry & 255)
                carry >>= 8
            }
            while carry > 0 {
                number.append(UInt8(carry & 255))
                carry >>= 8
            }
        }
        let zeros = range.prefix { bytes[$0] == UInt8(ascii: "1") }.count
        let decoded = [UInt8](repeating: 0, count: zeros) + number.reversed()
        guard decoded.count > 4 else { return nil }
        let payload = Array(decoded.dropLast(4))
        return SHA256.digest(SHA256.digest(payload)).starts(with: decoded.suffix(4)) ? payload : nil
    }
}

extension Checksum {
    /// Source: BIP 32 for extended keys, of 78 bytes.
    static let base58 = Checksum("Base58Check, the last 4 bytes") { bytes, range in
        Base58Checksum.payload(bytes, range) != nil
    }
}
