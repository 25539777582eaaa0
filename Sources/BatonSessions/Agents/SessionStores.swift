public import Platform

/// The stores of all agents that are read, as one.
public struct SessionStores: Sendable {
    /// The kinds of stores, in the order in which a file is offered to them.
    static let kinds: [any AgentStore.Type] = [
        ClaudeCodeStore.self, CodexStore.self, GeminiStore.self, OpenCodeStore.self,
    ]

    private let stores: [any AgentStore]

    /// The stores that the environment names.
    public init(_ context: Context) {
        stores = Self.kinds.map { $0.init(context) }
    }

    /// The names of the agents whose transcripts are read.
    public static var agents: [String] { kinds.map { $0.agent } }

    /// The transcripts of the given projects, or of all when there is no list, unsorted.
    public func transcripts(
        inProjects directories: [String]? = nil,
        agents: Set<String>? = nil
    ) throws -> [TranscriptFile] {
        try stores.filter { agents?.contains(type(of: $0).agent) ?? true }
            .flatMap { try $0.transcripts(inProjects: directories) }
    }

    /// Sessions of the given projects, or of all when there is no list, the latest changed first.
    ///
    /// A file that cannot be read is left out.
    public func sessions(inProjects directories: [String]? = nil) throws -> [Session] {
        try SessionList.sessions(in: transcripts(inProjects: directories))
    }

    /// What a list shows of a transcript.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read.
    public static func session(of file: TranscriptFile) throws -> Session {
        try kind(ofAgent: file.agent).session(of: file)
    }

    /// The session in a file that need not be in a store; its agent is told by its content.
    ///
    /// A file of no known form counts as one of Claude Code, whose reader says what is missing.
    ///
    /// - Throws: ``SessionError/unreadAgent(path:agent:)``, ``SessionError/notATranscript(path:)``, and ``PlatformError``
    ///   when there is no file that can be read.
    public static func session(atPath path: String) throws -> Session {
        guard let status = Files.status(path) else {
            throw PlatformError.file(operation: "open", path: path, errno: 2)
        }
        guard status.kind == .file else { throw PlatformError.notAFile(path: path) }
        let head = try TranscriptHead(path)
        let kind = kinds.first { $0.recognizes(head) }
        if kind == nil, let other = UnreadAgent(head) {
            throw SessionError.unreadAgent(path: path, agent: other.name)
        }
        let found = kind ?? ClaudeCodeStore.self
        let file = TranscriptFile(agent: found.agent, path: path, id: Paths.stem(path), status: status)
        return try found.session(of: file)
    }

    /// The kind of store that reads an agent's transcripts; Claude Code's for a name that is not known.
    static func kind(ofAgent name: String) -> any AgentStore.Type {
        kinds.first { $0.agent == name } ?? ClaudeCodeStore.self
    }
}
