internal import Platform

extension Transcript {
    /// How many records fall into each of `count` equal parts of the session's time; empty when it has no duration.
    public func activity(parts count: Int) -> [Int] {
        var first = Int64.max
        var last = Int64.min
        for entry in index.entries {
            guard let time = entry.time?.milliseconds else { continue }
            first = min(first, time)
            last = max(last, time)
        }
        guard count > 0, first < last else { return [] }
        let (span, overflows) = last.subtractingReportingOverflow(first)
        guard !overflows, span > 0 else { return [] }
        var parts = [Int](repeating: 0, count: count)
        for entry in index.entries {
            guard let time = entry.time?.milliseconds else { continue }
            let place = Int(Double(time - first) / Double(span) * Double(count))
            parts[min(max(0, place), count - 1)] += 1
        }
        return parts
    }
}
