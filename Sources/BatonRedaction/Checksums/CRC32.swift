/// CRC-32 of ISO 3309, the one of zlib and PNG.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        var value = UInt32(index)
        for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        return value
    }

    /// The checksum of a range of bytes.
    static func value(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
        var value = UInt32.max
        for index in range {
            value = table[Int(UInt8(truncatingIfNeeded: value) ^ bytes[index])] ^ (value >> 8)
        }
        return ~value
    }
}
