/// A line of a context page, or a text of some lines, in forms of which each says more than the one before.
struct ContextEntry {
    /// The Markdown of its forms, the shortest first; list items without a line end behind them.
    let forms: [[UInt8]]
    /// How much it matters among the entries of its part of the session: those of lower ranks stay longer.
    var rank = 0

    init(_ forms: [[UInt8]], rank: Int = 0) {
        self.forms = forms
        self.rank = rank
    }

    init(_ line: String, rank: Int = 0) { self.init([Array(line.utf8)], rank: rank) }
}

/// The entries of one part of a session, in the order in which they are shown.
struct ContextList {
    private(set) var entries: [ContextEntry] = []
    /// Entries that were there and are not kept, whatever the budget.
    private(set) var forgotten = 0

    init(_ entries: [ContextEntry] = [], forgotten: Int = 0) {
        self.entries = entries
        self.forgotten = forgotten
    }
}
