internal import Platform

/// Why a comment could not be kept.
///
/// No case holds a text of the comment, or what a program printed.
public enum ForgeError: Error, Sendable, Equatable {
    /// The program is not on the `PATH`.
    case notInstalled(Forge)
    /// The program knows no account for the host.
    case notSignedIn(Forge, host: String)
    /// Nothing tells which kind of forge the repository is at; `host` is that of its remote.
    case unknownForge(host: String?)
    /// The repository has no remote with an address.
    case noRemote
    /// HEAD is on no branch.
    case noBranch
    /// The branch has no open pull request.
    case noRequest(Forge, branch: String)
    /// The pull request was merged or closed.
    case requestClosed(Forge, number: Int)
    /// The forge could not be reached.
    case noNetwork(Forge, host: String)
    /// The forge refused; `status` is that of HTTP.
    case refused(Forge, action: String, status: Int)
    /// The program failed in another way.
    case failed(Forge, action: String, status: Int)
    /// The program ran longer than it may.
    case timedOut(Forge, seconds: Double)
    /// What the program printed is not what the forge's interface describes.
    case badAnswer(Forge, action: String)
    /// The comment is longer than it may be, in code points or in bytes.
    case tooLong(count: Int, limit: Int, unit: String)
    /// The name of the comment cannot stand in its marker.
    case badName(String)
}

extension ForgeError: CustomStringConvertible {
    /// One sentence that names what failed.
    public var description: String {
        switch self {
        case .notInstalled(let forge):
            "program '\(forge.program)' was not found on the PATH, and \(forge.name) is reached through it"
        case .notSignedIn(let forge, let host):
            "'\(forge.program)' is not signed in to \(host)"
        case .unknownForge(let host):
            host.map { "nothing tells whether '\($0)' is GitHub or GitLab" }
                ?? "the address of the remote names no host"
        case .noRemote: "this repository has no remote, so its branch has no pull request"
        case .noBranch: "no branch is checked out, so there is no pull request"
        case .noRequest(let forge, let branch): "branch '\(branch)' has no open \(forge.request)"
        case .requestClosed(let forge, let number): "\(forge.request) \(number) is not open any more"
        case .noNetwork(let forge, let host): "\(forge.name) could not be reached at \(host)"
        case .refused(let forge, let action, let status):
            "\(forge.name) refused to \(action) (HTTP status \(status))"
        case .failed(let forge, let action, let status):
            "'\(forge.program)' failed to \(action) (exit status \(status))"
        case .timedOut(let forge, let seconds):
            "'\(forge.program)' ran longer than \(Int(seconds)) seconds and was ended"
        case .badAnswer(let forge, let action):
            "the answer of \(forge.name) when asked to \(action) is not understood"
        case .tooLong(let count, let limit, let unit):
            "the comment has \(count) \(unit), and \(limit) is the most"
        case .badName(let name): "'\(name)' cannot name a comment"
        }
    }

    /// What to do next, when there is something.
    public var hint: String? {
        switch self {
        case .notInstalled(.github): "install it, for example: apt install gh, or: brew install gh"
        case .notInstalled(.gitlab): "install it: https://gitlab.com/gitlab-org/cli#installation"
        case .notSignedIn(let forge, let host):
            "sign in with: \(forge.program) auth login --hostname \(ShellText.word(host))"
        case .unknownForge: "say which with the input 'forge': github or gitlab"
        case .noRemote: "add one with: git remote add origin URL"
        case .noBranch: "check the branch out first"
        case .noRequest(.github, _): "push the branch and open one with: gh pr create"
        case .noRequest(.gitlab, _): "push the branch and open one with: glab mr create"
        case .refused(let forge, _, 403), .refused(let forge, _, 404):
            "see whether your account may comment there: \(forge.program) auth status"
        case .badName: "use letters, digits, spaces, '.', '_', '/' and single '-'"
        case .requestClosed, .noNetwork, .refused, .failed, .timedOut, .badAnswer, .tooLong: nil
        }
    }
}
