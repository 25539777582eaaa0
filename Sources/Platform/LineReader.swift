#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// One line of a file, as ``LineReader`` meets it.
public struct LinePlace: Sendable, Equatable {
    /// Where the line begins, in bytes from the start of the file.
    public let offset: Int
    /// Bytes of the line without its newline.
    public let count: Int
    /// Whether a newline ends it; the last line of a file that is being written may have none.
    public let isTerminated: Bool
}

/// Reads a file line by line in constant memory, whatever the length of the file.
public struct LineReader {
    private let file: FileReader
    private let lineLimit: Int
    private static let chunk = 1 << 20

    /// A reader of the lines of `file`.
    ///
    /// - Parameter lineLimit: bytes of the longest line that is handed over whole; a longer one is handed over
    ///   empty, with its true length in its place.
    public init(_ file: FileReader, lineLimit: Int) {
        self.file = file
        self.lineLimit = lineLimit
    }

    /// Calls `body` with each line from `start` to the end that the file had when it was opened.
    ///
    /// The span holds the line without its newline; it is empty for a line beyond the limit.
    public func forEachLine(
        from start: Int = 0,
        _ body: (_ line: Span<UInt8>, _ place: LinePlace) throws -> Void
    ) throws {
        var buffer: [UInt8] = []
        // Offset in the file of the buffer's first byte, and of the line that is being collected.
        var base = start
        var lineStart = start
        var skipping = false
        while true {
            let old = buffer.count
            let wanted = min(Self.chunk, max(0, file.size - base - old))
            let got = wanted == 0 ? 0 : try file.append(to: &buffer, from: base + old, count: wanted)
            if got == 0 { break }
            var consumed = 0
            var searched = old
            while let newline = Self.newline(in: buffer, from: searched) {
                let end = base + newline
                let place = LinePlace(offset: lineStart, count: end - lineStart, isTerminated: true)
                let isWhole = !skipping && place.count <= lineLimit
                try body(buffer.span.extracting(isWhole ? consumed..<newline : 0..<0), place)
                skipping = false
                consumed = newline + 1
                searched = consumed
                lineStart = end + 1
            }
            if !skipping, buffer.count - consumed > lineLimit { skipping = true }
            if skipping { consumed = buffer.count }
            base += consumed
            buffer.removeFirst(consumed)
        }
        let end = base + buffer.count
        if end > lineStart {
            let place = LinePlace(offset: lineStart, count: end - lineStart, isTerminated: false)
            try body(buffer.span.extracting(skipping ? 0..<0 : 0..<buffer.count), place)
        }
    }

    private static func newline(in buffer: [UInt8], from start: Int) -> Int? {
        guard start < buffer.count else { return nil }
        return unsafe buffer.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress,
                let found = unsafe memchr(base + start, 0x0a, bytes.count - start)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - base
        }
    }
}
