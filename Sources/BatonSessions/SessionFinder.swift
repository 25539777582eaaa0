public import Platform

/// Finds the one session that a person means.
public struct SessionFinder: Sendable {
    private let context: Context
    private let store: ClaudeCodeStore
    private let stores: SessionStores
    private let projectDirectories: [String]

    /// A finder.
    ///
    /// `projectDirectories` are the directories that count as this project, the nearest first: the working directory,
    /// the root of its repository, its other worktrees.
    public init(_ context: Context, projectDirectories: [String]) {
        self.context = context
        self.projectDirectories = projectDirectories
        store = ClaudeCodeStore(context)
        stores = SessionStores(context)
    }

    /// The session that `selector` names: `current`, a path of a transcript, an id, a unique beginning of one, or
    /// an exact custom title.
    ///
    /// - Throws: ``SessionError`` when none or several match, ``PlatformError`` when a file cannot be read.
    public func session(_ selector: String) throws -> Session {
        if selector == "current" { return try current() }
        let isPath =
            selector.hasSuffix(".jsonl") || selector.hasSuffix(".jsonl.zst") || selector.hasPrefix("/")
            || selector.hasPrefix(".")
            || selector.hasPrefix("~")
        // A title may hold a slash as well.
        let mayBePath = selector.contains("/") || selector.hasSuffix(".json")
        if isPath || mayBePath && Files.status(context.path(selector)) != nil {
            return try session(atPath: context.path(selector))
        }
        guard !selector.isEmpty else { throw SessionError.notFound(selector: selector) }
        if let session = try byID(selector) { return session }
        let titled = try stores.sessions().filter { $0.customTitle == selector }
        guard let first = titled.first else { throw SessionError.notFound(selector: selector) }
        guard titled.count == 1 else { throw ambiguous(selector, titled) }
        return first
    }

    /// The session in a file that need not be in the store.
    public func session(atPath path: String) throws -> Session {
        try SessionStores.session(atPath: path)
    }

    /// The session this process runs inside; else the one that changed last in this project.
    public func current() throws -> Session {
        if context.variable("CLAUDECODE") == "1", let id = context.variable("CLAUDE_CODE_SESSION_ID"),
            let session = try byExactID(id)
        {
            return session
        }
        if let id = store.runningSession(ofProcesses: context.ancestors()), let session = try byExactID(id) {
            return session
        }
        var filter = SessionFilter(projects: projectDirectories)
        filter.limit = 1
        // A script of this project may ask the agent something all the time; what a person worked on is meant.
        filter.includesHidden = false
        if let newest = try stores.sessions(filter).first { return newest }
        filter.includesHidden = true
        guard let newest = try stores.sessions(filter).first else {
            throw SessionError.noneHere(directory: projectDirectories.first ?? context.workingDirectory)
        }
        return newest
    }

    private func byExactID(_ id: String) throws -> Session? {
        guard SafeName.isValid(id) else { return nil }
        // Its path is known but for the folder, so that not every transcript need be looked at.
        if let session = try latest(of: store.transcripts(ofSession: id)) { return session }
        return try latest(of: stores.transcripts().filter { $0.id == id })
    }

    private func byID(_ text: String) throws -> Session? {
        let matches = try stores.transcripts().filter { $0.id.hasPrefix(text) }
        // An id that is the whole text is meant, however many begin with it.
        let exact = matches.filter { $0.id == text }
        let candidates = exact.isEmpty ? matches : exact
        guard let first = candidates.first else { return nil }
        // One id in several folders is one session, copied along; the latest copy counts.
        if candidates.allSatisfy({ $0.id == first.id && $0.agent == first.agent }) {
            return try latest(of: candidates)
        }
        throw ambiguous(
            text,
            candidates.compactMap { try? SessionStores.session(of: $0) }
        )
    }

    private func latest(of copies: [TranscriptFile]) throws -> Session? {
        try copies.max { $0.status.modified < $1.status.modified }.map { try SessionStores.session(of: $0) }
    }

    private func ambiguous(_ selector: String, _ sessions: [Session]) -> SessionError {
        // Ids of several agents may be the same; then only paths tell them apart.
        let haveOneID = Set(sessions.map(\.id)).count == 1
        return .ambiguous(
            selector: selector,
            matches: sessions.prefix(20).map {
                haveOneID
                    ? "\($0.id)  \($0.updated.date)  \($0.agent)  \($0.path)"
                    : "\($0.id)  \($0.updated.date)  \($0.title ?? "(no title)")"
            }
        )
    }
}
