internal import JSON
public import Platform

/// A line of a transcript, parsed.
struct ScannedLine {
    enum Content {
        case record(RecordView, RecordFields)
        case blank
        /// Not a JSON object.
        case bad
        /// Not a JSON object, at the end of a file that is being written.
        case cut
        case oversized
    }

    let content: Content
    /// Where the record begins in the file.
    let offset: Int
    /// Bytes of the record.
    let count: Int

    /// Parses a line, which is empty when it is longer than what is read.
    ///
    /// A document that is kept has memory of its own; another one is good until the next line is parsed.
    init(_ line: Span<UInt8>, _ place: LinePlace, _ parser: inout JSONParser, isKept: Bool) {
        let skipped = place.offset == 0 ? Self.byteOrderMarkCount(line) : 0
        let bytes = line.extracting(droppingFirst: skipped)
        offset = place.offset + skipped
        count = bytes.count
        if place.count > TranscriptIndex.lineLimit {
            content = .oversized
        } else if Self.isBlank(bytes) {
            content = .blank
        } else if let document = Self.document(bytes, &parser, isKept: isKept), document.root.kind == .object
        {
            // Made here, since a second thread may do it.
            content = .record(RecordView(document.root), RecordFields(document.root))
        } else {
            content = place.isTerminated ? .bad : .cut
        }
    }

    private static func document(_ bytes: Span<UInt8>, _ parser: inout JSONParser, isKept: Bool)
        -> JSONDocument?
    {
        isKept ? try? parser.parseCompactly(bytes) : try? parser.parseRepairing(bytes).0
    }

    private static func isBlank(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] != 0x20 && bytes[index] != 0x0d && bytes[index] != 0x09
        {
            return false
        }
        return true
    }

    /// How many bytes of a byte order mark the file begins with: 3 or 0.
    private static func byteOrderMarkCount(_ bytes: Span<UInt8>) -> Int {
        bytes.count >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf ? 3 : 0
    }
}

extension TranscriptIndex {
    /// Reads a whole file, in memory that does not depend on the length of its lines' texts.
    ///
    /// `visit` is called with every record, in file order.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read, and what `visit` throws; bad lines are counted.
    public init(
        scanning file: FileReader,
        visit: (RecordView) throws -> Void = { _ in }
    ) throws {
        try self.init(scanning: file, withHelp: false, visitFields: { view, _ in try visit(view) })
    }

    /// Reads a whole file, and hands on what was found in each record.
    ///
    /// A second thread reads and parses the lines of a large file, while this one takes note of what is in them; without
    /// `withHelp` this thread does all, which takes less work and memory.
    init(
        scanning file: FileReader,
        withHelp: Bool = true,
        visitFields visit: (RecordView, RecordFields) throws -> Void
    ) throws {
        self.init()
        var numbers = Interner()
        let lines = LineReader(file, lineLimit: Self.lineLimit)
        guard withHelp, file.size > Self.largeFile else {
            var parser = JSONParser()
            try lines.forEachLine { line, place in
                try take(ScannedLine(line, place, &parser, isKept: false), &numbers, visit)
            }
            return
        }
        try Pipeline.run(depth: 4) { (put: ([ScannedLine]) -> Bool) in
            var parser = JSONParser()
            var batch: [ScannedLine] = []
            var bytes = 0
            var isWanted = true
            try lines.forEachLine { line, place in
                guard isWanted else { return }
                try Cancellation.check()
                batch.append(ScannedLine(line, place, &parser, isKept: true))
                bytes += line.count
                guard bytes >= Self.batchBytes || batch.count >= Self.batchLines else { return }
                isWanted = put(batch)
                batch = []
                bytes = 0
            }
            _ = put(batch)
        } consume: { batch in
            for line in batch { try take(line, &numbers, visit) }
        }
    }

    /// From this size on a second thread is worth its start.
    static let largeFile = 4 << 20
    private static let batchBytes = 1 << 18
    private static let batchLines = 1 << 12

    /// Reads a whole transcript that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: the file's content.
    ///   - visit: is called with every record and what was found in it, in file order.
    init(
        scanning bytes: Span<UInt8>,
        visitFields visit: (RecordView, RecordFields) throws -> Void = { _, _ in }
    ) rethrows {
        self.init()
        var parser = JSONParser()
        var numbers = Interner()
        var start = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: 0x0a, from: start) ?? bytes.count
            let place = LinePlace(offset: start, count: end - start, isTerminated: end < bytes.count)
            let isWhole = place.count <= Self.lineLimit
            let line = bytes.extracting(isWhole ? start..<end : 0..<0)
            try take(ScannedLine(line, place, &parser, isKept: false), &numbers, visit)
            start = end + 1
        }
    }

    mutating func take(
        _ line: ScannedLine,
        _ numbers: inout Interner,
        _ visit: (RecordView, RecordFields) throws -> Void
    ) rethrows {
        switch line.content {
        case .blank: break
        case .bad: badLines += 1
        case .cut: endsInsideALine = true
        case .oversized: oversizedLines += 1
        case .record(let record, var fields):
            add(&fields, offset: line.offset, count: line.count, &numbers)
            try visit(record, fields)
        }
    }
}
