/// One reason why a session does not show up, or does not continue as it should.
public struct SessionFinding: Sendable, Equatable {
    /// How much it matters.
    public enum Severity: String, Sendable, CaseIterable {
        /// The agent's list does not show the session, or it cannot be continued.
        case hidden
        /// Some versions of the agent lose a part of it.
        case risk
        /// What is good to know.
        case note
    }

    /// A stable word for it.
    public enum Code: String, Sendable, CaseIterable {
        case otherAgent = "other_agent"
        case outsideStore = "outside_store"
        case subagentFile = "subagent_file"
        case fileName = "file_name"
        case otherFolder = "other_folder"
        case noDirectory = "no_directory"
        case elsewhere
        case copies
        case noConversation = "no_conversation"
        case sidechainFirst = "sidechain_first"
        case headless
        case noLinks = "no_links"
        case brokenChain = "broken_chain"
        case cycle
        case notResumed = "not_resumed"
        case noTimes = "no_times"
        case timeOrder = "time_order"
        case noTitle = "no_title"
        case badLines = "bad_lines"
        case textAnswer = "text_answer"
        case noModel = "no_model"
        case otherID = "other_id"
        case old
        case index
    }

    /// What it is.
    public let code: Code
    /// How much it matters.
    public let severity: Severity
    /// One sentence that says what was found.
    public let text: String
    /// What to do about it.
    public let remedy: String?

    init(_ code: Code, _ severity: Severity, _ text: String, _ remedy: String? = nil) {
        self.code = code
        self.severity = severity
        self.text = text
        self.remedy = remedy
    }
}
