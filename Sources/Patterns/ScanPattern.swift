internal import CVectorscan

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// One of the patterns that a ``PatternDatabase`` looks for.
public struct ScanPattern: Sendable, Hashable {
    /// The expression, in the PCRE subset of Vectorscan.
    public let expression: String
    /// Whether ASCII letters match in both cases.
    public let caseless: Bool
    /// Whether only the first match in an input is reported.
    public let firstOnly: Bool
    /// Whether an expression outside the subset may be widened: it then reports at least every real match.
    public let widened: Bool

    /// A pattern with its options.
    public init(
        _ expression: String,
        caseless: Bool = false,
        firstOnly: Bool = false,
        widened: Bool = false
    ) {
        self.expression = expression
        self.caseless = caseless
        self.firstOnly = firstOnly
        self.widened = widened
    }

    /// The options as `hs_compile_multi` takes them.
    var flags: UInt32 {
        var flags = UInt32(HS_FLAG_DOTALL)
        if caseless { flags |= UInt32(HS_FLAG_CASELESS) }
        if firstOnly { flags |= UInt32(HS_FLAG_SINGLEMATCH) }
        if widened { flags |= UInt32(HS_FLAG_PREFILTER) }
        return flags
    }

    /// The length of its longest match (bytes); nil when there is none, or the expression does not compile.
    ///
    /// As `hs_expression_info` tells it.
    public var longestMatch: Int? {
        var info: UnsafeMutablePointer<hs_expr_info_t>?
        var problem: UnsafeMutablePointer<hs_compile_error_t>?
        let status = unsafe hs_expression_info(expression, flags, &info, &problem)
        if let problem = unsafe problem { unsafe hs_free_compile_error(problem) }
        guard status == HS_SUCCESS, let info = unsafe info else { return nil }
        defer { unsafe free(info) }
        let width = unsafe info.pointee.max_width
        return width == UInt32.max ? nil : Int(width)
    }
}
