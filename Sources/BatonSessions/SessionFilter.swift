public import Platform

/// Which sessions are asked for.
public struct SessionFilter: Sendable {
    /// Directories of the projects whose sessions count; `nil` for all projects.
    public var projects: [String]?
    /// Names of the agents whose sessions count, as in ``SessionStores/agents``; `nil` for all.
    public var agents: Set<String>?
    /// The earliest time of the last record.
    public var since: Timestamp?
    /// The latest time of the last record.
    public var until: Timestamp?
    /// At most so many sessions.
    public var limit = Int.max

    /// Sessions of some projects, or of all.
    public init(projects: [String]? = nil) { self.projects = projects }

    /// Whether sessions count that the agent's own list hides: those that programs ran, and files that begin inside of a
    /// subagent.
    public var includesHidden = true

    func includes(_ session: Session) -> Bool {
        if !includesHidden, session.isSubagent || session.isHeadless { return false }
        return since.map { session.updated >= $0 } ?? true && until.map { session.updated <= $0 } ?? true
    }
}

extension SessionStores {
    /// The sessions that are asked for, the latest changed first.
    ///
    /// No more files are read than it takes to fill the limit; one that cannot be read is left out.
    ///
    /// - Throws: ``PlatformError`` when a store is there and cannot be listed.
    public func sessions(_ filter: SessionFilter) throws -> [Session] {
        let files = try transcripts(inProjects: filter.projects, agents: filter.agents)
        return try SessionList.sessions(in: files, limit: filter.limit, where: filter.includes)
    }
}
