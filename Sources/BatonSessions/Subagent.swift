internal import JSON
public import Platform

/// An agent that worked for a session's own agent: its task and where its messages are.
///
/// What it holds comes from the transcript and from files beside it, and may say anything.
public struct Subagent: Sendable {
    /// The agent's id: 1 to 64 characters of `[A-Za-z0-9_-]`; made up (`inline-1`) for one that has none.
    public let id: String
    /// What sort of agent it is, such as `Explore`.
    public internal(set) var type: String?
    /// Its task in a few words.
    public internal(set) var description: String?
    /// Id of the tool call that started it, when one is known: of the session's own or of another subagent.
    public internal(set) var toolUseID: String?
    /// Id of the subagent that started it; `nil` when the session's own agent did, or nobody knows.
    public internal(set) var parentID: String?
    /// Name of the workflow's run that it was a part of.
    public let workflow: String?
    /// The time of its first line that has one.
    public let started: Timestamp?

    let source: Source
    /// What its first prompt is known by.
    let prompt: RecordKey?

    /// Where its lines are.
    enum Source: Sendable {
        /// In a file of its own.
        case file(OpenDirectory, name: String)
        /// Among the lines of the session.
        case records([Int32])
    }

    let owner: Transcript

    /// Its messages, in the order of the file.
    ///
    /// The file is opened anew by each call, and closed when nobody holds the conversation.
    ///
    /// - Throws: ``SessionError/noConversation(path:reason:)`` when there are none, `PlatformError` when the file
    ///   cannot be read or is larger than ``SubagentLimits/fileBytes``.
    public func conversation() throws -> Conversation {
        switch source {
        case .records(let numbers): return try owner.conversation(.full, scope: .records(numbers))
        case .file: return try transcript().conversation(.full, scope: .file)
        }
    }

    /// The transcript that its lines stand in: its own, or the session's.
    func transcript() throws -> Transcript {
        guard case .file(let folder, let name) = source else { return owner }
        let file = try folder.reader(name)
        guard file.size <= SubagentLimits.fileBytes else {
            throw PlatformError.tooLarge(path: Paths.join(folder.path, name), limit: SubagentLimits.fileBytes)
        }
        var session = owner.session
        session.id = id
        session.path = Paths.join(folder.path, name)
        session.title = description
        session.customTitle = nil
        session.bytes = file.size
        return try Transcript(session, reading: file, sideFolder: owner.sideFolder)
    }

    /// Whether a tool of that name starts a subagent: `Agent`, called `Task` before 2.1.63.
    static func isCall(_ name: JSONValue) -> Bool { name.equals("Task") || name.equals("Agent") }
}

/// What is looked at of subagents' files.
public enum SubagentLimits {
    /// The most subagents that one session is taken to have.
    public static let count = 2_000
    /// The largest file of one, in bytes.
    public static let fileBytes = 512 << 20
}

/// The subagents of a session.
public struct SubagentList: Sendable {
    /// By the time of their first lines.
    public let agents: [Subagent]
    /// How many more there are than ``SubagentLimits/count``.
    public let leftOut: Int
}

extension Transcript {
    /// The subagents of the session, by the time of their first lines.
    ///
    /// They are found among the lines of the transcript (versions 1), in files beside it (up to 2.1.1), and in its
    /// own folder; of each file only the beginning is read. Their messages are no messages of the session.
    ///
    /// - Throws: `PlatformError` when the transcript cannot be read. Files of subagents that cannot be read are
    ///   left out.
    public func subagents() throws -> [Subagent] { try subagentList().agents }

    /// The subagents, and how many were left out.
    public func subagentList() throws -> SubagentList { try SubagentFinder(self).list() }
}
