/// Finds the password in `scheme://user:password@host`, and a token that stands there alone.
enum URLPassword {
    static let longest = 300
    /// What documentation writes where a password belongs.
    private static let stock = Set<[UInt8]>(
        [
            "pass", "password", "passwd", "pwd", "secret", "token", "pw", "user", "username", "key", "apikey",
            "mypassword", "mypass", "userpass", "password123", "port", "host", "xyz", "abc",
            "123",
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
            case UInt8(ascii: "\\"),
                UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "<"),
                UInt8(ascii: ">"),
                UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"),
                UInt8(ascii: ","), 0...0x20, 0x7F...0xFF:
                break scan
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"):
                // People write these into passwords as they are; behind a port or a host a path begins.
                guard at == nil, let colon, index - colon > 1, !isPort(bytes, colon + 1..<index) else {
                    break scan
                }
            case UInt8(ascii: ":") where colon == nil && at == nil: colon = index
            case UInt8(ascii: "@"):
                // In the rest of an address an `@` has another meaning.
                guard at == nil || !isHost(bytes, at ?? index, index) else { break scan }
                at = index
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
        guard colon + 3 < at else { return nil }
        let value = Value(bytes, colon + 1..<at)
        return value.isPlaceholder || stock.contains(value.lowercased) || value.hasVariable
            ? nil : colon + 1..<at
    }

    private static func isPort(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.allSatisfy { ByteClass.digits.contains(bytes[$0]) }
    }

    /// Whether a host with a dot stands between two signs.
    private static func isHost(_ bytes: Span<UInt8>, _ first: Int, _ second: Int) -> Bool {
        guard first + 1 < second else { return false }
        return (first + 1..<second).contains {
            bytes[$0] == UInt8(ascii: "/") || bytes[$0] == UInt8(ascii: "?")
        }
    }
}
