/// Percent-encoding (RFC 3986, section 2.1).
enum PercentEncoding {
    private static let plain = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8
    )

    /// Bytes with all but letters, digits and `-._~` encoded.
    static func encode(_ bytes: some Sequence<UInt8>, upperCase: Bool = true, spaceAsPlus: Bool = false)
        -> String
    {
        let digits = Array((upperCase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        var result: [UInt8] = []
        for byte in bytes {
            if plain.contains(byte) {
                result.append(byte)
            } else if byte == 0x20, spaceAsPlus {
                result.append(UInt8(ascii: "+"))
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
