/// Finds the secret key that stands beside an AWS access key id without a name of its own.
///
/// It is 40 characters of base64 (AWS IAM User Guide, "Manage access keys for IAM users").
enum AWSSecretKey {
    private static let count = 40
    /// So far behind the id it is looked for (bytes).
    private static let distance = 64

    static let finder = Finder.located(
        ["AKIA", "ASIA"].map { Head($0, .upper, 8) },
        isSpecific: true
    ) { bytes, start, end in
        guard isLeftBoundary(bytes, start) else { return nil }
        var index = ByteClass.upper.end(in: bytes, from: end, limit: end + 9)
        guard index == start + 20 else { return nil }
        let limit = min(bytes.count, index + distance)
        while index < limit {
            let runStart = isLetterOfEscape(bytes, index) ? index + 1 : index
            let runEnd = ByteClass.base64.end(in: bytes, from: runStart, limit: runStart + count + 1)
            if runEnd - runStart == count {
                let value = Value(bytes, runStart..<runEnd)
                guard value.upper > 3, value.lower > 3, value.digits > 0, !value.isPlaceholder else { return nil }
                return runStart..<runEnd
            }
            guard runEnd - runStart < count else { return nil }
            index = max(runEnd, index + 1)
        }
        return nil
    }

    private static func isLetterOfEscape(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        guard bytes[index - 1] == UInt8(ascii: "\\") else { return false }
        switch bytes[index] {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return true
        default: return false
        }
    }
}
