/// What a run of ASCII letters and digits must be like for an expression to be tried at it.
///
/// Runs are found without the pattern engine, which is slow for what has no literal; a shape is told in a few steps.
struct RunShape: Sendable {
    /// Shorter runs are not looked at.
    static let shortest = 16

    /// How long the run is (bytes).
    let lengths: ClosedRange<Int>
    /// What the run begins with.
    let beginning: String
    /// What stands before the run.
    let before: String
    /// What stands behind it.
    let after: String
    /// The expression begins so far before the run (bytes).
    let lead: Int

    init(
        _ lengths: ClosedRange<Int>,
        beginning: String = "",
        before: String = "",
        after: String = "",
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
        lengths.contains(run.count) && run.lowerBound >= lead && stands(beginning, bytes, run.lowerBound)
            && stands(after, bytes, run.upperBound)
            && stands(before, bytes, run.lowerBound - before.utf8.count)
    }

    private func stands(_ text: String, _ bytes: Span<UInt8>, _ index: Int) -> Bool {
        guard index >= 0, index + text.utf8.count <= bytes.count else { return text.isEmpty }
        var index = index
        for byte in text.utf8 {
            if bytes[index] != byte { return false }
            index += 1
        }
        return true
    }
}
