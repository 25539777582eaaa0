internal import Digest
internal import JSON
public import Platform

/// Gemini CLI's sessions on this machine: `tmp/<project>/chats/session-<time>-<id>.jsonl`, earlier `.json`, under
/// `~/.gemini`.
///
/// Names and places are those of google-gemini/gemini-cli, `packages/core/src/services/chatRecordingService.ts` and
/// `config/storage.ts`.
public struct GeminiStore: AgentStore {
    /// The agent's name in ``Session/agent``.
    public static let agent = "gemini-cli"

    private let root: String

    /// The store that the environment names: `.gemini` under `GEMINI_CLI_HOME` or the home directory.
    public init(_ context: Context) {
        let home = context.variable("GEMINI_CLI_HOME").map { context.path($0) } ?? context.homeDirectory
        root = Paths.join(home, ".gemini/tmp")
    }

    /// The sessions of the given projects, or of all when there is no list, unsorted.
    ///
    /// A project's folder names it by the hash of its path, or holds the path in `.project_root`.
    public func transcripts(inProjects directories: [String]?) throws -> [TranscriptFile] {
        let projects = directories.map { Set($0.map { Paths.realAsFarAsThere($0) }) }
        let hashes = projects.map { Set($0.map { SHA256.hex(Array($0.utf8)) }) } ?? []
        return ((try? Files.names(in: root)) ?? []).flatMap { name -> [TranscriptFile] in
            let folder = Paths.join(root, name)
            if let projects, !hashes.contains(name) {
                guard let path = Self.projectRoot(ofFolder: folder),
                    projects.contains(Paths.realAsFarAsThere(path))
                else {
                    return []
                }
            }
            return Self.transcripts(in: Paths.join(folder, "chats"))
        }
    }

    private static func transcripts(in folder: String) -> [TranscriptFile] {
        let names = (try? Files.names(in: folder)) ?? []
        let all = Set(names)
        return names.compactMap { name in
            let isLines = name.hasSuffix(".jsonl")
            // A session that went on after an update has a copy in the newer form.
            guard name.hasPrefix("session-"), isLines || name.hasSuffix(".json") && !all.contains(name + "l")
            else {
                return nil
            }
            let path = Paths.join(folder, name)
            guard let status = Files.status(path), status.kind == .file else { return nil }
            // The name has the first eight characters of the id only.
            let id = (try? GeminiFacts(path))?.id ?? Paths.stem(name)
            return TranscriptFile(agent: agent, path: path, id: id, status: status)
        }
    }

    /// Whether a file holds messages as Gemini CLI records them.
    public static func recognizes(_ head: TranscriptHead) -> Bool {
        if let document = head.outermost, isSession(document) { return true }
        return head.lines.contains { line in
            isSession(line) || line["$set"]?.kind == .object && line["type"] == nil
                || line["type"]?.equals("gemini") == true && line["id"]?.kind == .string
                    && line["uuid"] == nil
        }
    }

    private static func isSession(_ value: JSONValue) -> Bool {
        value["sessionId"]?.kind == .string && value["projectHash"]?.kind == .string && value["type"] == nil
    }

    /// What a list shows of a session, from 64 KiB at both ends; an older `.json` file is read whole.
    public static func session(of file: TranscriptFile) throws -> Session {
        var facts = try GeminiFacts(file.path)
        try facts.readTail(of: file.path)
        let folder = Paths.directory(file.path)
        let isInStore = Paths.name(folder) == "chats"
        let cwd = isInStore ? projectRoot(ofFolder: Paths.directory(folder)) : nil
        return Session(
            id: facts.id ?? Paths.stem(file.path),
            agent: agent,
            path: file.path,
            project: Paths.name(cwd ?? (isInStore ? Paths.directory(folder) : folder)),
            cwd: cwd,
            title: facts.title,
            customTitle: nil,
            branch: nil,
            model: facts.model,
            started: facts.started,
            updated: facts.updated ?? file.status.modified,
            modified: file.status.modified,
            bytes: file.status.size
        )
    }

    /// The path that a project's folder holds.
    private static func projectRoot(ofFolder folder: String) -> String? {
        guard let bytes = try? Files.read(Paths.join(folder, ".project_root"), limit: 1 << 14) else {
            return nil
        }
        let text = PromptText.onOneLine(String(decoding: bytes, as: UTF8.self)) ?? ""
        return text.hasPrefix("/") ? text : nil
    }

    /// The session's messages as records.
    public static func records(of session: Session) throws -> [UInt8]? {
        try GeminiTranslation.records(of: session)
    }
}
