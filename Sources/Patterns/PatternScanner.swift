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
    private var noted = unsafe baton_hits()

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
        unsafe baton_free_hits(&noted)
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
        unsafe noted.count = 0
        let tail = database.reach + Self.doubtful
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                let count = bytes.count
                guard count > tail * 2 else {
                    return unsafe baton_scan_padded(
                        database.handle,
                        characters.baseAddress,
                        count,
                        0,
                        0,
                        Self.padding,
                        scratch,
                        &noted
                    )
                }
                // Copying all of a long input would cost more than to look at its end twice.
                let whole = count - Self.doubtful
                let status = unsafe baton_scan(
                    database.handle,
                    characters.baseAddress,
                    count,
                    whole,
                    scratch,
                    &noted
                )
                guard status == HS_SUCCESS else { return status }
                return unsafe baton_scan_padded(
                    database.handle,
                    characters.baseAddress,
                    count,
                    count - tail,
                    whole,
                    Self.padding,
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
        let items = unsafe noted.items
        for index in unsafe 0..<noted.count {
            guard let hit = unsafe items?[index] else { break }
            all.append(PatternHit(pattern: hit.pattern, end: hit.end))
        }
        swap(&all, &hits)
        // A bomb must not hold its memory for the rest of the run.
        if unsafe noted.capacity > 1 << 20 { unsafe baton_free_hits(&noted) }
    }

    /// Where the engine may lose matches (bytes before the end).
    private static let doubtful = 32
}
