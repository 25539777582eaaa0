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

    /// The place of a line.
    public init(offset: Int, count: Int, isTerminated: Bool) {
        self.offset = offset
        self.count = count
        self.isTerminated = isTerminated
    }
}

/// Reads a file line by line in constant memory, whatever the length of the file.
public struct LineReader {
    private let file: FileReader
    private let lineLimit: Int
    private static let chunk = 1 << 20

    /// A reader of the lines of `file`.
    ///
    /// `lineLimit` is the length in bytes of the longest line that is handed over whole; a longer one is handed over
    /// empty, with its true length in its place.
    public init(_ file: FileReader, lineLimit: Int) {
        self.file = file
        self.lineLimit = lineLimit
    }

    /// Calls `body` with each line from `start` to the end that the file had when it was opened, or only with those
    /// that begin before `end`.
    ///
    /// The span holds the line without its newline; it is empty for a line beyond the limit.
    public func forEachLine(
        from start: Int = 0,
        before end: Int = .max,
        _ body: (_ line: Span<UInt8>, _ place: LinePlace) throws -> Void
    ) throws {
        let last = end
        var buffer = [UInt8](repeating: 0, count: max(1, min(Self.chunk, file.size - start)))
        var filled = 0
        // Offset in the file of the buffer's first byte, and of the line that is being collected.
        var base = start
        var lineStart = start
        var skipping = false
        while true {
            let old = filled
            if filled == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
            let wanted = min(buffer.count - filled, max(0, file.size - base - filled))
            filled +=
                wanted == 0 ? 0 : try file.read(into: &buffer, at: filled, from: base + filled, count: wanted)
            if filled == old { break }
            var consumed = 0
            var searched = old
            while let newline = buffer.span.extracting(..<filled).firstIndex(of: 0x0a, from: searched) {
                let end = base + newline
                let place = LinePlace(offset: lineStart, count: end - lineStart, isTerminated: true)
                let isWhole = !skipping && place.count <= lineLimit
                try body(buffer.span.extracting(isWhole ? consumed..<newline : 0..<0), place)
                skipping = false
                consumed = newline + 1
                searched = consumed
                lineStart = end + 1
                if lineStart >= last { return }
            }
            if !skipping, filled - consumed > lineLimit { skipping = true }
            if skipping { consumed = filled }
            base += consumed
            filled -= consumed
            Self.moveToFront(consumed..<consumed + filled, of: &buffer)
        }
        let end = base + filled
        if end > lineStart {
            let place = LinePlace(offset: lineStart, count: end - lineStart, isTerminated: false)
            try body(buffer.span.extracting(skipping ? 0..<0 : 0..<filled), place)
        }
    }

    /// Where the first line begins that does so in a part of the file; `nil` when none does.
    public func firstLine(in part: Range<Int>) throws -> Int? {
        guard part.lowerBound > 0 else { return part.isEmpty ? nil : 0 }
        var place = part.lowerBound - 1
        while place + 1 < part.upperBound {
            let piece = try file.bytes(from: place, count: min(1 << 16, part.upperBound - 1 - place))
            if piece.isEmpty { return nil }
            if let newline = piece.span.firstIndex(of: 0x0a) { return place + newline + 1 }
            place += piece.count
        }
        return nil
    }

    /// The lines of bytes in memory that hold anything, without their newlines.
    public static func lines(in bytes: Span<UInt8>) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: 0x0a, from: start) ?? bytes.count
            if end > start { lines.append(start..<end) }
            start = end + 1
        }
        return lines
    }

    private static func moveToFront(_ range: Range<Int>, of buffer: inout [UInt8]) {
        guard range.lowerBound > 0 else { return }
        unsafe buffer.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe _ = memmove(base, base + range.lowerBound, range.count)
        }
    }
}
