/// Finds the credential behind `Bearer `, `Basic ` or `token `.
enum AuthorizationHeader {
    /// The schemes, each with the space that follows.
    static let schemes = ["bearer ", "basic ", "ization: token "]

    /// The range to hide; `start` is just behind the scheme, `isBasic` tells which it was.
    static func extent(in bytes: Span<UInt8>, from start: Int, isBasic: Bool) -> Range<Int>? {
        var end = ByteClass.bearer.end(in: bytes, from: start)
        while end > start, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: ":") {
            end -= 1
        }
        guard end - start >= (isBasic ? 8 : 12) else { return nil }
        let range = start..<end
        if isBasic {
            // A word such as `authentication` decodes to noise, a credential to `user:password`.
            guard let decoded = decodedBase64(bytes, range), decoded.count >= 5,
                decoded.contains(UInt8(ascii: ":")), decoded.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
            else { return nil }
            return range
        }
        let value = Value(bytes, range)
        return value.looksRandom && !value.isPlaceholder ? range : nil
    }
}
