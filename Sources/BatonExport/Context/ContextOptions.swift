/// The parts that a context page has for each session, in the order in which they stand unless asked otherwise.
public enum ContextSection: String, Sendable, CaseIterable {
    /// What the person asked, in order.
    case prompts
    /// Final answers, accepted plans, answers to questions, the list of things to do.
    case decisions
    /// Files that were changed, and how often.
    case files
    /// Tests, builds and checks, and how they ended.
    case commands
    /// What was tried and given up: undone edits, failures that another way followed, rejections, interruptions.
    case dropped
    /// What the records leave open.
    case open

    /// The heading of the part.
    var heading: String {
        switch self {
        case .prompts: "What was asked"
        case .decisions: "What was decided"
        case .files: "Which files changed"
        case .commands: "Tests and builds"
        case .dropped: "What was tried and dropped"
        case .open: "What is open"
        }
    }

    /// The noun for its entries.
    var noun: String {
        switch self {
        case .prompts: "prompt"
        case .decisions: "decision"
        case .files: "file"
        case .commands: "command"
        case .dropped: "attempt"
        case .open: "open end"
        }
    }
}

/// What a context page shows.
public struct ContextOptions: Sendable {
    /// The page's title; a count of the sessions when there is none.
    public var title: String?
    /// Markdown in front of the sessions.
    public var preface: String?
    /// The parts of each session, in their order.
    public var sections = ContextSection.allCases
    /// The most code points of the page; `nil` for no bound but those of single texts.
    public var budget: Int?

    /// The smallest budget that holds the head of a page (code points).
    public static let leastBudget = 2000

    /// The defaults: all parts, no bound.
    public init() {}
}
