/// Durations and sizes as people write them.
enum DurationText {
    /// Seconds of a text such as `500ms`, `30s`, `15m`, `2h`; `nil` for anything else.
    static func seconds(_ text: String) -> Double? {
        for (unit, factor) in [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)] where text.hasSuffix(unit) {
            let digits = text.dropLast(unit.count)
            guard isNumber(digits), let value = Double(digits) else { return nil }
            return value * factor
        }
        return nil
    }

    /// Bytes of a text such as `64M`, `512K`, `1G` or a plain number.
    static func bytes(_ text: String) -> Int? {
        var digits = Substring(text)
        var factor = 1
        for (unit, value) in [("K", 1 << 10), ("M", 1 << 20), ("G", 1 << 30)] where text.hasSuffix(unit) {
            digits = text.dropLast()
            factor = value
        }
        guard digits.allSatisfy(\.isASCIIDigit), let number = Int(digits), number > 0 else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    /// Seconds of a duration.
    static func seconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    /// Seconds as people write them, such as `500ms`, `30s`, `15m`.
    static func text(_ seconds: Double) -> String {
        if seconds < 1 { return "\(number((seconds * 1e6).rounded() / 1000))ms" }
        if seconds >= 60, seconds.truncatingRemainder(dividingBy: 60) == 0 { return "\(Int(seconds / 60))m" }
        return "\(number(seconds))s"
    }

    /// Bytes as people write them, such as `512K` or `64M`; a plain number where no unit fits.
    static func text(bytes: Int) -> String {
        for (unit, value) in [("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10)]
        where bytes >= value && bytes % value == 0 {
            return "\(bytes / value)\(unit)"
        }
        return "\(bytes)"
    }

    /// A number without a fraction of zero.
    private static func number(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func isNumber(_ digits: Substring) -> Bool {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return digits.utf8.count <= 9 && (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
    }
}

extension Character {
    /// Whether it is one of `0` to `9`.
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
