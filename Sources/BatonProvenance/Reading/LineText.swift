internal import Platform

/// Lines of text as they are compared: many at once, each with what it is known by and how much it tells.
///
/// Spaces, quotes of either kind and a comma or semicolon at the end do not count, since formatters change them. Words
/// are kept as numbers, so that lines that a formatter broke or joined can be compared too. The text itself is not kept.
struct LineText: Sendable {
    /// One line.
    struct Line: Sendable {
        /// What it is known by: equal lines have equal keys.
        let key: UInt64
        /// How much it tells, from 0 for a brace alone to 1.
        let weight: Float
        /// Where its words begin in ``LineText/words``.
        let start: UInt32
        /// How many words it has.
        let count: UInt16
    }

    private(set) var lines: [Line] = []
    private(set) var words: [UInt32] = []

    /// Lines beyond this number are not kept.
    static let limit = 400_000
    private static let wordsOfLine = 60

    /// No lines.
    init() {}

    /// The lines of a text.
    init(_ text: Span<UInt8>) { append(text: text) }

    /// The lines of a text.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        append(text: bytes.span)
    }

    var isEmpty: Bool { lines.isEmpty }

    /// The words of a line.
    func words(of line: Line) -> ArraySlice<UInt32> {
        words[Int(line.start)..<Int(line.start) + Int(line.count)]
    }

    /// Adds each line of a text.
    mutating func append(text: Span<UInt8>) {
        var start = 0
        while start < text.count, lines.count < Self.limit {
            let end = text.firstIndex(of: 0x0a, from: start) ?? text.count
            append(line: text.extracting(start..<end))
            start = end + 1
        }
    }

    /// Adds lines of another text.
    mutating func append(_ chosen: [Line], of other: LineText) {
        for line in chosen where lines.count < Self.limit {
            let start = UInt32(words.count)
            words += other.words(of: line)
            lines.append(Line(key: line.key, weight: line.weight, start: start, count: line.count))
        }
    }

    /// Adds one line, unless nothing is on it that counts.
    mutating func append(line: Span<UInt8>) {
        guard lines.count < Self.limit else { return }
        var end = line.count
        while end > 0, Self.isLoose(line[end - 1]) { end -= 1 }
        var key: UInt64 = 0xcbf2_9ce4_8422_2325
        var weight: Float = 0
        let start = words.count
        // Of the word that is being read.
        var hash: UInt32 = 0
        var length = 0
        var digits = 0
        func finishWord(_ words: inout [UInt32]) {
            guard length > 0 else { return }
            if words.count - start < Self.wordsOfLine { words.append(hash) }
            weight += LineWords.weight(hash: hash, length: length, digits: digits)
            (hash, length, digits) = (0, 0, 0)
        }
        // What comes behind is long data rather than a line somebody wrote.
        for index in 0..<min(end, 8192) {
            let byte = line[index]
            if byte <= 0x20 {
                finishWord(&words)
                continue
            }
            let plain = byte == UInt8(ascii: "'") ? UInt8(ascii: "\"") : byte
            key = (key ^ UInt64(plain)) &* 0x0000_0100_0000_01b3
            if LineWords.isWordByte(byte) {
                if length == 0 { hash = LineWords.seed }
                hash = LineWords.next(hash, byte)
                length += 1
                if (0x30...0x39).contains(byte) { digits += 1 }
            } else {
                finishWord(&words)
            }
        }
        finishWord(&words)
        guard key != 0xcbf2_9ce4_8422_2325 else { return }
        lines.append(
            Line(key: key, weight: min(1, weight), start: UInt32(start), count: UInt16(words.count - start))
        )
    }

    private static func isLoose(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
    }
}

/// Words as numbers, and how much one tells.
enum LineWords {
    static let seed: UInt32 = 0x811c_9dc5

    static func next(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 0x0100_0193 }

    /// The number of a word.
    static func number(_ word: some Sequence<UInt8>) -> UInt32 { word.reduce(seed, next) }

    /// Letters, digits, `_`, and all beyond ASCII.
    static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x80...: true
        default: false
        }
    }

    /// How much a word tells: a name somebody chose much, what every program holds little.
    static func weight(hash: UInt32, length: Int, digits: Int) -> Float {
        if common.contains(hash) { return 0.06 }
        if digits == length { return min(0.3, 0.05 * Float(length)) }
        switch length {
        case 1: return 0.04
        case 2: return 0.1
        case 3...4: return 0.22
        case 5...9: return 0.38
        default: return 0.5
        }
    }

    /// The words of a text.
    static func numbers(in text: String) -> [UInt32] {
        text.utf8.split { !isWordByte($0) }.map { number($0) }
    }

    /// Words that programs of all kinds are full of.
    private static let common: Set<UInt32> = Set(
        """
        if else elif then fi for foreach while do done in of is not and or return import from as def class struct enum \
        interface impl trait func function fn let var const mut static final public private protected internal self this \
        new null nil none None NULL true false True False int str string String bool boolean void float double char long \
        err error Error exception Exception try catch except finally throw throws raise pass break continue end begin \
        async await yield with package module export default require use using namespace type extends implements switch \
        case match where println print printf console log fmt os sys main test name value data result key item i j k x y n \
        args kwargs len range list dict set map get the a an to div span li ul p td tr br href id style script html body head
        """
        .split(separator: " ").map { number($0.utf8) }
    )
}
