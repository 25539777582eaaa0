internal import BatonSessions
internal import Platform

/// A session cut into parts of equal length, with what happened in each.
struct TimelineParts {
    /// What happened in one part.
    struct Part {
        /// Number of the first message in it, from 1 on.
        let firstMessage: Int
        let time: Timestamp?
        var messages = 0
        var calls = 0
        var output = 0
        /// The most tokens that the model read at once.
        var context = 0
    }

    /// Parts in which there are messages, by their places from 0 up to ``count``.
    private(set) var parts: [(place: Int, part: Part)] = []
    /// How many parts there are, empty ones too.
    let count: Int
    /// Where time was left out, in parts from the beginning.
    private(set) var gaps: [Double] = []

    private static let mostParts = 48
    /// Pauses beyond that many milliseconds are shortened to it: nights would leave no room for the work.
    static let longestPause: Int64 = 10 * 60 * 1000

    init(_ messages: [MessageOutline]) {
        // Without times, or where they stand still, messages follow each other at equal distances.
        var clock: Int64 = 0
        var clocks: [Int64] = []
        clocks.reserveCapacity(messages.count)
        var pauses: [Int64] = []
        var last: Timestamp?
        for message in messages {
            if let time = message.timestamp {
                let step = last.map { time.milliseconds - $0.milliseconds } ?? 0
                if step > Self.longestPause { pauses.append(clock) }
                clock += min(max(0, step), Self.longestPause)
                last = max(time, last ?? time)
            }
            clocks.append(clock)
        }
        let isTimed = clock > 0
        let length = isTimed ? clock + 1 : Int64(max(1, messages.count))
        count = min(Self.mostParts, max(1, messages.count))
        gaps = isTimed ? pauses.map { Double($0) * Double(count) / Double(length) } : []
        for (number, message) in messages.enumerated() {
            let place = Int((isTimed ? clocks[number] : Int64(number)) * Int64(count) / length)
            if parts.last?.place != place {
                parts.append((place, Part(firstMessage: number + 1, time: message.timestamp)))
            }
            let index = parts.count - 1
            parts[index].part.messages += 1
            parts[index].part.calls += message.callCount
            parts[index].part.output += message.outputTokens
            parts[index].part.context = max(parts[index].part.context, message.contextTokens)
        }
    }
}
