extension QRMatrix {
    /// The picture of ``png(scale:quietZone:)`` as a `data:` URL for the `src` of an HTML image.
    ///
    /// - Parameters:
    ///   - scale: the side of a module, in pixels.
    ///   - quietZone: the light border, in modules.
    /// - Returns: the URL, ASCII only.
    /// - Throws: ``QRError/outOfRange(name:value:range:)``.
    public func dataURL(scale: Int = 8, quietZone: Int = standardQuietZone) throws(QRError) -> String {
        try "data:image/png;base64," + base64(png(scale: scale, quietZone: quietZone))
    }
}

/// Encodes `bytes` in base 64 with padding, as RFC 4648 section 4 says.
func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let count = min(3, bytes.count - start)
        var group = 0
        for offset in 0..<3 {
            group = group << 8 | (offset < count ? Int(bytes[start + offset]) : 0)
        }
        for digit in 0..<4 {
            let bits = group >> (18 - 6 * digit) & 63
            text.append(digit <= count ? alphabet[bits] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}
