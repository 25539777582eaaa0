/// What a run of ASCII letters and digits must be like for an expression to be tried at it.
///
/// Runs are found without the pattern engine, which is slow for what has no literal; a shape is told in a few steps.
struct RunShape: Sendable {
    /// Shorter runs are not looked at.
    static let shortest = 16

    /// How long the run is (bytes).
    let lengths: ClosedRange<Int>
    /// What the run begins with.
    let beginning: StaticString
    /// What stands before the run.
    let before: StaticString
    /// What stands behind it.
    let after: StaticString
    /// The expression begins so far before the run (bytes).
    let lead: Int

    init(
        _ lengths: ClosedRange<Int>,
        beginning: StaticString = "",
        before: StaticString = "",
        after: StaticString = "",
        lead: Int = 0
    ) {
        precondition(lengths.lowerBound >= Self.shortest, "such runs are not looked at")
        self.lengths = lengths
        self.beginning = beginning
        self.before = before
        self.after = after
        self.lead = lead
    }

    /// Whether the run is like this.
    func fits(_ bytes: Span<UInt8>, _ run: Range<Int>) -> Bool {
        lengths.contains(run.count) && run.lowerBound >= lead && matches(bytes, at: run.lowerBound, beginning)
            && matches(bytes, at: run.upperBound, after)
            && matches(bytes, at: run.lowerBound - before.utf8CodeUnitCount, before)
    }
}
