public import Platform

/// What a clone would install, built and checked; nothing is written yet.
///
/// Texts are those of ``Bundle``'s facts: single lines, fit for a terminal.
public struct ClonePlan: Sendable {
    /// The id that the session gets; another process may take it before the plan is carried out.
    public internal(set) var sessionID: String
    /// Where the transcript goes.
    public internal(set) var path: String
    /// Real path of the directory to continue in.
    public let project: String
    /// The session's id on the author's machine.
    public let originalID: String
    /// The session's title, with a number behind it when another session was cloned under it.
    public internal(set) var title: String?
    /// Name of the author's project.
    public let projectName: String?
    /// Model of the last answer.
    public let model: String?
    /// The program that exported the session.
    public let exportTool: String?
    /// When it was exported.
    public let exportedAt: Timestamp?
    /// When the session began on the author's machine, and when it was last worked on.
    public let created: Timestamp?
    /// When it was last worked on.
    public let lastModified: Timestamp?
    /// Messages that are carried over.
    public let messages: Int
    /// Of these, messages of the user, results of tools included.
    public let userMessages: Int
    /// Of these, answers of the model.
    public let assistantMessages: Int
    /// Messages of the whole session, when the bundle tells.
    public let totalMessages: Int?
    /// Calls by the name of the tool.
    public let tools: [String: Int]
    /// Subagents that are installed beside the session.
    public let subagents: Int
    /// Spilled results that are installed beside the session.
    public let toolResults: Int
    /// What is not carried over: ``DropReason`` raw values with counts.
    public let dropped: [String: Int]
    /// What the person should know before saying yes.
    public internal(set) var warnings: [String]
    /// The earlier clone of the same content into the same project, which is still there.
    public internal(set) var existing: CloneRecord?

    /// How the journal names where it was put.
    let layout: String
    let contentHash: String
    let file: CloneFile
    let sides: CloneSides
    /// What is told in a file beside the transcript; `nil` for none.
    let origin: SettingsFile.Origin?
}

/// A session that was cloned, or had been before.
public struct ClonedSession: Sendable, Equatable {
    /// The session's id here.
    public var sessionID: String
    /// Where the transcript is.
    public var path: String
    /// Real path of the directory to continue in.
    public var project: String
    /// The command that continues the session, for a POSIX shell.
    public var resume: String
    /// Messages that were carried over.
    public var messages: Int
    /// Subagents that were installed beside the session.
    public var subagents: Int
    /// Spilled results that were installed beside the session.
    public var toolResults: Int
    /// What was not carried over: ``DropReason`` raw values with counts.
    public var dropped: [String: Int]
    /// What the person should know.
    public var warnings: [String]
    /// Whether the same content had been cloned before, so that nothing was written.
    public var alreadyPresent: Bool
}
