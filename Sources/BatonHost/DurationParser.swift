/// Durations as people write them.
enum DurationParser {
    private static let units: [(name: String, milliseconds: Double)] = [
        ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("ms", 1), ("m", 60_000), ("s", 1000),
    ]

    /// The longest duration, in milliseconds: more than all the years there are.
    static let longest = 10_000.0 * 366 * 86_400_000

    /// Milliseconds of a text such as `500ms`, `1.5h`, `2h30m`, `7d`, `-1w`; `nil` for anything else.
    ///
    /// Units go from large to small, each at most once.
    static func milliseconds(_ text: String) -> Double? {
        guard text.utf8.count <= 64 else { return nil }
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        var sum = 0.0
        var last = Double.infinity
        while !rest.isEmpty {
            let digits = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
            rest = rest[digits.endIndex...]
            guard isNumber(digits), let value = Double(digits),
                let unit = units.first(where: { rest.hasPrefix($0.name) }), unit.milliseconds < last
            else { return nil }
            rest = rest.dropFirst(unit.name.count)
            sum += value * unit.milliseconds
            last = unit.milliseconds
        }
        guard sum <= longest else { return nil }
        return isNegative ? -sum : sum
    }

    private static func isNumber(_ digits: Substring) -> Bool {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count) && parts.allSatisfy { !$0.isEmpty }
    }
}
