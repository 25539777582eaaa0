internal import CPCRE2

/// A regular expression in the syntax of PCRE2, compiled to machine code, matched with a limit.
///
/// Wraps `pcre2_code` and what a match needs. Matching works on bytes that need not be valid UTF-8. It
/// belongs to one thread.
@safe public final class Expression {
    private let code: OpaquePointer
    private let matchData: OpaquePointer
    private let context: OpaquePointer
    private let jitStack: OpaquePointer?

    /// Compiles `pattern`.
    ///
    /// - Parameters:
    ///   - pattern: the expression.
    ///   - caseless: whether letters match in both cases.
    ///   - unicode: whether `.` and classes take whole characters instead of bytes.
    ///   - stepLimit: how many steps one match may take (`pcre2_set_match_limit`).
    /// - Throws: ``PatternsError/invalidPattern(index:message:)`` with the offset in the message.
    public init(
        _ pattern: String,
        caseless: Bool = false,
        unicode: Bool = false,
        stepLimit: Int = 1_000_000
    ) throws(PatternsError) {
        var options = UInt32(PCRE2_NEVER_BACKSLASH_C)
        if caseless { options |= UInt32(PCRE2_CASELESS) }
        if unicode { options |= UInt32(PCRE2_UTF) | UInt32(PCRE2_MATCH_INVALID_UTF) }
        var number: Int32 = 0
        var offset = 0
        let text = Array(pattern.utf8)
        let compiled = unsafe text.withUnsafeBufferPointer { buffer in
            unsafe pcre2_compile_8(buffer.baseAddress, buffer.count, options, &number, &offset, nil)
        }
        guard let compiled = unsafe compiled else {
            throw .invalidPattern(index: 0, message: "\(Self.message(of: number)) at offset \(offset)")
        }
        guard
            let matchData = unsafe pcre2_match_data_create_from_pattern_8(compiled, nil),
            let context = unsafe pcre2_match_context_create_8(nil)
        else {
            unsafe pcre2_code_free_8(compiled)
            throw .engine(code: Int(PCRE2_ERROR_NOMEMORY))
        }
        // Without the compiler (some hardened systems forbid it) the interpreter gives the same answers.
        unsafe _ = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
        unsafe jitStack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
        if let jitStack = unsafe jitStack {
            unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(jitStack))
        }
        unsafe _ = pcre2_set_match_limit_8(context, UInt32(clamping: stepLimit))
        unsafe code = compiled
        unsafe self.matchData = matchData
        unsafe self.context = context
    }

    deinit {
        unsafe pcre2_match_context_free_8(context)
        if let jitStack = unsafe jitStack { unsafe pcre2_jit_stack_free_8(jitStack) }
        unsafe pcre2_match_data_free_8(matchData)
        unsafe pcre2_code_free_8(code)
    }

    /// The first match at or behind `start`, or exactly at `start` when `anchored`; nil when there is none.
    ///
    /// What is before `start` is seen by look-behind.
    ///
    /// - Returns: the range of the first capturing group that took part, else of the whole match, and where
    ///   the whole match ends.
    /// - Throws: ``PatternsError/limitReached`` when the step limit or the stack was used up. No match is not
    ///   an error.
    public func match(
        in bytes: Span<UInt8>,
        at start: Int = 0,
        anchored: Bool = false
    ) throws(PatternsError) -> (range: Range<Int>, end: Int)? {
        let options = anchored ? UInt32(PCRE2_ANCHORED) : 0
        let status = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe pcre2_match_8(code, buffer.baseAddress, buffer.count, start, options, matchData, context)
        }
        switch status {
        case PCRE2_ERROR_NOMATCH: return nil
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT,
            PCRE2_ERROR_JIT_STACKLIMIT:
            throw .limitReached
        case 1...: break
        default: throw .engine(code: Int(status))
        }
        guard let pairs = unsafe pcre2_get_ovector_pointer_8(matchData) else { return nil }
        let end = unsafe pairs[1]
        for group in 1..<max(Int(status), 1) {
            let (low, high) = unsafe (pairs[2 * group], pairs[2 * group + 1])
            // A group that took no part has `PCRE2_UNSET` at both ends, which is -1 here.
            if low >= 0, low <= high { return (low..<high, end) }
        }
        // `\K` inside a look-around can put the start behind the end.
        let low = unsafe min(pairs[0], end)
        return (low..<end, end)
    }

    private static func message(of code: Int32) -> String {
        let text = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            let length = unsafe pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
            count = max(0, Int(length))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
