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

    /// Appends the bytes of `text`, or returns false when it is not the one canonical text of any; what was
    /// appended until then is meaningless.
    static func decode(_ text: Span<UInt8>, isPadded: Bool, into bytes: inout [UInt8]) -> Bool {
        var count = text.count
        if isPadded {
            guard count % 4 == 0 else { return false }
            // Both ends of "at most two": a third `=` stays and is no letter of the alphabet.
            for _ in 0..<2 where count > 0 && text[count - 1] == UInt8(ascii: "=") { count -= 1 }
        }
        let values = values
        var index = 0
        while index + 4 <= count {
            let first = values[Int(text[index])]
            let second = values[Int(text[index + 1])]
            let third = values[Int(text[index + 2])]
            let fourth = values[Int(text[index + 3])]
            guard (first | second | third | fourth) != invalid else { return false }
            bytes.append(first << 2 | second >> 4)
            bytes.append(second << 4 | third >> 2)
            bytes.append(third << 6 | fourth)
            index += 4
        }
        switch count - index {
        case 0: return true
        case 2:
            let first = values[Int(text[index])]
            let second = values[Int(text[index + 1])]
            guard first != invalid, second != invalid, second & 15 == 0 else { return false }
            bytes.append(first << 2 | second >> 4)
            return true
        case 3:
            let first = values[Int(text[index])]
            let second = values[Int(text[index + 1])]
            let third = values[Int(text[index + 2])]
            guard first != invalid, second != invalid, third != invalid, third & 3 == 0 else { return false }
            bytes.append(first << 2 | second >> 4)
            bytes.append(second << 4 | third >> 2)
            return true
        default: return false
        }
    }

    /// The bytes of an unpadded `text`, or nil when it is not canonical or not of `count` bytes.
    static func decode(_ text: String, count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        let characters = Array(text.utf8)
        guard decode(characters.span, isPadded: false, into: &bytes), bytes.count == count else { return nil }
        return bytes
    }
}
