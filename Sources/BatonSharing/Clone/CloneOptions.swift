/// How a session is to be cloned.
public struct CloneOptions: Sendable {
    /// Where the session is put.
    public enum Layout: String, Sendable, CaseIterable {
        /// In the folder of the target project, under a UUID: what the agent finds.
        case project
        /// In a folder of the author's project name, under the author's id, as the format's original tool did.
        case name
    }

    /// The directory to continue in; the working directory when there is none.
    public var project: String?
    /// Where the session is put.
    public var layout: Layout

    /// Whether subagents and spilled results are installed too.
    public var withSides = true
    /// The agent that is to continue.
    public var target = Target.claudeCode
    /// Whether a session of this machine is copied, and no share.
    public var isLocal = false

    /// An agent that sessions are written for.
    public enum Target: String, Sendable, CaseIterable {
        /// Claude Code.
        case claudeCode = "claude-code"
        /// OpenAI's Codex.
        case codex
    }

    /// Options for a clone.
    public init(project: String? = nil, layout: Layout = .project) {
        self.project = project
        self.layout = layout
    }
}
