#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Reads a file in blocks of whole lines, for work that looks at most lines from afar.
///
/// The memory is kept from one file to the next; a block is about as large as a processor's cache.
public struct LineBlocks: ~Copyable {
    private var buffer: [UInt8]
    private static let block = 256 << 10
    private let lineLimit: Int
    /// Whether a line of the file that was read last was left out.
    public private(set) var hasLeftOut = false

    /// A reader; a line longer than `lineLimit` bytes is left out.
    public init(lineLimit: Int) {
        self.lineLimit = lineLimit
        buffer = []
    }

    /// Calls `body` with the blocks from the beginning to the end that the file had when it was opened, until it returns
    /// `false`.
    ///
    /// A block ends with a newline, but for the last one. `offset` is where it begins in the file.
    public mutating func forEachBlock(
        of file: FileReader,
        _ body: (_ block: Span<UInt8>, _ offset: Int) throws -> Bool
    ) throws {
        var offset = 0
        var filled = 0
        // Whether the block begins inside a line that is left out.
        var isInsideLongLine = false
        hasLeftOut = false
        if buffer.count != Self.block { buffer = [UInt8](repeating: 0, count: Self.block) }
        while true {
            let wanted = min(buffer.count - filled, file.size - offset - filled)
            let got =
                wanted > 0
                ? try file.read(into: &buffer, at: filled, from: offset + filled, count: wanted) : 0
            filled += got
            let isLast = got == 0 || offset + filled >= file.size
            let newline = buffer.span.lastIndex(of: 0x0a, before: filled)
            var end = isLast ? filled : newline.map { $0 + 1 } ?? 0
            var start = 0
            if isInsideLongLine {
                guard let newline = buffer.span.extracting(0..<filled).firstIndex(of: 0x0a) else {
                    if isLast { return }
                    offset += filled
                    filled = 0
                    continue
                }
                start = newline + 1
                isInsideLongLine = false
                end = max(end, start)
            }
            if end > start, try !body(buffer.span.extracting(start..<end), offset + start) { return }
            if isLast { return }
            if end == 0 {
                if filled >= lineLimit {
                    isInsideLongLine = true
                    hasLeftOut = true
                    offset += filled
                    filled = 0
                } else {
                    buffer.append(contentsOf: repeatElement(0, count: min(buffer.count, lineLimit + 1)))
                }
                continue
            }
            moveToFront(end..<filled)
            offset += end
            filled -= end
        }
    }

    private mutating func moveToFront(_ range: Range<Int>) {
        unsafe buffer.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe _ = memmove(base, base + range.lowerBound, range.count)
        }
    }
}
