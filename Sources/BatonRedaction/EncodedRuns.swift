internal import Patterns

/// Finds runs of base64 (either alphabet) whose content is text, so that it can be searched.
///
/// Runs are found by words of eight bytes that are letters and digits. A run is decoded only when its first bytes are printable, which
/// words, paths, images and digests practically never are.
enum EncodedRuns {
    private static let shortest = 24
    /// So much of a run is decoded (characters).
    private static let longest = 64 << 10
    private static let alphabet = ByteClass("A-Za-z0-9+/_-")

    /// A run with its padding, and what it holds.
    struct Run {
        let range: Range<Int>
        let content: [UInt8]
    }

    /// Calls `body` for every run that holds text.
    static func search(_ bytes: Span<UInt8>, _ body: (Run) -> Void) {
        var index = 0
        var done = 0
        while let block = MixedBlocks.next(in: bytes, from: index) {
            index = block + 2 * word
            // A run this long has words on both sides, or two on one.
            for inside in [block, block + word]
            where inside >= done && isMixed(bytes, inside)
                && (isMixed(bytes, inside - word) || isMixed(bytes, inside + word))
            {
                var low = inside
                while low > done, alphabet.contains(bytes[low - 1]) { low -= 1 }
                var high = runEnd(bytes, from: inside + word)
                if high - low >= shortest, let run = run(bytes, low, &high) { body(run) }
                done = high
                index = max(index, high)
            }
        }
    }

    /// Whether all bytes are letters and digits, with a capital among them.
    @inline(__always)
    private static func isMixed(_ word: UInt64) -> Bool {
        // The high bit of each byte tells whether the byte is at least so much; no byte borrows from its neighbour.
        let marked = word | highs
        let folded = marked | ones &* 0x20
        let letters = (folded &- ones &* 0x61) & ~(folded &- ones &* 0x7B)
        let digits = (marked &- ones &* 0x30) & ~(marked &- ones &* 0x3A)
        return (letters | digits) & ~word & highs == highs && letters & ~(marked &- ones &* 0x61) & highs != 0
    }

    /// How many bytes are looked at together.
    private static let word = 8

    /// Where the run that goes on at `start` ends; long ones, such as images, are walked eight bytes at a time.
    private static func runEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index + word <= bytes.count, isOfAlphabet(bytes, index) { index += word }
        return alphabet.end(in: bytes, from: index)
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    private static func load(_ bytes: Span<UInt8>, _ index: Int) -> UInt64 {
        unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: index, as: UInt64.self) }
    }

    /// Whether the eight bytes at `index` all are letters and digits, with a capital among them.
    ///
    /// The two signs of the alphabet stand for `>`, `?` and `~` only where the content is ASCII; identifiers and paths
    /// are full of them.
    private static func isMixed(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        index >= 0 && index + word <= bytes.count && isMixed(load(bytes, index))
    }

    /// Whether the eight bytes at `index` all are of the alphabet.
    private static func isOfAlphabet(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        let word = load(bytes, index)
        let marked = word | highs
        let folded = marked | ones &* 0x20
        func atLeast(_ byte: UInt64) -> UInt64 { marked &- ones &* byte }
        let letters = (folded &- ones &* 0x61) & ~(folded &- ones &* 0x7B)
        let digits = atLeast(0x2F) & ~atLeast(0x3A)
        let signs =
            atLeast(0x2B) & ~atLeast(0x2C) | atLeast(0x2D) & ~atLeast(0x2E) | atLeast(0x5F) & ~atLeast(0x60)
        return (letters | digits | signs) & ~word & highs == highs
    }

    private static func run(_ bytes: Span<UInt8>, _ low: Int, _ high: inout Int) -> Run? {
        var start = low
        // The letter of an escape is of the alphabet.
        if start > 0, bytes[start - 1] == UInt8(ascii: "\\"), start + 1 < high,
            bytes[start] == UInt8(ascii: "n") || bytes[start] == UInt8(ascii: "t")
                || bytes[start] == UInt8(ascii: "r")
        {
            start += 1
        }
        guard high - start >= shortest, beginsAsText(bytes, start) else {
            return nil
        }
        var end = min(high, start + longest)
        var content = decodedBase64(bytes, start..<end) ?? []
        // Encoders break lines at 64 or 76 characters, both whole groups of four.
        while high - start < longest, (high - start) % 4 == 0 || content.count > 48,
            let line = LineEnd.end(in: bytes, at: high)
        {
            let next = alphabet.end(in: bytes, from: line, limit: line + longest)
            guard next - line >= 4, let more = decodedBase64(bytes, line..<next), isText(more) else { break }
            content += more
            high = next
            end = next
        }
        while end < bytes.count, bytes[end] == UInt8(ascii: "="), end - high < 2 { end += 1 }
        return isText(content) ? Run(range: start..<end, content: content) : nil
    }

    /// Whether the first 16 characters stand for twelve printable bytes.
    private static func beginsAsText(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        for group in 0..<4 {
            var value: UInt32 = 0
            for offset in 0..<4 {
                guard let digit = base64Value(bytes[start + group * 4 + offset]) else { return false }
                value = value << 6 | digit
            }
            for shift: UInt32 in [16, 8, 0] {
                let byte = value >> shift & 0xFF
                guard byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 || byte == 0x0D else {
                    return false
                }
            }
        }
        return true
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        var others = 0
        for byte in bytes {
            switch byte {
            case 0x20...0x7E, 0x09, 0x0A, 0x0D: break
            case 0x80...: others += 1
            default: return false
            }
        }
        return others * 4 <= bytes.count && bytes.count > others
    }
}
