/// What an export wrote.
public struct ExportSummary: Sendable, Equatable {
    /// The name the file gets when none is asked for.
    public var filename: String
    /// The name of the format it is in.
    public var format: String
    /// How much of the conversation is in it.
    public var counts: ContentCounts
    /// Messages in it.
    public var messageCount: Int { counts.messages }
    /// Messages of the whole conversation.
    public var totalMessageCount: Int
    /// Whether older messages were left out.
    public var wasLimited: Bool { messageCount < totalMessageCount }
    /// Secrets that were removed, by rule, in the order of the rules' names.
    public var findings: [RuleCount]
    /// Images that travel; nothing looks into them.
    public var imageCount: Int { counts.images }

    /// What a person should know of the document before it leaves, as sentences without texts of the session.
    public var notes: [String] = []

    /// How often a rule found something.
    public struct RuleCount: Sendable, Equatable {
        /// The rule's name.
        public let rule: String
        /// How many places it changed.
        public let count: Int

        /// A count.
        public init(rule: String, count: Int) {
            self.rule = rule
            self.count = count
        }
    }

    /// All places that were changed.
    public var secretCount: Int { findings.reduce(0) { $0 + $1.count } }
}

/// An export in memory.
public struct Document: Sendable {
    /// The file's bytes.
    public var content: [UInt8]
    /// What it holds.
    public var summary: ExportSummary
}
