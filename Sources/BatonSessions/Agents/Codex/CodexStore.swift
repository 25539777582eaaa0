internal import JSON
public import Platform

/// Codex's rollouts on this machine: `sessions/YYYY/MM/DD/rollout-<time>-<id>.jsonl`, plain or as `.zst`, and those that
/// were archived.
///
/// Names and places are those of openai/codex, `codex-rs/rollout/src/recorder.rs` and `compression.rs`.
public struct CodexStore: AgentStore {
    /// The agent's name in ``Session/agent``.
    public static let agent = "codex"

    private let root: String
    /// Years, months and days lie above a file.
    private static let deepest = 4
    private static let longestBeginning = 512 << 10

    /// The store that the environment names: `CODEX_HOME`, or `~/.codex`.
    public init(_ context: Context) {
        root =
            context.variable("CODEX_HOME").map { context.path($0) }
            ?? Paths.join(context.homeDirectory, ".codex")
    }

    /// The rollouts of the given projects, or of all when there is no list, unsorted.
    ///
    /// Of a rollout that is there both plain and compressed, the plain one counts, as in the agent.
    public func transcripts(inProjects directories: [String]?) throws -> [TranscriptFile] {
        var files: [TranscriptFile] = []
        for folder in ["sessions", "archived_sessions"] { collect(Paths.join(root, folder), 0, &files) }
        guard let directories else { return files }
        let projects = Set(directories.map { Paths.realAsFarAsThere($0) })
        return files.filter { file in
            guard let head = try? TranscriptHead(file.path) else { return false }
            return CodexFacts(head).cwd.map { projects.contains(Paths.realAsFarAsThere($0)) } ?? false
        }
    }

    /// Where the agent would keep a session that began at a time.
    ///
    /// The agent writes local times into names; a clone, which has no time zone, writes UTC.
    public func path(ofNewSession id: String, at time: Timestamp) -> String {
        let day = time.date.split(separator: "-").joined(separator: "/")
        let clock = time.time.split(separator: ":").joined(separator: "-")
        return Paths.join(root, "sessions/\(day)/rollout-\(time.date)T\(clock)-\(id).jsonl")
    }

    private func collect(_ folder: String, _ depth: Int, _ files: inout [TranscriptFile]) {
        let names = (try? Files.names(in: folder)) ?? []
        let plain = Set(names)
        for name in names {
            let path = Paths.join(folder, name)
            guard name.hasPrefix("rollout-") else {
                if depth < Self.deepest, Files.linkStatus(path)?.kind == .directory {
                    collect(path, depth + 1, &files)
                }
                continue
            }
            let isCompressed = name.hasSuffix(".jsonl.zst")
            guard isCompressed || name.hasSuffix(".jsonl"),
                !isCompressed || !plain.contains(String(name.dropLast(4))),
                let status = Files.status(path), status.kind == .file
            else { continue }
            files.append(
                TranscriptFile(agent: Self.agent, path: path, id: Self.id(inName: name), status: status)
            )
        }
    }

    /// The session's id in the name of a rollout; the name without its extension when there is none.
    private static func id(inName name: String) -> String {
        let stem = Paths.stem(name.hasSuffix(".zst") ? String(name.dropLast(4)) : name)
        let end = String(stem.suffix(36))
        return UniqueID.isLowercaseUUID(end) ? end : stem
    }

    /// Whether a file begins with a line of a rollout.
    public static func recognizes(_ head: TranscriptHead) -> Bool {
        head.lines.contains(where: CodexItem.isOfRollout)
    }

    /// What a list shows of a rollout, from 64 KiB at both ends; from its beginning when it is compressed.
    ///
    /// Where the first prompt is not in them, 512 KiB are looked at.
    public static func session(of file: TranscriptFile) throws -> Session {
        var facts = CodexFacts(try TranscriptHead(file.path))
        // The first prompt stands behind the instructions, which are long in some versions.
        if facts.title == nil, file.status.size > TranscriptHead.window {
            facts = CodexFacts(try TranscriptHead(file.path, window: Self.longestBeginning))
        }
        if try !TranscriptLines.isCompressed(file.path) { try facts.readTail(of: file.path) }
        let name = id(inName: Paths.name(file.path))
        let own = facts.id.flatMap { SafeName.isValid($0) ? $0 : nil }
        return Session(
            id: UniqueID.isLowercaseUUID(name) ? name : own ?? name,
            agent: agent,
            path: file.path,
            project: Paths.name(facts.cwd ?? Paths.directory(file.path)),
            cwd: facts.cwd,
            title: facts.title,
            customTitle: nil,
            branch: facts.branch,
            model: facts.model,
            started: facts.started,
            updated: facts.updated ?? file.status.modified,
            modified: file.status.modified,
            bytes: file.status.size
        )
    }

    /// What a list would show of a rollout that is in memory and has no path.
    static func session(of head: TranscriptHead) -> Session {
        let facts = CodexFacts(head)
        let updated = facts.updated ?? Timestamp(milliseconds: 0)
        return Session(
            id: facts.id.flatMap { SafeName.isValid($0) ? $0 : nil } ?? "session",
            agent: agent,
            path: "",
            project: Paths.name(facts.cwd ?? "session"),
            cwd: facts.cwd,
            title: facts.title,
            customTitle: nil,
            branch: facts.branch,
            model: facts.model,
            started: facts.started,
            updated: updated,
            modified: updated,
            bytes: 0
        )
    }

    /// The rollout as records.
    public static func records(of session: Session) throws -> [UInt8]? {
        try CodexTranslation.records(of: session)
    }
}
