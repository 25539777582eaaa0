internal import Patterns

/// How many bytes are looked at together.
private let word = 8

/// Finds runs of base64 (either alphabet) whose content is text, so that it can be searched.
///
/// Runs are found by words of eight bytes that are letters and digits. A run is decoded only when its first bytes are
/// printable, which words, paths, images and digests practically never are. On the way those are told that a ``RunShape``
/// may fit.
struct EncodedRuns {
    private static let shortest = 24
    /// So much of a run is decoded (characters).
    private static let longest = 64 << 10

    /// A run with its padding, and what it holds.
    struct Run {
        let range: Range<Int>
        let content: [UInt8]
    }

    /// Where what was looked at ends, and what was looked at as base64.
    private var done = 0
    private var decoded = 0
    /// Per length whether a run of letters and digits of it is of interest; longer ones are not.
    private let interesting: [Bool]
    /// Nothing before is worth a look for anything else: it is in the middle of an image or the like.
    private(set) var skipped = 0

    init(interesting: [Bool]) { self.interesting = interesting }

    /// Looks at the run around eight letters and digits at `inside`: adds to `shaped` those whose length is of interest, to
    /// `runs` those that hold text.
    mutating func look(
        _ bytes: Span<UInt8>,
        at inside: Int,
        shaped: inout [Range<Int>],
        runs: inout [Run]
    ) {
        guard inside >= done else { return }
        var low = ByteRun.word.start(in: bytes, before: inside, limit: done)
        var high = ByteRun.word.end(in: bytes, from: inside + word, limit: inside + Self.longestPiece)
        if inside >= decoded, high - low >= RunShape.shortest {
            let start = ByteRun.base64.start(in: bytes, before: low, limit: decoded)
            var end = Self.runEnd(bytes, from: high)
            let run = Self.skippingEscape(bytes, start)..<end
            if run.count >= Self.shortest, let run = Self.run(bytes, run.lowerBound, &end) {
                runs.append(run)
            }
            decoded = end
            if run.count > high - low, run.count < interesting.count, interesting[run.count] {
                shaped.append(run)
            }
            // Images and the like hold nothing else.
            if run.count > Self.longestPiece {
                high = end
                skipped = end
            }
        }
        low = Self.skippingEscape(bytes, low)
        if high - low >= Self.shortestHex, let content = Self.hexText(bytes, low..<high) {
            runs.append(Run(range: low..<high, content: content))
        }
        if high - low < interesting.count, interesting[high - low] { shaped.append(low..<high) }
        done = high
    }

    /// No credential of letters and digits alone is as long (bytes).
    private static let longestPiece = 512

    /// The beginning of a run without the letter of an escape, which is of the alphabet too.
    private static func skippingEscape(_ bytes: Span<UInt8>, _ low: Int) -> Int {
        guard low > 0, bytes[low - 1] == UInt8(ascii: "\\") else { return low }
        switch bytes[low] {
        case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "r"): return low + 1
        default: return low
        }
    }

    /// Shorter runs of hexadecimal digits are not decoded.
    private static let shortestHex = 32

    /// The text that hexadecimal digits stand for, as far as all of it is printable; digests are not.
    private static func hexText(_ bytes: Span<UInt8>, _ run: Range<Int>) -> [UInt8]? {
        guard run.count.isMultiple(of: 2) else { return nil }
        var text: [UInt8] = []
        for index in stride(from: run.lowerBound, to: run.upperBound, by: 2) {
            guard let high = hexValue(bytes[index]), let low = hexValue(bytes[index + 1]) else { return nil }
            let byte = high << 4 | low
            guard byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
                return nil
            }
            text.append(byte)
        }
        return text
    }

    /// Where the run that goes on at `start` ends; long ones, such as images, are walked eight bytes at a time.
    private static func runEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index + word <= bytes.count, isOfAlphabet(bytes, index) { index += word }
        return ByteRun.base64.end(in: bytes, from: index)
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    private static func load(_ bytes: Span<UInt8>, _ index: Int) -> UInt64 {
        unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: index, as: UInt64.self) }
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
        let start = low
        guard high - start >= shortest, beginsAsText(bytes, start) else {
            return nil
        }
        var end = min(high, start + longest)
        var content = decodedBase64(bytes, start..<end) ?? []
        // Encoders break lines at 64 or 76 characters, both whole groups of four.
        while high - start < longest, (high - start) % 4 == 0 || content.count > 48,
            let line = LineEnd.end(in: bytes, at: high)
        {
            let next = ByteRun.base64.end(in: bytes, from: line, limit: line + longest)
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
