internal import Platform

/// Times that strictly increase: readers of older versions lose messages that share a time or go back.
enum CloneTimes {
    /// One moment a record, each at least a millisecond after the one before and none after `latest`.
    ///
    /// A moment is kept where it increases. One that is missing, before 1970 or after `latest` is replaced by the
    /// next possible one.
    static func increasing(_ times: [Timestamp?], latest: Timestamp) -> [Timestamp] {
        let plausible = times.map { time in
            time.flatMap { $0.milliseconds >= 0 && $0 <= latest ? $0 : nil }
        }
        guard !plausible.isEmpty else { return [] }
        let lead = plausible.firstIndex { $0 != nil } ?? plausible.count
        let anchor = lead < plausible.count ? plausible[lead] ?? latest : latest
        var previous = anchor.advanced(byMilliseconds: -Int64(lead) - 1)
        var result = plausible.map { time in
            let next = previous.advanced(byMilliseconds: 1)
            previous = max(time ?? next, next)
            return previous
        }
        // Many equal moments right before the latest would pass it.
        var limit = latest
        for index in result.indices.reversed() {
            if result[index] <= limit { break }
            result[index] = limit
            limit = limit.advanced(byMilliseconds: -1)
        }
        return result
    }
}
