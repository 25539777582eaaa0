internal import Platform

/// What a text search looks for: words, and phrases in double quotes, all of which must occur in one message.
///
/// Letters of the Latin, Greek, Cyrillic and Armenian scripts match in either case. A space inside a phrase stands for any
/// white space. A word is found inside longer ones too. A letter with an accent is found whether it is one character or
/// two (Unicode's forms C and D).
public struct SearchQuery: Sendable {
    /// The most words of one search.
    public static let mostWords = 32
    /// The longest query in bytes.
    public static let longest = 4096

    let words: [SearchWord]
    /// What shows that a line may spell letters of the words as `\u` escapes: UTF-16 code units of all their forms.
    private let units: Set<UInt16>
    /// What shows that letters of the words may be taken apart, as an e and an accent for é.
    private let marks: [BytePattern]

    /// Reads a query; `nil` when there is no word in it, or more than ``mostWords``, or it is longer than ``longest``.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.longest else { return nil }
        var words: [SearchWord] = []
        for (number, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            // Every second part stands in quotes; a last quote that nothing closes counts to the end.
            let pieces =
                number % 2 == 1
                ? [part[...]] : part.split { $0.isWhitespace }.map { $0[...] }
            words += pieces.compactMap { SearchWord(String($0)) }
        }
        guard !words.isEmpty, words.count <= Self.mostWords else { return nil }
        self.words = words
        units = Set(words.flatMap(\.units))
        marks = words.flatMap(\.marks)
    }

    /// All words found, as bits.
    var allWords: UInt32 { words.count == 32 ? .max : (1 << UInt32(words.count)) - 1 }

    /// The word whose bytes are least likely to be in a file.
    var rarest: Int {
        words.indices.max { words[$0].needleCount < words[$1].needleCount } ?? 0
    }

    private static let escape = BytePattern("\\u")

    /// The first place at or behind `start` of what may stand for a letter of a word: an escape, or an accent of its own.
    func firstDisguise(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var first = firstEscape(in: bytes, from: start)
        for mark in marks {
            let end = first ?? bytes.count
            guard end > start else { break }
            first = mark.firstMatch(in: bytes.extracting(0..<end), from: start) ?? first
        }
        return first
    }

    private func firstEscape(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var start = start
        while let place = Self.escape.firstMatch(in: bytes, from: start) {
            if place + 6 <= bytes.count {
                var unit: UInt16? = 0
                for index in place + 2..<place + 6 {
                    unit = Self.digit(bytes[index]).flatMap { digit in unit.map { $0 << 4 | digit } }
                }
                if let unit, units.contains(unit) { return place }
            }
            start = place + 2
        }
        return nil
    }

    private static func digit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
