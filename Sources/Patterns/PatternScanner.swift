internal import CVectorscan

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
    private var padded: [UInt8] = []

    /// The longest input of one call (bytes).
    public static let longestInput = Int(UInt32.max) - padding

    /// Room behind an input (bytes).
    ///
    /// Vectorscan 5.4.9 loses matches that end 3 to 30 bytes before the end of its input when the database holds two to
    /// four literals (its Teddy engine), depending on where the input lies in memory. Behind this room there is no match
    /// to lose.
    private static let padding = 128

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
        padded.removeAll(keepingCapacity: true)
        unsafe bytes.withUnsafeBufferPointer { unsafe padded.append(contentsOf: $0) }
        padded.append(contentsOf: repeatElement(0x0a, count: Self.padding))
        // Not `&hits`: an array passed so becomes a pointer to its elements.
        let status = unsafe withUnsafeMutablePointer(to: &hits) { list in
            unsafe padded.withUnsafeBufferPointer { buffer in
                unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                    unsafe hs_scan(
                        database.handle,
                        characters.baseAddress,
                        UInt32(characters.count),
                        0,
                        scratch,
                        record,
                        list
                    )
                }
            }
        }
        hits.removeAll { $0.end > bytes.count }
        // One long input must not hold its memory for the rest of the run.
        if padded.capacity > 1 << 22 { padded = [] }
        guard status == HS_SUCCESS else {
            throw .engine(code: Int(status))
        }
    }
}

/// The callback of `hs_scan`; the context is the scanner's list of hits.
private func record(
    identifier: UInt32,
    from: UInt64,
    to end: UInt64,
    flags: UInt32,
    context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context = unsafe context else { return 1 }
    let hits = unsafe context.assumingMemoryBound(to: [PatternHit].self)
    unsafe hits.pointee.append(PatternHit(pattern: Int(identifier), end: Int(end)))
    return 0
}
