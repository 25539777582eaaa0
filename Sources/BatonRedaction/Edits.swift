/// An output under construction: the input with some ranges replaced, in rising order.
struct Edits {
    /// Where the last replaced range ends.
    private(set) var end = 0
    private var bytes: [UInt8] = []
    private var findings: [Finding] = []
    private var shifts: [Redaction.Shift] = []
    private var isGlued = false

    mutating func replace(
        _ range: Range<Int>,
        of input: Span<UInt8>,
        by placeholder: String,
        quoted: Bool,
        rule: String,
        hint: Int,
        isVerified: Bool
    ) {
        if findings.isEmpty { bytes.reserveCapacity(input.count + 64) }
        copy(input, to: range.lowerBound)
        let start = bytes.count
        if quoted { bytes.append(UInt8(ascii: "\"")) }
        bytes.append(contentsOf: placeholder.utf8)
        if quoted { bytes.append(UInt8(ascii: "\"")) }
        if range.lowerBound > 0, !Self.separates(input[range.lowerBound - 1]) { isGlued = true }
        if range.upperBound < input.count, !Self.separates(input[range.upperBound]) { isGlued = true }
        end = range.upperBound
        shifts.append(Redaction.Shift(end: bytes.count, excess: range.count - (bytes.count - start)))
        let shown = range.prefix(min(hint, 16)).map { input[$0] }
        findings.append(
            Finding(
                rule: rule,
                placeholder: placeholder,
                offset: range.lowerBound,
                length: range.count,
                hint: String(decoding: shown, as: UTF8.self),
                isVerified: isVerified
            )
        )
    }

    /// The whole output; nil when nothing was replaced.
    mutating func finished(_ input: Span<UInt8>) -> Redaction? {
        guard !findings.isEmpty else { return nil }
        copy(input, to: input.count)
        return Redaction(bytes: bytes, findings: findings, shifts: shifts, isGlued: isGlued)
    }

    private mutating func copy(_ input: Span<UInt8>, to limit: Int) {
        unsafe input.extracting(end..<limit).withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    private static func separates(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): true
        default: false
        }
    }
}
