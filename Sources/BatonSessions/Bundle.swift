public import Platform

/// A shared session: the portable JSON document, or a raw transcript, read as foreign input.
///
/// What stands in ``conversation`` and ``origin`` is checked and safe to print; the messages are views of the parsed
/// document and keep their texts as they came.
public struct Bundle: Sendable {
    /// What the reader takes.
    public struct Limits: Sendable {
        /// Bytes of the file.
        public var bytes = 512 << 20
        /// Messages of the conversation.
        public var messages = 1_000_000
        /// Content blocks of one message.
        public var blocks = 10_000

        /// The default limits.
        public init() {}
    }

    /// Facts on the conversation as a whole; texts are single lines of at most 200 characters without control or
    /// bidirectional characters.
    public struct Conversation: Sendable, Equatable {
        /// The session's id on the author's machine: 1 to 64 characters of `[A-Za-z0-9_-]`.
        public var id: String
        /// Name of the author's project.
        public var project: String?
        /// The session's title.
        public var title: String?
        /// Directory on the author's machine.
        public var cwd: String?
        /// Branch of the author's repository.
        public var branch: String?
        /// Model of the last answer.
        public var model: String?
        /// Which agent wrote the session.
        public var agent: String?
        /// When the session began.
        public var created: Timestamp?
        /// When it was last worked on.
        public var lastModified: Timestamp?
        /// Messages of the whole session, of which the bundle may hold the last ones only.
        public var totalMessageCount: Int?
        /// Whether messages were left out.
        public var wasLimited = false
    }

    /// Where the file comes from; texts as in ``Conversation-swift.struct``.
    public struct Origin: Sendable, Equatable {
        /// When it was exported.
        public var exportedAt: Timestamp?
        /// The program that exported it.
        public var tool: String?
        /// That program's version of the format.
        public var version: String?
        /// A note of the author.
        public var description: String?
    }

    /// `version` of the format; an empty text for a raw transcript.
    public internal(set) var version: String
    /// Facts on the conversation.
    public internal(set) var conversation: Conversation
    /// Where the file comes from.
    public internal(set) var origin: Origin
    /// The messages in their order; never empty.
    public internal(set) var messages: [BundleMessage]
    /// Elements of the list of messages that are none.
    public internal(set) var unreadableMessages: Int
    /// Subagents and spilled results beside the conversation.
    public internal(set) var sides = Sides()
    /// Lines of a raw transcript by their type, messages left out.
    public internal(set) var otherLines: [String: Int] = [:]
    /// What the reader wondered about, as sentences.
    public internal(set) var warnings: [String]

    /// Whether an agent other than Claude Code wrote the session.
    public var isForeign: Bool { conversation.agent.map { $0 != ClaudeCodeStore.agent } ?? false }

    /// Whether the file is a raw transcript of the agent.
    public var isTranscript: Bool { version.isEmpty }
}
