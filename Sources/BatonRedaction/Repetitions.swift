internal import Patterns

/// Finds every further occurrence of values that were found once.
///
/// Values arrive one by one, so databases are kept in layers that are merged when they grow alike: the work
/// for n values is n log n, and the layers to search stay few. Beyond a thousand, values go into an index instead.
struct Repetitions {
    private struct Value {
        let bytes: [UInt8]
        let entry: Int
    }

    private struct Layer {
        let values: [Value]
        let scanner: PatternScanner
    }

    /// Only so many first bytes of a value are searched for; the rest is compared (bytes).
    private static let searched = 64
    /// Longer values are not looked for (bytes): what is so long tells by itself what it is, and comparing it at each of
    /// its beginnings would cost quadratic time.
    private static let longest = 1024

    private var layers: [Layer] = []
    private var pending: [Value] = []
    private var known: Set<[UInt8]> = []
    private var index = ValueIndex()
    /// More values than these go into the index.
    private static let mostPatterns = 1024

    /// Adds a value that belongs to an entry of the book.
    mutating func add(_ bytes: [UInt8], entry: Int) {
        // The engine takes no literal that begins with a zero byte.
        guard let first = bytes.first, first != 0, bytes.count <= Self.longest, known.insert(bytes).inserted
        else { return }
        if known.count > Self.mostPatterns, bytes.count >= ValueIndex.word {
            index.add(bytes, entry: entry)
        } else {
            pending.append(Value(bytes: bytes, entry: entry))
        }
    }

    /// Whether there is any value to look for.
    var isNeeded: Bool { !known.isEmpty }

    /// Calls `body` for every occurrence of a value.
    mutating func search(
        _ bytes: Span<UInt8>,
        _ body: (_ range: Range<Int>, _ entry: Int) -> Void
    ) throws(PatternsError) {
        try prepare()
        for layer in layers {
            try layer.scanner.scan(bytes)
            for hit in layer.scanner.hits {
                let value = layer.values[hit.pattern]
                let start = hit.end - min(value.bytes.count, Self.searched)
                let end = start + value.bytes.count
                guard start >= 0, end <= bytes.count,
                    (hit.end..<max(hit.end, end)).allSatisfy({ bytes[$0] == value.bytes[$0 - start] })
                else { continue }
                if value.bytes.count < 20, !Self.isWhole(bytes, start..<end) { continue }
                body(start..<end, value.entry)
            }
        }
        guard !index.isEmpty else { return }
        index.search(bytes) { range, entry in
            if range.count >= 20 || Self.isWhole(bytes, range) { body(range, entry) }
        }
    }

    /// A short value counts only where it is a word of its own.
    private static func isWhole(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard isLeftBoundary(bytes, range.lowerBound) else { return false }
        return range.upperBound == bytes.count || !ByteClass.base62.contains(bytes[range.upperBound])
    }

    private mutating func prepare() throws(PatternsError) {
        guard !pending.isEmpty else { return }
        var values = pending
        while let last = layers.last, last.values.count <= 2 * values.count {
            values = last.values + values
            layers.removeLast()
        }
        let database = try PatternDatabase(literals: values.map { Array($0.bytes.prefix(Self.searched)) })
        layers.append(Layer(values: values, scanner: try PatternScanner(database)))
        pending = []
    }
}

extension Value {
    /// Whether it is improbable that it stands somewhere and means something else.
    var isRareEnough: Bool {
        guard count >= 8, distinct >= 5 else { return false }
        if !isWords || isPassphrase || isDatedWord { return true }
        // Words with a sign and a number, as in `Word@123`, and phrases of at least three words.
        let joints = text.reduce(0) { $0 + ($1 == UInt8(ascii: "-") || $1 == UInt8(ascii: "_") ? 1 : 0) }
        return symbols > 0 && digits > 1 && !text.contains(UInt8(ascii: ":"))
            || count >= 16 && joints >= 2 && !isPath
    }
}
