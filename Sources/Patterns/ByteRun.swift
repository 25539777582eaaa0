internal import CPatterns

/// Finds the ends of runs of letters and digits, or of characters of base64 in either alphabet, as quickly as a table does.
public enum ByteRun: Sendable {
    /// ASCII letters and digits.
    case word
    /// These, `+`, `/`, `_` and `-`.
    case base64

    private var kinds: UInt8 {
        switch self {
        case .word: UInt8(baton_letter_or_digit)
        case .base64: UInt8(baton_letter_or_digit | baton_sign_of_base64)
        }
    }

    /// Where the run that goes on at `start` ends, at most at `limit`.
    public func end(in bytes: Span<UInt8>, from start: Int, limit: Int = .max) -> Int {
        let limit = min(limit, bytes.count)
        guard start < limit else { return start }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return start }
            return unsafe baton_run_end(base, start, limit, kinds)
        }
    }

    /// Where the run that goes on before `end` begins, at least at `limit`.
    public func start(in bytes: Span<UInt8>, before end: Int, limit: Int) -> Int {
        precondition(end <= bytes.count && limit >= 0, "a run is in its text")
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return end }
            return unsafe baton_run_start(base, end, limit, kinds)
        }
    }
}
