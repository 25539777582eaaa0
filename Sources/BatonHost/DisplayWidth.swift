/// How many columns texts take on a terminal: one for most characters, two for those of East Asia (UAX #11) and for
/// emoji, none for what joins the character before it.
///
/// Terminals do not agree on rare characters; this is right for common text.
public enum DisplayWidth {
    /// Columns between two tab stops.
    static let tabStop = 8

    /// The columns of the longest line of a text.
    public static func of(_ text: String) -> Int {
        var widest = 0
        var column = 0
        for character in text {
            if character.isNewline {
                widest = max(widest, column)
                column = 0
            } else {
                column += width(of: character, at: column)
            }
        }
        return max(widest, column)
    }

    /// The columns that a character takes in a line where it begins in a column, from 0.
    static func width(of character: Character, at column: Int = 0) -> Int {
        if let ascii = character.asciiValue {
            if ascii == 0x09 { return tabStop - column % tabStop }
            return ascii < 0x20 || ascii == 0x7f ? 0 : 1
        }
        return width(of: character.unicodeScalars)
    }

    private static func width(of scalars: Character.UnicodeScalarView) -> Int {
        var width = 0
        var last: Unicode.Scalar?
        for scalar in scalars {
            // What follows an emoji changes how it looks, not how wide it is.
            if let last, isEmojiJoint(scalar) || (last.value == 0x200d && isPictograph(scalar)) { return 2 }
            if last == nil || !isHangulTail(scalar) { width += Self.width(of: scalar) }
            last = scalar
        }
        return width
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7f: return 1
        case 0..<0xa0: return 0
        case 0xa0..<0x300: return 1
        // A letter of a flag.
        case 0x1f1e6...0x1f1ff: return 1
        default: break
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator, .control,
            .surrogate:
            return 0
        default: return properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
        }
    }

    /// The emoji style, a skin colour, the second letter of a flag, the box of a key.
    private static func isEmojiJoint(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xfe0f, 0x20e3, 0x1f3fb...0x1f3ff, 0x1f1e6...0x1f1ff: true
        default: false
        }
    }

    /// What stands behind a joiner in emoji of several parts.
    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x2190 && scalar.properties.isEmoji
    }

    /// A vowel or a final consonant, which stands in the block of the consonant before it.
    private static func isHangulTail(_ scalar: Unicode.Scalar) -> Bool {
        (0x1160...0x11ff).contains(scalar.value) || (0xd7b0...0xd7ff).contains(scalar.value)
    }

    private static func isWide(_ value: UInt32) -> Bool {
        guard value >= 0x1100 else { return false }
        // The last range that begins at or before the value.
        var low = 0
        var high = wide.count
        while low < high {
            let middle = (low + high) / 2
            if wide[middle].lowerBound <= value { low = middle + 1 } else { high = middle }
        }
        return low > 0 && wide[low - 1].contains(value)
    }

    /// Wide and full-width characters but for emoji, with the gaps of their blocks filled (EastAsianWidth.txt).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115f,  // Hangul consonants
        0x2329...0x232a,  // angle brackets
        0x2e80...0x303e,  // radicals, punctuation
        0x3041...0x3247,  // kana, bopomofo, Hangul letters, enclosed
        0x3250...0x4dbf,  // enclosed, extension A
        0x4e00...0xa4cf,  // ideographs, Yi
        0xa960...0xa97c,  // Hangul consonants, old
        0xac00...0xd7a3,  // Hangul syllables
        0xf900...0xfaff,  // compatibility ideographs
        0xfe10...0xfe19,  // vertical forms
        0xfe30...0xfe6b,  // compatibility and small forms
        0xff01...0xff60,  // full-width forms
        0xffe0...0xffe6,  // full-width signs
        0x16fe0...0x18d08,  // Tangut, Khitan
        0x1aff0...0x1b2fb,  // kana supplement, Nushu
        0x1f200...0x1f265,  // enclosed ideographs
        0x20000...0x2fffd,  // ideographs, extensions
        0x30000...0x3fffd,
    ]
}
