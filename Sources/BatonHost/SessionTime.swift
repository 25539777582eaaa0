public import Platform

/// Moments as people name them.
public enum SessionTime {
    private static let units: [Character: Int64] = [
        "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]

    /// A moment: `2026-02-28`, `today`, `yesterday`, `2026-02-28T10:30:15Z`, or a time before `now` such as `12h` or `7d`;
    /// `nil` for another text.
    ///
    /// A day stands for its beginning in UTC, or its end when `endsDay`.
    public static func moment(_ text: String, now: Timestamp, endsDay: Bool = false) -> Timestamp? {
        if let days: Int64 = ["today": 0, "yesterday": 1][text] {
            return moment(now.advanced(byMilliseconds: -days * 86_400_000).date, now: now, endsDay: endsDay)
        }
        if let moment = Timestamp(text) { return moment }
        if text.utf8.count == 10 { return Timestamp(text + (endsDay ? "T23:59:59.999Z" : "T00:00:00Z")) }
        return span(text).map { now.advanced(byMilliseconds: -$0) }
    }

    /// A length of time such as `12h` or `7d`, in milliseconds; `nil` for another text.
    static func span(_ text: String) -> Int64? {
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0,
            count <= 1_000_000
        else { return nil }
        return count * unit
    }
}
