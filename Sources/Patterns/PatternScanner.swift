internal import CVectorscan

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A place where a pattern ends.
public struct PatternHit: Sendable, Hashable {
    /// The index of the pattern in its database.
    public let pattern: Int
    /// The offset just behind the match (bytes).
    public let end: Int

    /// A hit.
    public init(pattern: Int, end: Int) {
        self.pattern = pattern
        self.end = end
    }
}

/// Runs a ``PatternDatabase`` over inputs, one at a time.
///
/// Wraps `hs_scan` with its scratch space. A scanner belongs to one thread; it keeps its buffer, so that an
/// input without a hit allocates nothing.
@safe public final class PatternScanner {
    /// The patterns that are looked for.
    public let database: PatternDatabase
    /// What the last call of ``scan(_:)`` found, in the order of the ends.
    public private(set) var hits: [PatternHit] = []
    private let scratch: OpaquePointer
    /// Where the engine's callback puts hits; it is C, since there are many.
    private var noted = unsafe baton_hits(items: nil, count: 0, capacity: 0)
    private var padded: [UInt8] = []

    /// The longest input of one call (bytes).
    public static let longestInput = Int(UInt32.max) - padding

    /// Room behind an input (bytes).
    ///
    /// Vectorscan 5.4.9 loses matches that end 3 to 30 bytes before the end of its input when the database holds two to
    /// four literals (its Teddy engine), depending on where the input lies in memory. Behind this room there is no match
    /// to lose.
    private static let padding = 32

    /// A scanner for one thread.
    ///
    /// - Throws: ``PatternsError/engine(code:)`` when memory runs out.
    public init(_ database: PatternDatabase) throws(PatternsError) {
        self.database = database
        var scratch: OpaquePointer?
        let status = unsafe hs_alloc_scratch(database.handle, &scratch)
        guard status == HS_SUCCESS, let scratch = unsafe scratch else {
            throw .engine(code: Int(status))
        }
        unsafe self.scratch = scratch
    }

    deinit {
        unsafe hs_free_scratch(scratch)
        unsafe free(noted.items)
    }

    /// Fills ``hits`` with every end of every pattern in `bytes`.
    ///
    /// - Throws: ``PatternsError/inputTooLong(limit:)`` beyond ``longestInput``.
    public func scan(_ bytes: Span<UInt8>) throws(PatternsError) {
        guard bytes.count <= Self.longestInput else {
            throw .inputTooLong(limit: Self.longestInput)
        }
        hits.removeAll(keepingCapacity: true)
        guard !bytes.isEmpty else { return }
        let tail = database.reach + Self.doubtful
        guard bytes.count > tail * 2 else { return try scanPadded(bytes, from: 0) }
        // Copying all of a long input would cost more than to look at its end twice.
        let whole = bytes.count - Self.doubtful
        try run(bytes)
        hits.removeAll { $0.end > whole }
        let count = hits.count
        try scanPadded(bytes, from: bytes.count - tail)
        // What ended before is known.
        var kept = count
        for index in count..<hits.count where hits[index].end > whole {
            hits[kept] = hits[index]
            kept += 1
        }
        hits.removeLast(hits.count - kept)
    }

    /// Where the engine may lose matches (bytes before the end).
    private static let doubtful = 32

    /// Adds the hits of a copy of the bytes from `start` on with room behind.
    private func scanPadded(_ bytes: Span<UInt8>, from start: Int) throws(PatternsError) {
        var copy: [UInt8] = []
        swap(&copy, &padded)
        defer { swap(&copy, &padded) }
        copy.removeAll(keepingCapacity: true)
        unsafe bytes.extracting(start..<bytes.count).withUnsafeBufferPointer {
            unsafe copy.append(contentsOf: $0)
        }
        copy.append(contentsOf: repeatElement(0x0a, count: Self.padding))
        let count = hits.count
        try run(copy.span)
        for index in count..<hits.count {
            hits[index] = PatternHit(pattern: hits[index].pattern, end: hits[index].end + start)
        }
        hits.removeAll { $0.end > bytes.count }
    }

    /// Adds every hit in `bytes` as they are.
    private func run(_ bytes: Span<UInt8>) throws(PatternsError) {
        unsafe noted.count = 0
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                unsafe baton_scan(
                    database.handle,
                    characters.baseAddress,
                    UInt32(characters.count),
                    scratch,
                    &noted
                )
            }
        }
        guard status == HS_SUCCESS else {
            throw .engine(code: Int(status))
        }
        // Taken out meanwhile, since each access of a member that can change is checked.
        var all: [PatternHit] = []
        swap(&all, &hits)
        for unsafe hit in unsafe UnsafeBufferPointer(start: noted.items, count: noted.count) {
            all.append(PatternHit(pattern: hit.pattern, end: hit.end))
        }
        swap(&all, &hits)
        // A bomb must not hold its memory for the rest of the run.
        if unsafe noted.capacity > 1 << 20 {
            unsafe free(noted.items)
            unsafe noted = baton_hits(items: nil, count: 0, capacity: 0)
        }
    }
}
