public import Platform

/// Claude Code's sessions on this machine: `projects/<folder>/<id>.jsonl` under its configuration directory.
public struct ClaudeCodeStore: Sendable {
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

    /// Sessions of the given projects, or of all when there is no list, the latest changed first.
    ///
    /// A file or a project's folder that cannot be read is left out.
    public func sessions(inProjects directories: [String]? = nil) throws -> [Session] {
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
            .compactMap { try? SessionPeek.session(at: $0.path, id: $0.id, status: $0.status) }
            .sorted { ($0.modified, $0.updated, $1.id) > ($1.modified, $1.updated, $0.id) }
    }

    /// Where a session id is, in any project.
    public func paths(ofSession id: String) throws -> [String] {
        try Files.names(in: projectsDirectory).map {
            Paths.join(Paths.join(projectsDirectory, $0), id + ".jsonl")
        }
        .filter { Files.linkStatus($0) != nil }
    }

    /// Names of the transcripts of all projects: path, id and file status, unsorted.
    func allTranscripts() throws -> [(path: String, id: String, status: FileStatus)] {
        try Files.names(in: projectsDirectory).flatMap { transcripts(in: Paths.join(projectsDirectory, $0)) }
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

    private func transcripts(in folder: String) -> [(path: String, id: String, status: FileStatus)] {
        ((try? Files.names(in: folder)) ?? []).compactMap { name in
            // Versions up to 2.1.1 kept subagents beside the main file.
            guard Paths.fileExtension(name) == "jsonl", !name.hasPrefix("agent-"), !name.hasPrefix(".") else {
                return nil
            }
            let path = Paths.join(folder, name)
            guard let status = Files.status(path), status.kind == .file else { return nil }
            return (path, Paths.stem(name), status)
        }
    }
}
