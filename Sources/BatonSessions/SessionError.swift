/// Why a session cannot be found or read.
///
/// No case holds text of a transcript but titles and ids of the person's own sessions.
public enum SessionError: Error, Sendable, Equatable {
    /// Nothing matches what was asked for.
    case notFound(selector: String)
    /// There is no session of this project.
    case noneHere(directory: String)
    /// Several sessions match; `matches` holds their ids and titles.
    case ambiguous(selector: String, matches: [String])
    /// The file holds no line that a conversation could be read from.
    case noConversation(path: String, reason: String)
    /// The file is of a form that is not read.
    case notATranscript(path: String)
    /// The file is compressed and cannot be unpacked.
    case damaged(path: String, reason: String)
    /// The file is of an agent that is not read.
    case unreadAgent(path: String, agent: String)
}

extension SessionError: CustomStringConvertible {
    /// One sentence that names what was looked for.
    public var description: String {
        switch self {
        case .notFound(let selector):
            "no session matches '\(selector)'"
        case .noneHere(let directory):
            "no session was found for '\(directory)'"
        case .ambiguous(let selector, let matches):
            "'\(selector)' matches \(matches.count) sessions:\n"
                + matches.map { "  " + $0 }.joined(separator: "\n")
        case .noConversation(let path, let reason):
            "'\(path)' holds no conversation: \(reason)"
        case .notATranscript(let path):
            "'\(path)' is not a transcript"
        case .damaged(let path, let reason):
            "'\(path)' cannot be read: \(reason)"
        case .unreadAgent(let path, let agent):
            "'\(path)' is a transcript of an agent that is not read (it looks like \(agent))"
        }
    }

    /// What to do next.
    public var hint: String? {
        switch self {
        case .notFound: "baton sessions --all lists every session with its id"
        case .noneHere: "name a session by id, or list all with: baton sessions --all"
        case .ambiguous: "name one by its whole id, or by the path of its file"
        case .noConversation, .notATranscript, .damaged: nil
        case .unreadAgent: "these agents are read: " + SessionStores.agents.joined(separator: ", ")
        }
    }
}
