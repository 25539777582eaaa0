public import Platform

/// Where one agent keeps its sessions, and how its transcripts are read.
///
/// All that is behind it works on Claude Code's records. A transcript of another agent is translated into such records,
/// in memory, when it is opened: exporters, redaction and clones know one format.
public protocol AgentStore: Sendable {
    /// The agent's name in ``Session/agent``, such as `claude-code`.
    static var agent: String { get }

    /// The store that the environment names.
    init(_ context: Context)

    /// The transcripts of the given projects, or of all when there is no list, unsorted.
    ///
    /// Found by names and file status. A store whose names do not tell the project looks at the beginning of the files
    /// when projects are asked for. What cannot be read is left out.
    func transcripts(inProjects directories: [String]?) throws -> [TranscriptFile]

    /// Whether a file is a transcript of this agent, by what it begins with; never by its name.
    static func recognizes(_ head: TranscriptHead) -> Bool

    /// What a list shows of a transcript, from at most 64 KiB at both ends where the format allows it.
    static func session(of file: TranscriptFile) throws -> Session

    /// The transcript as Claude Code's records, one a line; `nil` when the file holds such records itself.
    ///
    /// - Throws: ``SessionError``, and ``PlatformError`` when the file cannot be read.
    static func records(of session: Session) throws -> [UInt8]?
}

extension AgentStore {
    /// Sessions of the given projects, or of all when there is no list, the latest changed first.
    ///
    /// A file that cannot be read is left out.
    public func sessions(inProjects directories: [String]? = nil) throws -> [Session] {
        try transcripts(inProjects: directories).compactMap { try? Self.session(of: $0) }.latestFirst()
    }
}

extension [Session] {
    /// The sessions in the order of the agents' own lists.
    func latestFirst() -> [Session] {
        sorted { ($0.modified, $0.updated, $1.id) > ($1.modified, $1.updated, $0.id) }
    }
}
