internal import CVectorscan

/// A place where a pattern ends.
public struct PatternHit: Sendable, Hashable {
    /// The index of the pattern in its database.
    public let pattern: Int
    /// The offset just behind the match (bytes).
    public let end: Int
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

    /// The longest input of one call (bytes).
    public static let longestInput = Int(UInt32.max)

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
        // Not `&hits`: an array passed so becomes a pointer to its elements.
        let status = unsafe withUnsafeMutablePointer(to: &hits) { list in
            unsafe bytes.withUnsafeBufferPointer { buffer in
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
