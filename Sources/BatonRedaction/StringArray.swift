/// The strings of an array of lines, over which a block may go: `["+-----BEGIN …", "+MII…", …]`.
enum StringArray {
    /// The parts of a range of a record that lie in the string where it begins and in those that follow it in an array.
    ///
    /// A mark of a diff at the beginning of a string is left out, and so are the lines around the key. Of a block that
    /// ends in its first string there is one part.
    static func pieces(of range: Range<Int>, in bytes: Span<UInt8>) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        var isFirst = true
        while start < range.upperBound {
            guard let quote = quote(bytes, from: start, limit: range.upperBound) else {
                // The last string goes on behind the range; it must not be a key.
                let piece = start..<range.upperBound
                if isFirst || isElement(bytes, behind: range.upperBound), holdsKey(bytes, piece) {
                    pieces.append(piece)
                }
                break
            }
            guard isFirst || !isFollowed(bytes, quote + 1, by: UInt8(ascii: ":")) else { break }
            if start < quote, holdsKey(bytes, start..<quote) { pieces.append(start..<quote) }
            guard let next = nextString(bytes, behind: quote) else {
                return isFirst ? [start..<quote] : pieces
            }
            isFirst = false
            start = next
            if start < range.upperBound, isMark(bytes[start]) { start += 1 }
        }
        return isFirst ? [range] : pieces
    }

    /// Whether the string holds a line of the key, and not one around it: `-----BEGIN …-----`, `Private-MAC: …`.
    private static func holdsKey(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        let line = bytes.extracting(range.lowerBound..<min(range.upperBound, range.lowerBound + 120))
        if contains(line, "Private-MAC") { return false }
        if !PrivateKeyBlock.lines(in: bytes, range).isEmpty { return true }
        // The last line is short and padded.
        return contains(line, "=") && !contains(line, ":") && !contains(line, "-----")
    }

    private static func isMark(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
    }

    /// The quote that ends the string in which `start` is.
    private static func quote(_ bytes: Span<UInt8>, from start: Int, limit: Int) -> Int? {
        var index = start
        while index < limit {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 2
            case UInt8(ascii: "\""): return index
            default: index += 1
            }
        }
        return nil
    }

    /// Whether the string that goes on at `start` is no key; long ones are none.
    private static func isElement(_ bytes: Span<UInt8>, behind start: Int) -> Bool {
        guard let quote = quote(bytes, from: start, limit: min(bytes.count, start + 1024)) else {
            return true
        }
        return !isFollowed(bytes, quote + 1, by: UInt8(ascii: ":"))
    }

    private static func isFollowed(_ bytes: Span<UInt8>, _ start: Int, by sign: UInt8) -> Bool {
        let index = skipSpace(bytes, start)
        return index < bytes.count && bytes[index] == sign
    }

    /// Where the text of the next string of the array begins.
    private static func nextString(_ bytes: Span<UInt8>, behind quote: Int) -> Int? {
        var index = skipSpace(bytes, quote + 1)
        guard index < bytes.count, bytes[index] == UInt8(ascii: ",") else { return nil }
        index = skipSpace(bytes, index + 1)
        return index < bytes.count && bytes[index] == UInt8(ascii: "\"") ? index + 1 : nil
    }

    private static func skipSpace(_ bytes: Span<UInt8>, _ start: Int) -> Int {
        var index = start
        while index < bytes.count, index - start < 64 {
            switch bytes[index] {
            case 0x20, 0x0a, 0x0d, 0x09: index += 1
            default: return index
            }
        }
        return index
    }
}
