/// Control sequences of a terminal (ECMA-48) in a text, their escape raw or written as in JSON or source text.
enum TerminalSequence {
    /// What every text with such a sequence contains.
    static let markers = [
        #"\x1b[\[(\]]"#, #"\\u001[bB]"#, #"\\x1[bB]\["#, #"\\033\["#, #"\\e\["#, #"\^\[\["#,
    ]

    /// Written forms of the escape, behind at least one backslash.
    private static let escapes: [StaticString] = ["u001b", "u001B", "x1b", "x1B", "033", "e"]

    /// Where the sequence at `index` ends, any backslashes before its escape included; nil when there is none.
    static func end(in bytes: Span<UInt8>, at index: Int) -> Int? {
        guard let start = escapeEnd(in: bytes, at: index), start < bytes.count else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "["):
            // Parameters, then one final letter.
            var end = start + 1
            while end < bytes.count, end - start < 32, (0x20...0x3F).contains(bytes[end]) { end += 1 }
            guard end < bytes.count, (0x40...0x7E).contains(bytes[end]) else { return nil }
            return end + 1
        case UInt8(ascii: "("), UInt8(ascii: ")"):
            return start + 1 < bytes.count ? start + 2 : nil
        case UInt8(ascii: "]"):
            // A link or a title: up to a bell or another escape with a backslash.
            var end = start + 1
            while end < bytes.count, end - start < 512 {
                if bytes[end] == 0x07 { return end + 1 }
                if matches(bytes, at: end, "\\u0007") { return end + 6 }
                if let next = escapeEnd(in: bytes, at: end) {
                    return next + LineEnd.backslashes(in: bytes, at: next)
                }
                end += 1
            }
            return nil
        default: return nil
        }
    }

    private static func escapeEnd(in bytes: Span<UInt8>, at index: Int) -> Int? {
        switch bytes[index] {
        case 0x1b: return index + 1
        case UInt8(ascii: "^"):
            return matches(bytes, at: index, "^[[") ? index + 2 : nil
        case UInt8(ascii: "\\"):
            let letter = index + LineEnd.backslashes(in: bytes, at: index)
            for escape in escapes where matches(bytes, at: letter, escape) {
                let end = letter + escape.utf8CodeUnitCount
                // `\e` alone is the beginning of many words.
                if escape.utf8CodeUnitCount > 1 || end < bytes.count && bytes[end] == UInt8(ascii: "[") {
                    return end
                }
            }
            return nil
        default: return nil
        }
    }
}

/// Whether `text` stands at `index`.
func matches(_ bytes: Span<UInt8>, at index: Int, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
        guard index >= 0, index + text.count <= bytes.count else { return false }
        for offset in 0..<text.count where unsafe bytes[index + offset] != text[offset] { return false }
        return true
    }
}
