/// A copy of a text that is searched in its place or besides, and the way back.
struct SearchedText {
    /// The copy.
    var bytes: [UInt8]
    /// Where its bytes come from.
    var map = OffsetMap()
}

/// Resolves `\u00XX` escapes of ASCII, which hide both keys and values.
///
/// Some producers escape `=`, `&`, `<` or `'` that way. The copy is only searched; what is replaced is replaced in the
/// original.
enum ASCIIEscapes {
    /// What every such escape, at any depth of escaping, contains.
    static let marker = #"\\u00[2-7][0-9A-Fa-f]"#

    /// The copy to search.
    static func resolved(_ original: Span<UInt8>) -> SearchedText {
        var text = SearchedText(bytes: [])
        text.bytes.reserveCapacity(original.count)
        var index = 0
        while index < original.count {
            let byte = original[index]
            guard byte == UInt8(ascii: "\\"), let character = character(original, at: index) else {
                text.bytes.append(byte)
                index += 1
                continue
            }
            var start = index
            // A deeper escape has more backslashes before it; they go with it, but stay with a quote, whose
            // depth they tell.
            if character == UInt8(ascii: "\"") {
                text.bytes.append(byte)
            } else {
                while text.bytes.last == UInt8(ascii: "\\"), text.bytes.count > text.map.lastNoted {
                    text.bytes.removeLast()
                    start -= 1
                }
            }
            text.map.resolve(at: text.bytes.count, start..<index + 6)
            text.bytes.append(character)
            index += 6
        }
        return text
    }

    /// The printable character that `\u00XX` at `index` stands for; a backslash stays as it is.
    private static func character(_ bytes: Span<UInt8>, at index: Int) -> UInt8? {
        guard index + 5 < bytes.count, bytes[index + 1] == UInt8(ascii: "u"),
            bytes[index + 2] == UInt8(ascii: "0"), bytes[index + 3] == UInt8(ascii: "0"),
            let high = hexValue(bytes[index + 4]), let low = hexValue(bytes[index + 5])
        else { return nil }
        let value = high << 4 | low
        return value >= 0x20 && value < 0x7F && value != UInt8(ascii: "\\") ? value : nil
    }
}

/// The value of a hexadecimal digit.
func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
