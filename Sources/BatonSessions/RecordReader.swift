internal import Platform

/// Reads the lines of a transcript one after another.
///
/// The lines of a conversation mostly follow each other in the file, so that one read serves many of them. A reader
/// belongs to one thread; several may read the same transcript at once.
public struct RecordReader {
    private let content: Transcript.Content
    private let entries: [TranscriptIndex.Entry]
    private var window: [UInt8] = []
    /// Where the window begins in the file, and how many of its bytes are there.
    private var start = 0
    private var count = 0

    private static let windowSize = 1 << 18

    init(_ transcript: Transcript) {
        content = transcript.content
        entries = transcript.index.entries
    }

    /// Calls `body` with the raw bytes of a line, by its number in the index.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read or a stop was asked for, and what `body` throws.
    public mutating func withRecord<Result>(_ number: Int, _ body: (Span<UInt8>) throws -> Result) throws
        -> Result
    {
        // Every export comes by here for each record: it ends at once when a person wants it to.
        try Cancellation.check()
        let entry = entries[number]
        switch content {
        case .bytes(let bytes):
            return try body(bytes.span.extracting(entry.offset..<entry.offset + entry.count))
        case .file(let file):
            if entry.offset < start || entry.offset + entry.count > start + count {
                try fill(from: entry.offset, atLeast: entry.count, file)
            }
            // A file that was cut meanwhile gives a shorter line.
            let place = entry.offset - start
            return try body(window.span.extracting(place..<min(place + entry.count, count)))
        }
    }

    private mutating func fill(from offset: Int, atLeast least: Int, _ file: FileReader) throws {
        let wanted = max(Self.windowSize, least)
        if window.count > 4 * wanted { window = [] }
        if window.count < wanted { window = [UInt8](repeating: 0, count: wanted) }
        start = offset
        count = 0
        count = try file.read(into: &window, at: 0, from: offset, count: wanted)
    }
}
