public import Platform

/// When a share should go away, as people say it.
public enum ExpiryTime {
    /// A moment to come: how long from now, such as `7d`, a day, which counts to its end, or a time; `nil` for another
    /// text and for what is over.
    public static func moment(_ text: String, now: Timestamp) -> Timestamp? {
        let moment =
            SessionTime.span(text).map { now.advanced(byMilliseconds: $0) }
            ?? SessionTime.moment(text, now: now, endsDay: true)
        return moment.flatMap { $0 > now ? $0 : nil }
    }

    /// What such a text must be, for messages.
    public static let words = "must be a time to come, a day, or how long it should stay, such as '7d'"
}
