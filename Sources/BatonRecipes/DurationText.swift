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
