public import BatonSessions

/// A session that had a part in a commit, with what speaks for it.
public struct SessionMatch: Sendable {
    /// The session.
    public let session: Session
    /// How sure it is, from 0 to 1.
    public let score: Double
    /// What speaks for it, the strongest first.
    public let reasons: [MatchReason]
    /// Paths from the top level that it shares with the commit, sorted.
    public let files: [String]
    /// Whether the commit, its note or the local link names the session.
    public var isRecorded: Bool { reasons.contains { $0.kind == .recorded } }

    /// A match from its parts.
    public init(session: Session, score: Double, reasons: [MatchReason], files: [String]) {
        self.session = session
        self.score = score
        self.reasons = reasons
        self.files = files
    }
}

/// One thing that speaks for a session.
public struct MatchReason: Sendable, Equatable {
    /// What sort of thing it is, the strongest first.
    public enum Kind: String, Sendable, CaseIterable {
        /// The commit, its note or the local link names the session.
        case recorded
        /// The session ran the command that made the commit, or the commit that became this one.
        case committed
        /// The session wrote lines that the commit adds, or removed lines that it removes.
        case content
        /// The session changed files of the commit whose lines cannot be compared.
        case files
        /// The session's changes were made shortly before the commit.
        case time
        /// The session worked on the branch.
        case branch
        /// The session ran in the repository or in a directory that belongs to it.
        case directory
    }

    /// What sort of thing it is.
    public let kind: Kind
    /// One sentence without a capital or a full stop, and without text of the transcript.
    public let text: String

    /// A reason.
    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}
