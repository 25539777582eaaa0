/// The places where a name of a credential stands before a long value.
///
/// Hundreds of vendors are known by name, and their names stand everywhere in ordinary text. What makes one of them tell
/// a credential is rare: a name such as `API_KEY` and a long value right behind it. So only the text before such values
/// is searched for vendors, and the first stage need not know them.
enum CredentialMention {
    /// What is in every name that ``CredentialName`` knows.
    static let marks = [
        "key", "token", "secret", "pass", "pwd", "auth", "cred", "bearer", "cookie", "psk",
    ]
    /// And the shortest of them at the end of a word: alone it is in every `path`.
    static let shortMark = #"pat[^a-z]"#

    /// So far behind the name of a vendor a value begins (bytes).
    static let reach = 192

    /// Values are longer (bytes).
    private static let shortest = 12
    /// So much of a value is looked at (bytes).
    private static let enough = 64
    /// Words that may stand between are shorter (bytes).
    private static let longestFiller = 8
    /// So many of them may stand there.
    private static let mostFillers = 12
    /// So far behind the name a value begins (bytes).
    private static let window = 120

    /// Whether a name holds one of the marks.
    static func isIn(_ text: String) -> Bool {
        let bytes = Array((text + " ").utf8)
        return marks.contains { mark in
            let mark = Array(mark.utf8)
            return bytes.count >= mark.count
                && (0...(bytes.count - mark.count)).contains {
                    bytes[$0..<($0 + mark.count)].elementsEqual(mark)
                }
        }
    }

    /// A value, as far as it was looked at, that belongs to the name in which a mark ends at `end`; nil when there is none
    /// of the kind.
    ///
    /// It may begin with what joins it to its name.
    static func value(in bytes: Span<UInt8>, behind end: Int) -> Range<Int>? {
        guard endsName(bytes, end) else { return nil }
        var index = ByteClass.dotted.end(in: bytes, from: end, limit: end + CredentialName.longest)
        let limit = min(bytes.count, index + window)
        for _ in 0...mostFillers {
            while index < limit, !ByteClass.base62.contains(bytes[index]) { index += 1 }
            guard index < limit else { return nil }
            let start = index
            var (digits, upper, lower) = (0, 0, 0)
            while index < bytes.count, index - start < enough, ByteClass.bearer.contains(bytes[index]) {
                switch bytes[index] {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): upper += 1
                case UInt8(ascii: "a")...UInt8(ascii: "z"): lower += 1
                default: break
                }
                index += 1
            }
            if index - start >= shortest {
                return digits > 0 || (upper > 1 && lower > 1) ? start..<index : nil
            }
            guard digits == 0, index - start <= longestFiller else { return nil }
        }
        return nil
    }

    /// How a name may go on behind a mark without another mark in it: `passphrase`, `keys`.
    private static let endings: [StaticString] = [
        "s", "word", "wd", "phrase", "orization", "ential", "entials",
    ]

    /// Whether the word in which a mark ends at `end` ends as a name of a credential does: `author` does not.
    private static func endsName(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        guard end < bytes.count, isLetter(bytes[end]), isLetter(bytes[end - 1]) else { return true }
        var last = end + 1
        while last < bytes.count, last - end < 12, isLetter(bytes[last]) { last += 1 }
        return endings.contains { ending in
            ending.utf8CodeUnitCount == last - end
                && ending.withUTF8Buffer { text in
                    (end..<last).allSatisfy { unsafe asciiLower(bytes[$0]) == text[$0 - end] }
                }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
