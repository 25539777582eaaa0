/// Strict base64 (RFC 4648 section 4): one text for each value, nothing skipped, nothing forgiven.
///
/// Only public bytes pass here (stanzas, the MAC, the armored file), so the tables need not hide their timing.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )
    private static let invalid: UInt8 = 0xff
    private static let values: [UInt8] = {
        var table = [UInt8](repeating: invalid, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    /// Appends the text of `bytes`, filled up to a multiple of four with `=` when `isPadded`.
    static func encode(_ bytes: Span<UInt8>, isPadded: Bool, into text: inout [UInt8]) {
        let alphabet = alphabet
        var index = 0
        while index + 3 <= bytes.count {
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(alphabet[Int(group >> 6 & 63)])
            text.append(alphabet[Int(group & 63)])
            index += 3
        }
        let rest = bytes.count - index
        guard rest > 0 else { return }
        let group = UInt32(bytes[index]) << 16 | (rest == 2 ? UInt32(bytes[index + 1]) << 8 : 0)
        text.append(alphabet[Int(group >> 18)])
        text.append(alphabet[Int(group >> 12 & 63)])
        if rest == 2 { text.append(alphabet[Int(group >> 6 & 63)]) }
        if isPadded { for _ in rest..<3 { text.append(UInt8(ascii: "=")) } }
    }

    /// The unpadded text of `bytes`.
    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        encode(bytes.span, isPadded: false, into: &text)
        return text
    }

    /// Appends the bytes of `text`, or returns false and appends nothing when it is not the one canonical text of any.
    static func decode(_ text: Span<UInt8>, isPadded: Bool, into bytes: inout [UInt8]) -> Bool {
        var count = text.count
        if isPadded {
            guard count % 4 == 0 else { return false }
            // At most two: a third `=` stays and is no letter of the alphabet.
            for _ in 0..<2 where count > 0 && text[count - 1] == UInt8(ascii: "=") { count -= 1 }
        }
        let rest = count % 4
        guard rest != 1 else { return false }

        let start = bytes.count
        let whole = count / 4
        // All room at once, then stores by index: appending byte by byte takes three times as long.
        bytes.append(contentsOf: repeatElement(0, count: whole * 3 + max(0, rest - 1)))
        // The letters' values or 0xff, all in one: one look at the end instead of one at each letter.
        var seen: UInt8 = 0
        let values = values
        for group in 0..<whole {
            let first = values[Int(text[4 * group])]
            let second = values[Int(text[4 * group + 1])]
            let third = values[Int(text[4 * group + 2])]
            let fourth = values[Int(text[4 * group + 3])]
            seen |= first | second | third | fourth
            bytes[start + 3 * group] = first << 2 | second >> 4
            bytes[start + 3 * group + 1] = second << 4 | third >> 2
            bytes[start + 3 * group + 2] = third << 6 | fourth
        }
        // Bits of the last letter that belong to no byte.
        var leftover: UInt8 = 0
        if rest > 0 {
            let first = values[Int(text[4 * whole])]
            let second = values[Int(text[4 * whole + 1])]
            let third = rest == 3 ? values[Int(text[4 * whole + 2])] : 0
            seen |= first | second | third
            bytes[start + 3 * whole] = first << 2 | second >> 4
            if rest == 3 { bytes[start + 3 * whole + 1] = second << 4 | third >> 2 }
            leftover = rest == 3 ? third & 3 : second & 15
        }
        guard seen != invalid, leftover == 0 else {
            bytes.removeSubrange(start...)
            return false
        }
        return true
    }

    /// The bytes of an unpadded `text`, or nil when it is not canonical or not of `count` bytes.
    static func decode(_ text: String, count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        let characters = Array(text.utf8)
        guard decode(characters.span, isPadded: false, into: &bytes), bytes.count == count else { return nil }
        return bytes
    }
}
