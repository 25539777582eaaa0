/// A kind of place where pull requests are, reached through its own command-line program.
public enum Forge: String, Sendable, CaseIterable {
    /// GitHub and GitHub Enterprise, through `gh`.
    case github
    /// GitLab, through `glab`.
    case gitlab

    /// The program that speaks to it.
    public var program: String {
        switch self {
        case .github: "gh"
        case .gitlab: "glab"
        }
    }

    /// What people call the place.
    public var name: String {
        switch self {
        case .github: "GitHub"
        case .gitlab: "GitLab"
        }
    }

    /// What it calls a request to merge a branch.
    public var request: String {
        switch self {
        case .github: "pull request"
        case .gitlab: "merge request"
        }
    }

    /// The most code points that a comment has unless more is asked for.
    ///
    /// GitHub's own error says 65,536 characters; GitLab's documented limit for a note is 1,000,000.
    public var defaultLimit: Int {
        switch self {
        case .github: 65_536
        case .gitlab: 1_000_000
        }
    }

    /// The most bytes that it takes, whatever is asked for: GitHub stores 262,144 bytes of a comment (measured, see
    /// dead-claudia/github-limits on GitHub), GitLab 1,000,000 characters of up to four bytes.
    public var mostBytes: Int {
        switch self {
        case .github: 262_144
        case .gitlab: 4_000_000
        }
    }
}
