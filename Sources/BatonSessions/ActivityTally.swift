internal import Platform

/// How a session's time went, in milliseconds.
public struct SessionTimes: Sendable, Equatable {
    /// From the first to the last record.
    public var wall: Int64 = 0
    /// Gaps of less than five minutes between records, summed.
    public var active: Int64 = 0
    /// What the agent itself measured of its turns (`system/turn_duration`), summed; 0 when it did not.
    public var measured: Int64 = 0
    /// Prompts that a person gave.
    public var turns = 0
    /// The median of the times from a prompt to the last message before the next one; `nil` without turns.
    public var medianTurn: Int64?

    /// No time at all.
    public init() {}
}

/// Adds up times, line by line.
struct ActivityTally: Sendable {
    private var times = SessionTimes()
    private var first: Int64?
    private var latest: Int64 = .min
    private var turnStart: Int64?
    private var turnEnd: Int64 = .min
    private var turns: [Int64] = []

    /// A longer gap is a pause.
    private static let pause: Int64 = 5 * 60 * 1000

    /// Adds the time of a record; times that go backwards add nothing.
    ///
    /// Only a message can end a turn: the agent writes remarks of its own hours later.
    mutating func add(_ time: Timestamp?, isMessage: Bool) {
        guard let time = time?.milliseconds else { return }
        if first == nil { first = time }
        // Foreign times may be anywhere: differences are taken with overflow in mind.
        let (gap, overflows) = time.subtractingReportingOverflow(latest)
        if latest != .min, !overflows, gap > 0, gap < Self.pause { times.active += gap }
        latest = max(latest, time)
        if isMessage { turnEnd = max(turnEnd, time) }
    }

    /// A person's prompt begins a turn.
    mutating func beginTurn(_ time: Timestamp?) {
        endTurn()
        times.turns += 1
        turnStart = time?.milliseconds
        turnEnd = time?.milliseconds ?? .min
    }

    /// A duration that the agent measured.
    mutating func addMeasured(milliseconds: Int64) {
        times.measured += min(max(0, milliseconds), 1 << 40)
    }

    private mutating func endTurn() {
        guard let start = turnStart else { return }
        let (duration, overflows) = turnEnd.subtractingReportingOverflow(start)
        turns.append(overflows ? 0 : max(0, duration))
        turnStart = nil
    }

    var result: SessionTimes {
        var copy = self
        copy.endTurn()
        var result = copy.times
        if let first, latest > first { result.wall = latest.subtractingReportingOverflow(first).partialValue }
        let sorted = copy.turns.sorted()
        if !sorted.isEmpty {
            let middle = sorted.count / 2
            result.medianTurn =
                sorted.count % 2 == 1
                ? sorted[middle]
                : sorted[middle - 1].addingReportingOverflow(sorted[middle]).partialValue / 2
        }
        return result
    }
}
