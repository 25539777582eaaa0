internal import JSON

extension JSONValue {
    /// Whether this is a string of white space only, or of nothing.
    ///
    /// Models write such texts in front of their calls. The agent leaves out a line that holds nothing else, but sends
    /// one that stands beside a call in a joined message, and the API answers 400 to it ("text content blocks must
    /// contain non-whitespace text").
    var isBlankText: Bool {
        withText { bytes in
            var place = 0
            while place < bytes.count {
                guard let length = Self.whiteSpaceLength(bytes, place) else { return false }
                place += length
            }
            return true
        } ?? false
    }

    /// Length in bytes of the white space at `place`, by the Unicode property White_Space, and of what Python and
    /// JavaScript strip besides: U+001C to U+001F, and U+FEFF.
    private static func whiteSpaceLength(_ bytes: Span<UInt8>, _ place: Int) -> Int? {
        let first = bytes[place]
        if first < 0x80 {
            return (0x09...0x0d).contains(first) || (0x1c...0x20).contains(first) ? 1 : nil
        }
        if first == 0xc2 {
            guard place + 1 < bytes.count else { return nil }
            return bytes[place + 1] == 0x85 || bytes[place + 1] == 0xa0 ? 2 : nil
        }
        guard first == 0xe1 || first == 0xe2 || first == 0xe3 || first == 0xef, place + 2 < bytes.count else {
            return nil
        }
        switch UInt32(first) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) {
        // U+1680, U+2000 to U+200A, U+2028 and U+2029, U+202F, U+205F, U+3000, U+FEFF.
        case 0xe19a80, 0xe28080...0xe2808a, 0xe280a8, 0xe280a9, 0xe280af, 0xe2819f, 0xe38080, 0xefbbbf:
            return 3
        default: return nil
        }
    }
}
