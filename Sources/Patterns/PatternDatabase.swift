internal import CVectorscan

/// A compiled set of patterns: finds where any of them ends, in one pass over the input.
///
/// Wraps a Vectorscan block-mode `hs_database_t` without start-of-match tracking, the only mode that
/// reaches gigabytes a second with hundreds of patterns. Immutable, so it may be shared; each
/// ``PatternScanner`` brings its own scratch space.
@safe public final class PatternDatabase: @unchecked Sendable {
    let handle: OpaquePointer
    /// No match is longer (bytes).
    let reach: Int

    /// The longest match that is found everywhere unless told otherwise (bytes).
    public static let defaultReach = 900

    /// Compiles expressions; the index in the list becomes the identifier in a ``PatternHit``.
    ///
    /// - Parameters:
    ///   - patterns: what to look for.
    ///   - reach: the longest match (bytes); a longer one can be missed near the end of an input. What is short makes
    ///     the scan of many short inputs quicker.
    /// - Throws: ``PatternsError/invalidPattern(index:message:)`` for the first that does not compile.
    public init(_ patterns: [ScanPattern], reach: Int = defaultReach) throws(PatternsError) {
        self.reach = reach
        precondition(!patterns.isEmpty, "a database needs a pattern")
        var flags = patterns.map(\.flags)
        var identifiers = patterns.indices.map { UInt32($0) }
        let texts = CStrings(patterns.map { Array($0.expression.utf8) })
        defer { texts.free() }
        unsafe handle = try unsafe Self.compiled { database, problem in
            unsafe hs_compile_multi(
                texts.pointers,
                &flags,
                &identifiers,
                UInt32(patterns.count),
                UInt32(HS_MODE_BLOCK),
                nil,
                database,
                problem
            )
        }
    }

    /// Compiles byte strings that are found exactly as they are; none may be empty or begin with a zero byte.
    ///
    /// - Throws: ``PatternsError/invalidPattern(index:message:)`` for one that begins with a zero byte, which the
    ///   engine takes for an empty one.
    public init(literals: [[UInt8]]) throws(PatternsError) {
        precondition(literals.allSatisfy { !$0.isEmpty } && !literals.isEmpty, "a literal needs a byte")
        reach = max(Self.defaultReach, literals.map(\.count).max() ?? 0)
        var flags = literals.map { _ in UInt32(0) }
        var identifiers = literals.indices.map { UInt32($0) }
        var lengths = literals.map(\.count)
        let texts = CStrings(literals)
        defer { texts.free() }
        unsafe handle = try unsafe Self.compiled { database, problem in
            unsafe hs_compile_lit_multi(
                texts.pointers,
                &flags,
                &identifiers,
                &lengths,
                UInt32(literals.count),
                UInt32(HS_MODE_BLOCK),
                nil,
                database,
                problem
            )
        }
    }

    /// Loads a database that ``serialized()`` made (`hs_deserialize_database`, which verifies a checksum).
    ///
    /// `reach` is that of the patterns it was made of.
    ///
    /// - Throws: ``PatternsError/unusableDatabase`` for bytes that are damaged or from another engine version.
    public init(serialized bytes: Span<UInt8>, reach: Int = defaultReach) throws(PatternsError) {
        self.reach = reach
        var database: OpaquePointer?
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                unsafe hs_deserialize_database(characters.baseAddress, characters.count, &database)
            }
        }
        guard status == HS_SUCCESS, let database = unsafe database else {
            throw .unusableDatabase
        }
        unsafe handle = database
    }

    deinit {
        unsafe hs_free_database(handle)
    }

    /// The database as bytes, for this engine version and kind of processor.
    ///
    /// - Throws: ``PatternsError/engine(code:)`` when memory runs out.
    public func serialized() throws(PatternsError) -> [UInt8] {
        var characters: UnsafeMutablePointer<CChar>?
        var count = 0
        let status = unsafe hs_serialize_database(handle, &characters, &count)
        guard status == HS_SUCCESS, let characters = unsafe characters else {
            throw .engine(code: Int(status))
        }
        defer { unsafe free(characters) }
        return unsafe UnsafeBufferPointer(start: characters, count: count).map { UInt8(bitPattern: $0) }
    }

    /// The version of the engine, which is part of what makes a stored database usable.
    public static var engineVersion: String {
        unsafe String(cString: hs_version())
    }

    private static func compiled(
        _ compile: (
            UnsafeMutablePointer<OpaquePointer?>,
            UnsafeMutablePointer<UnsafeMutablePointer<hs_compile_error_t>?>
        ) -> hs_error_t
    ) throws(PatternsError) -> OpaquePointer {
        var database: OpaquePointer?
        var problem: UnsafeMutablePointer<hs_compile_error_t>?
        let status = unsafe compile(&database, &problem)
        if status == HS_SUCCESS, let database = unsafe database {
            return unsafe database
        }
        guard let problem = unsafe problem else {
            throw .engine(code: Int(status))
        }
        defer { unsafe hs_free_compile_error(problem) }
        let message = unsafe problem.pointee.message.map { unsafe String(cString: $0) } ?? ""
        throw .invalidPattern(index: Int(unsafe problem.pointee.expression), message: message)
    }
}
