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
        /// The first of these places; of a script's own document none.
        public let places: [Place]

        /// A count.
        public init(rule: String, count: Int, places: [Place] = []) {
            self.rule = rule
            self.count = count
            self.places = places
        }
    }

    /// Where something was removed.
    public struct Place: Sendable, Hashable {
        /// The number of the message, from 1 in the whole conversation; `nil` for what belongs to none.
        public let message: Int?
        /// The place in the record, such as `message.content[0].text`, or what else the text is.
        public let field: String
        /// At most the public beginning that tells the kind of secret; often empty.
        public let hint: String

        /// A place from its parts.
        public init(message: Int?, field: String, hint: String) {
            self.message = message
            self.field = field
            self.hint = hint
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
