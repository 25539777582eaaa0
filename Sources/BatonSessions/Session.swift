public import Platform

/// One conversation with a coding agent, as its store on this machine holds it.
///
/// Cheap to make: all of it comes from the file's name, its status and at most 64 KiB at both of its ends.
public struct Session: Sendable, Hashable {
    /// The agent's id of the session; for Claude Code a lower-case UUID, the file's name without `.jsonl`.
    public var id: String
    /// Which agent wrote it, such as `claude-code`.
    public var agent: String
    /// Absolute path of the transcript.
    public var path: String
    /// Name of the project: the last part of ``cwd``, or the name of the folder when no line tells a directory.
    public var project: String
    /// Directory in which the session ran, as the author's machine names it.
    public var cwd: String?
    /// What the agent's own list of sessions would show.
    public var title: String?
    /// The title a person gave, by which a session can be found.
    public var customTitle: String?
    /// Branch of the repository, when the session ran in one.
    public var branch: String?
    /// Model of the last answer near the end of the file.
    public var model: String?
    /// Time of the first record that has one.
    public var started: Timestamp?
    /// Time of the last record that has one, or of the file's last change.
    public var updated: Timestamp
    /// Time of the file's last change, by which agents order their lists.
    public var modified: Timestamp
    /// Size of the transcript in bytes.
    public var bytes: Int
    /// The word by which a person marked it, which the agent's list shows as `#tag`.
    public var tag: String?
    /// Whether the file begins inside of a subagent, so that the agent's own list does not show it: most such files are parts
    /// of other sessions, which nothing resumes.
    public var isSubagent = false
    /// Whether a program ran it and no person (`claude -p` and the agent's libraries), so that the agent's own list does not
    /// show it.
    public var isHeadless = false
}
