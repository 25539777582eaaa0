/// Finds the extent of a private key block from its first dash.
///
/// In a transcript the lines of a block may be escaped at any depth, numbered, marked by a diff, quoted,
/// indented or coloured, and the end may be missing.
enum PrivateKeyBlock {
    static let opening = "-----BEGIN "
    /// No key is longer than this, decorations counted (bytes).
    private static let longest = 64 << 10
    private static let beginning = Array(opening.utf8)
    private static let ending = Array("-----END ".utf8)
    private static let subject = Array("PRIVATE KEY".utf8)

    /// The block that begins at `start`; nil when it holds no key material.
    static func extent(in bytes: Span<UInt8>, from start: Int) -> Range<Int>? {
        var index = start + opening.utf8.count
        let labelEnd = min(bytes.count, index + 48)
        var namesKey = false
        while index < labelEnd, bytes[index] != UInt8(ascii: "-") {
            guard ByteClass.upper.contains(bytes[index]) || bytes[index] == UInt8(ascii: " ") else {
                return nil
            }
            if matches(bytes, at: index, subject) { namesKey = true }
            index += 1
        }
        guard namesKey else { return nil }
        while index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }

        return body(in: bytes, from: index, of: start)
    }

    /// The rest of a block whose lines begin at `index`, as a range from `start`; nil when it holds no key material.
    static func body(in bytes: Span<UInt8>, from first: Int, of start: Int) -> Range<Int>? {
        let limit = min(bytes.count, start + longest)
        var index = first
        var end = index
        var material = 0
        var idle = 0
        while index < limit {
            if matches(bytes, at: index, ending) {
                index += ending.count
                while index < limit,
                    ByteClass.upper.contains(bytes[index]) || bytes[index] == UInt8(ascii: " ")
                {
                    index += 1
                }
                while index < limit, bytes[index] == UInt8(ascii: "-") { index += 1 }
                return material >= 24 ? start..<index : nil
            }
            // The next block is not part of this one, and walking on would cost quadratic time.
            if matches(bytes, at: index, beginning) { break }
            let runStart = afterEscape(bytes, index)
            let runEnd = ByteClass.base64.end(in: bytes, from: runStart, limit: limit)
            if runEnd - runStart >= 24
                || (runEnd > runStart && material >= 24 && isLastLine(bytes, runStart, runEnd))
            {
                material += runEnd - runStart
                end = runEnd
                idle = 0
                index = runEnd
            } else if runEnd > index {
                idle += runEnd - index
                index = runEnd
            } else {
                idle += 1
                index += 1
            }
            // Headers, line numbers and marks are short; a longer stretch is other text.
            if idle > 160 { break }
        }
        return material >= 40 ? start..<end : nil
    }

    /// Skips the letter of an escape: in `\nMII…` the key begins behind the `n`.
    private static func afterEscape(_ bytes: Span<UInt8>, _ index: Int) -> Int {
        guard index > 0, index < bytes.count, bytes[index - 1] == UInt8(ascii: "\\") else { return index }
        switch bytes[index] {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return index + 1
        default: return index
        }
    }

    /// The last line of a body may be short; it ends with padding, or it is the checksum of an OpenPGP key.
    private static func isLastLine(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        bytes[end - 1] == UInt8(ascii: "=") || bytes[start] == UInt8(ascii: "=")
    }

    private static func matches(_ bytes: Span<UInt8>, at index: Int, _ text: [UInt8]) -> Bool {
        guard index + text.count <= bytes.count else { return false }
        for (offset, byte) in text.enumerated() where bytes[index + offset] != byte { return false }
        return true
    }

    /// The runs of key material in a block, without decorations: what tells one key from another.
    static func lines(in bytes: Span<UInt8>, _ range: Range<Int>) -> [Range<Int>] {
        let isAdded = range.lowerBound > 0 && bytes[range.lowerBound - 1] == UInt8(ascii: "+")
        var lines: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound {
            var start = afterEscape(bytes, index)
            let end = ByteClass.base64.end(in: bytes, from: start, limit: range.upperBound)
            if end - start >= 24 {
                // The mark of a diff and the digits of a colour code are of the alphabet too.
                if isAdded, bytes[start] == UInt8(ascii: "+") { start += 1 }
                if start > 0, bytes[start - 1] == UInt8(ascii: "[") {
                    let digits = ByteClass.digits.end(in: bytes, from: start, limit: end)
                    if digits < end, bytes[digits] == UInt8(ascii: "m") { start = digits + 1 }
                }
                lines.append(start..<end)
            }
            index = max(end, index + 1)
        }
        return lines
    }
}
