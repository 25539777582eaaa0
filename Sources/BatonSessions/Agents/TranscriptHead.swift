public import JSON
internal import Platform

/// What a file begins with: enough to tell which agent wrote it.
public struct TranscriptHead: Sendable {
    /// How much of a file is looked at, in bytes.
    static let window = 64 << 10
    /// How much is looked at when the first line is longer, in bytes.
    static let longestFirstLine = 16 << 20
    /// How many lines are looked at.
    static let mostLines = 64
    /// The largest file that is looked at whole, because it is one JSON document, in bytes.
    static let largestDocument = 256 << 20

    /// The JSON objects among the whole lines of the beginning, in their order.
    public let lines: [JSONValue]
    /// The JSON object that the whole file is, when it is one and spans several lines.
    public let document: JSONValue?

    /// The object in which an agent that writes documents keeps all: the whole file, or its first line.
    var outermost: JSONValue? { document ?? lines.first }

    /// Looks at the file at `path`, unpacked where it is compressed.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read, ``SessionError/damaged(path:reason:)`` when it cannot be unpacked.
    public init(_ path: String) throws { try self.init(path, window: Self.window) }

    /// Looks at the first `window` bytes of the file at `path`, or at its first line when that is longer.
    init(_ path: String, window: Int) throws {
        var (bytes, isWhole) = try TranscriptLines.head(of: path, count: window)
        if !isWhole, !bytes.contains(0x0a) {
            (bytes, isWhole) = try TranscriptLines.head(of: path, count: Self.longestFirstLine)
        }
        self.init(bytes, isWhole: isWhole) {
            try TranscriptLines.whole(path, limit: Self.largestDocument)
        }
    }

    /// Looks at the beginning of a file that is in memory.
    init(beginning bytes: [UInt8]) {
        var head = Array(bytes.prefix(Self.window))
        if head.count < bytes.count, !head.contains(0x0a) {
            head = Array(bytes.prefix(Self.longestFirstLine))
        }
        self.init(head, isWhole: head.count == bytes.count) { bytes }
    }

    /// Looks at the first bytes of a file.
    ///
    /// `whole` is asked for all of it when its first line is no value of its own.
    private init(_ bytes: [UInt8], isWhole: Bool, whole: () throws -> [UInt8]) {
        let mark = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let text = bytes.span.extracting(droppingFirst: mark)
        var ranges = LineReader.lines(in: text)
        if !isWhole, bytes.last != 0x0a { ranges = ranges.dropLast() }
        let values = ranges.prefix(Self.mostLines).map { range in Self.object(text, range) }
        let firstValue = ranges.firstIndex { range in range.contains { text[$0] > 0x20 } }
        let startsWithRecord = firstValue.map { $0 < values.count && values[$0] != nil } ?? false
        // Lines inside of a document may look like records, so the beginning decides.
        if !startsWithRecord, bytes.dropFirst(mark).first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
            let all = isWhole ? bytes : try? whole()
        {
            var parser = JSONParser()
            if let root = try? parser.parseRepairing(all, from: mark).root, root.kind == .object {
                (document, lines) = (root, [])
                return
            }
        }
        (document, lines) = (nil, values.compactMap { $0 })
    }

    private static func object(_ text: Span<UInt8>, _ range: Range<Int>) -> JSONValue? {
        // A value holds its document, so each has a parser of its own.
        var parser = JSONParser()
        guard let (document, _) = try? parser.parseRepairing(text.extracting(range)),
            document.root.kind == .object
        else { return nil }
        return document.root
    }
}
