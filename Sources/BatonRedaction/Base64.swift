/// Decodes base64 of either alphabet, padding optional; nil for any other character.
func decodedBase64(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count * 3 / 4)
    var buffer: UInt32 = 0
    var bits = 0
    for index in range {
        if bytes[index] == UInt8(ascii: "=") { continue }
        guard let value = base64Value(bytes[index]) else { return nil }
        buffer = buffer << 6 | value
        bits += 6
        if bits >= 8 {
            bits -= 8
            decoded.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
    }
    return decoded
}

/// The six bits that a character of either alphabet stands for.
func base64Value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) + 4
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
}
