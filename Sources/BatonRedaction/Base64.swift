/// Decodes base64 of either alphabet, padding optional; nil for any other character.
func decodedBase64(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count * 3 / 4)
    var buffer: UInt32 = 0
    var bits = 0
    for index in range {
        let value: UInt32
        switch bytes[index] {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(bytes[index]) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(bytes[index]) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(bytes[index]) + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
        case UInt8(ascii: "="): continue
        default: return nil
        }
        buffer = buffer << 6 | value
        bits += 6
        if bits >= 8 {
            bits -= 8
            decoded.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
        }
    }
    return decoded
}
