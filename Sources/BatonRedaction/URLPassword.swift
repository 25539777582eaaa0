/// Finds the password in `scheme://user:password@host`, and a token that stands there alone.
enum URLPassword {
    private static let longest = 300
    /// What documentation writes where a password belongs.
    private static let stock = Set<[UInt8]>(
        [
            "pass", "password", "passwd", "pwd", "secret", "token", "pw", "user", "username", "key", "apikey",
        ].map { Array($0.utf8) }
    )

    /// The range to hide; `start` is just behind `://`.
    static func extent(in bytes: Span<UInt8>, from start: Int) -> Range<Int>? {
        let limit = min(bytes.count, start + longest)
        var colon: Int?
        var at: Int?
        var index = start
        scan: while index < limit {
            switch bytes[index] {
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\"),
                UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "<"),
                UInt8(ascii: ">"),
                UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: ","), 0...0x20, 0x7F...0xFF:
                break scan
            case UInt8(ascii: ":") where colon == nil && at == nil: colon = index
            case UInt8(ascii: "@"): at = index
            default: break
            }
            index += 1
        }
        // Behind the `@` there is a host.
        guard let at, at + 1 < bytes.count,
            ByteClass.base62.contains(bytes[at + 1]) || bytes[at + 1] == UInt8(ascii: "[")
        else { return nil }
        guard let colon, colon < at else {
            let value = Value(bytes, start..<at)
            return at - start >= 20 && value.looksRandom && !value.isPlaceholder ? start..<at : nil
        }
        guard colon + 1 < at else { return nil }
        let value = Value(bytes, colon + 1..<at)
        return value.isPlaceholder || stock.contains(value.lowercased) ? nil : colon + 1..<at
    }
}
