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
        guard let directories else { return try allFolders().flatMap { transcripts(in: $0) } }
        return try folders(ofProjects: directories.map { Paths.realAsFarAsThere($0) }).flatMap {
            transcripts(in: $0)
        }
    }

    /// The folders of all projects; one that is linked under a second name counts once.
    private func allFolders() throws -> [String] {
        var seen: Set<String> = []
        let folders = try Files.names(in: projectsDirectory).map { Paths.join(projectsDirectory, $0) }
        let links = Set(folders.filter { Files.linkStatus($0)?.kind == .link })
        if links.isEmpty { return folders }
        return folders.filter { !links.contains($0) && seen.insert(Paths.real($0) ?? $0).inserted }
            + links.sorted().filter { Paths.real($0).map { seen.insert($0).inserted } ?? false }
    }

    /// The folders that are there for some projects, by their real paths.
    ///
    /// Versions up to 2.0.53 did not cut long names, and 2.1.81 composed letters before it made a name (Unicode's form C)
    /// and cut with another hash. So when there is no folder of today's name or the whole one, folders are looked into: one
    /// whose latest session ran in a project is of that project.
    private func folders(ofProjects directories: [String]) throws -> [String] {
        var seen: Set<String> = []
        let named = directories.flatMap {
            [folder(forProject: $0), Paths.join(projectsDirectory, ProjectFolder.wholeName(of: $0))]
        }.filter { seen.insert($0).inserted && Files.isDirectory($0) }
        if !named.isEmpty { return named }
        var long: Set<String> = []
        for directory in directories where directory.utf16.count > ProjectFolder.longestName {
            long.insert(ProjectFolder.beginning(of: directory))
        }
        let names = try Files.names(in: projectsDirectory)
        // A name that was cut tells the directory before all others.
        let isCutName = { (name: String) in long.contains(ProjectFolder.beginning(ofName: name)) }
        for some in [names.filter(isCutName), names.filter { !isCutName($0) }] {
            let found = some.map { Paths.join(projectsDirectory, $0) }.filter { folder in
                guard
                    let latest = transcripts(in: folder).max(by: { $0.status.modified < $1.status.modified }),
                    let cwd = try? Self.session(of: latest).cwd
                else { return false }
                // Equal as Swift's strings are: composed and decomposed letters are the same.
                return directories.contains(cwd)
            }
            if !found.isEmpty { return found }
        }
        return []
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

    /// The transcripts of a session id, in any project: one for each copy of it.
    func transcripts(ofSession id: String) throws -> [TranscriptFile] {
        try paths(ofSession: id).compactMap { path in
            guard let status = Files.status(path), status.kind == .file else { return nil }
            return TranscriptFile(agent: Self.agent, path: path, id: id, status: status)
        }
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
