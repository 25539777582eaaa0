extension Checksum {
    /// Whether what is behind `pypi-` begins as a macaroon of version 2 whose place is `pypi.org` or its test site.
    ///
    /// Source: libmacaroons' format (version 2, field 1 is the location) and Warehouse, warehouse/macaroons.
    static let pyPI = Checksum("base64 of a macaroon for `pypi.org` or `test.pypi.org`") { bytes, range in
        let body = range.lowerBound + 5
        // 24 characters hold the 18 bytes that tell it.
        guard range.upperBound - body >= 24 else { return false }
        let start = decoded(bytes, from: body, count: 24)
        return start.starts(with: [2, 1, 8] + Array("pypi.org".utf8))
            || start.starts(with: [2, 1, 13] + Array("test.pypi.org".utf8))
    }

    /// The bytes of base64 of either alphabet without padding; empty for other characters.
    private static func decoded(_ bytes: Span<UInt8>, from start: Int, count: Int) -> [UInt8] {
        var result: [UInt8] = []
        var bits = 0
        var held = 0
        for index in start..<start + count {
            let byte = bytes[index]
            let value: Int
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = Int(byte) - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = Int(byte) - 97 + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = Int(byte) - 48 + 52
            case UInt8(ascii: "-"), UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "_"), UInt8(ascii: "/"): value = 63
            default: return []
            }
            bits = bits << 6 | value
            held += 6
            if held >= 8 {
                held -= 8
                result.append(UInt8(bits >> held & 255))
                bits &= (1 << held) - 1
            }
        }
        return result
    }
}
