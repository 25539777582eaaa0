/// Searching and cutting texts as bytes: what is UTF-8 stays UTF-8, and what is not is not touched.
enum ByteText {
    /// A text without white space, as Unicode defines it, at its ends.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let first = rest.first {
            let count = first < 0x80 ? (isSpace(first) ? 1 : 0) : wideSpace(rest)
            if count == 0 { break }
            rest = rest.dropFirst(count)
        }
        while let last = rest.last {
            var count = 0
            if last < 0x80 {
                count = isSpace(last) ? 1 : 0
            } else if rest.count >= 3, wideSpace(rest.suffix(3)) == 3 {
                count = 3
            } else if rest.count >= 2, wideSpace(rest.suffix(2)) == 2 {
                count = 2
            }
            if count == 0 { break }
            rest = rest.dropLast(count)
        }
        return rest
    }

    /// Whether a byte is white space of ASCII.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

    /// The bytes of the white space beyond ASCII that a text begins with; 0 for none.
    private static func wideSpace(_ bytes: ArraySlice<UInt8>) -> Int {
        let start = bytes.startIndex
        guard bytes.count >= 2 else { return 0 }
        let second = bytes[start + 1]
        if bytes[start] == 0xc2 { return second == 0x85 || second == 0xa0 ? 2 : 0 }
        guard bytes.count >= 3 else { return 0 }
        let third = bytes[start + 2]
        switch (bytes[start], second) {
        case (0xe1, 0x9a): return third == 0x80 ? 3 : 0
        case (0xe2, 0x80): return third <= 0x8a || third == 0xa8 || third == 0xa9 || third == 0xaf ? 3 : 0
        case (0xe2, 0x81): return third == 0x9f ? 3 : 0
        case (0xe3, 0x80): return third == 0x80 ? 3 : 0
        default: return 0
        }
    }

    /// The first place of `needle` from `start` on; `nil` when there is none.
    ///
    /// The time is that of the text, whatever the needle is (Knuth, Morris and Pratt; `table` is of ``table(for:)``).
    static func place(of needle: [UInt8], _ table: [Int], in bytes: [UInt8], from start: Int) -> Int? {
        var matched = 0
        var index = start
        let count = bytes.count
        while index < count {
            let byte = bytes[index]
            while matched > 0, needle[matched] != byte { matched = table[matched - 1] }
            if needle[matched] == byte { matched += 1 }
            index += 1
            if matched == needle.count { return index - matched }
        }
        return nil
    }

    /// For each beginning of a needle, the longest shorter beginning that it ends with.
    static func table(for needle: [UInt8]) -> [Int] {
        var table = [Int](repeating: 0, count: needle.count)
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0, needle[length] != needle[index] { length = table[length - 1] }
            if needle[length] == needle[index] { length += 1 }
            table[index] = length
        }
        return table
    }

    /// The lines of a text without their ends (LF, CR LF or CR); an end at the end of the text begins no line.
    ///
    /// It ends after `most` lines, and the last one of more holds the rest.
    static func lines(_ bytes: [UInt8], most: Int = .max) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < bytes.count, lines.count < most - 1 {
            let byte = bytes[index]
            index += 1
            guard byte == 0x0a || byte == 0x0d else { continue }
            lines.append(bytes[start..<index - 1])
            if byte == 0x0d, index < bytes.count, bytes[index] == 0x0a { index += 1 }
            start = index
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }
}
