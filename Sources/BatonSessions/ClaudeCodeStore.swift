internal import JSON
public import Platform

/// Claude Code's sessions on this machine: `projects/<folder>/<id>.jsonl` under its configuration directory.
public struct ClaudeCodeStore: AgentStore {
    /// The agent's name in ``Session/agent``.
    public static let agent = "claude-code"

    private let context: Context

    /// The store that the environment names: `CLAUDE_CONFIG_DIR`, or `~/.claude`.
    public init(_ context: Context) { self.context = context }

    /// The agent's configuration directory.
    ///
    /// An empty variable counts as not set.
    public var configurationDirectory: String {
        context.variable("CLAUDE_CONFIG_DIR").map { context.path($0) }
            ?? Paths.join(context.homeDirectory, ".claude")
    }

    /// The folder that holds one folder a project.
    public var projectsDirectory: String { Paths.join(configurationDirectory, "projects") }

    /// The folder of a project's sessions.
    ///
    /// `CLAUDE_CODE_PROJECT_DIR_NAME` replaces the name when `CLAUDE_CONFIG_DIR` is set too, as in the agent.
    public func folder(forProject realPath: String) -> String {
        if context.variable("CLAUDE_CONFIG_DIR") != nil,
            let name = context.variable("CLAUDE_CODE_PROJECT_DIR_NAME"),
            SafeName.isValid(name)
        {
            return Paths.join(projectsDirectory, name)
        }
        return Paths.join(projectsDirectory, ProjectFolder.name(of: realPath))
    }

    /// The transcripts of the given projects, or of all when there is no list, unsorted.
    ///
    /// A project's folder that cannot be read is left out.
    public func transcripts(inProjects directories: [String]?) throws -> [TranscriptFile] {
        let folders: [String]
        if let directories {
            var seen: Set<String> = []
            folders = directories.map { folder(forProject: Paths.realAsFarAsThere($0)) }.filter {
                seen.insert($0).inserted
            }
        } else {
            folders = try Files.names(in: projectsDirectory).map { Paths.join(projectsDirectory, $0) }
        }
        return folders.flatMap { transcripts(in: $0) }
    }

    /// Whether a file holds lines of Claude Code.
    ///
    /// The first message tells: its content is as the Messages API has it, where Qwen Code's similar lines have parts.
    /// Without one, any other line of a session does.
    public static func recognizes(_ head: TranscriptHead) -> Bool {
        for line in head.lines {
            guard let message = line["message"], message.kind == .object, line["type"]?.kind == .string else {
                continue
            }
            if line["type"]?.equals("user") == true || line["type"]?.equals("assistant") == true {
                return message["parts"] == nil && (message["content"] != nil || message["role"] != nil)
            }
        }
        return head.lines.contains(where: isRecord)
    }

    /// What a list shows of a transcript, from 64 KiB at both ends.
    public static func session(of file: TranscriptFile) throws -> Session {
        try SessionPeek.session(at: file.path, id: file.id, status: file.status)
    }

    /// Nothing: the file holds the records itself.
    public static func records(of session: Session) -> [UInt8]? { nil }

    /// Whether a line is one of those beside the messages.
    private static func isRecord(_ line: JSONValue) -> Bool {
        guard let type = line["type"], type.kind == .string else { return false }
        if type.equals("summary") { return line["leafUuid"] != nil }
        if type.equals("file-history-snapshot") { return true }
        return line["sessionId"]?.kind == .string && line["payload"] == nil && line["systemPayload"] == nil
    }

    /// Where a session id is, in any project.
    public func paths(ofSession id: String) throws -> [String] {
        try Files.names(in: projectsDirectory).map {
            Paths.join(Paths.join(projectsDirectory, $0), id + ".jsonl")
        }
        .filter { Files.linkStatus($0) != nil }
    }

    /// The session that a running agent with one of these process ids works on.
    ///
    /// Claude Code keeps `sessions/<pid>.json` with a `sessionId` while it runs.
    func runningSession(ofProcesses processes: [Int32]) -> String? {
        for process in processes {
            let path = Paths.join(configurationDirectory, "sessions/\(process).json")
            guard let bytes = try? Files.read(path, limit: 1 << 20),
                let id = RunningSession.id(in: bytes)
            else { continue }
            return id
        }
        return nil
    }

    private func transcripts(in folder: String) -> [TranscriptFile] {
        ((try? Files.names(in: folder)) ?? []).compactMap { name in
            // Versions up to 2.1.1 kept subagents beside the main file.
            guard Paths.fileExtension(name) == "jsonl", !name.hasPrefix("agent-"), !name.hasPrefix(".") else {
                return nil
            }
            let path = Paths.join(folder, name)
            guard let status = Files.status(path), status.kind == .file else { return nil }
            return TranscriptFile(agent: Self.agent, path: path, id: Paths.stem(name), status: status)
        }
    }
}
