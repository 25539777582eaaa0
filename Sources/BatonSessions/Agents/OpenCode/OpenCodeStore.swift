internal import JSON
public import Platform

/// OpenCode's sessions: files that `opencode export` wrote, and the folder `storage` of versions before 1.2.
///
/// Newer versions keep sessions in a SQLite database, which is not read: `opencode export SESSION > FILE` makes a file that
/// is.
public struct OpenCodeStore: AgentStore {
    /// The agent's name in ``Session/agent``.
    public static let agent = "opencode"

    private let sessions: String

    /// The store that the environment names: `opencode/storage` under `XDG_DATA_HOME`, or `~/.local/share`.
    public init(_ context: Context) {
        sessions = Paths.join(
            context.baseDirectory("XDG_DATA_HOME", default: ".local/share"),
            "opencode/storage/session"
        )
    }

    /// The sessions of the given projects, or of all when there is no list, unsorted.
    public func transcripts(inProjects directories: [String]?) throws -> [TranscriptFile] {
        let projects = directories.map { Set($0.map { Paths.realAsFarAsThere($0) }) }
        var files: [TranscriptFile] = []
        for project in (try? Files.names(in: sessions)) ?? [] {
            let folder = Paths.join(sessions, project)
            for name in (try? Files.names(in: folder)) ?? [] where name.hasSuffix(".json") {
                let path = Paths.join(folder, name)
                guard let status = Files.status(path), status.kind == .file else { continue }
                if let projects {
                    guard let cwd = try? TranscriptHead(path).outermost?["directory"]?.string,
                        projects.contains(Paths.realAsFarAsThere(cwd))
                    else { continue }
                }
                files.append(
                    TranscriptFile(agent: Self.agent, path: path, id: Paths.stem(name), status: status)
                )
            }
        }
        return files
    }

    /// Whether a file is an exported session, or a file of the storage.
    public static func recognizes(_ head: TranscriptHead) -> Bool {
        guard let root = head.outermost else { return false }
        return OpenCodeFile.isExport(root)
            || root["type"] == nil && OpenCodeFile.isStoredSession(root) || OpenCodeFile.isStoredPiece(root)
    }

    /// What a list shows of a session; an exported file is read whole.
    ///
    /// - Throws: ``SessionError/noConversation(path:reason:)`` for a file of the storage that is no session.
    public static func session(of file: TranscriptFile) throws -> Session {
        guard let root = try TranscriptHead(file.path).outermost, !OpenCodeFile.isStoredPiece(root) else {
            throw SessionError.noConversation(
                path: file.path,
                reason: "it is a part of an OpenCode session; name the session's file under storage/session"
            )
        }
        let info = root["info"] ?? root
        let cwd = info["directory"]?.string
        let id = info["id"]?.string ?? ""
        let messages: [JSONValue] = root["messages"].map { Array($0.elements) } ?? []
        let prompt = messages.lazy.compactMap { Self.prompt(of: $0) }.first
        return Session(
            id: SafeName.isValid(id) ? id : Paths.stem(file.path),
            agent: agent,
            path: file.path,
            project: Paths.name(cwd ?? Paths.directory(file.path)),
            cwd: cwd,
            title: info["title"]?.string.flatMap { PromptText.onOneLine($0) } ?? prompt,
            customTitle: nil,
            branch: nil,
            model: model(of: root),
            started: OpenCodeMessage.time(info["time"]?["created"]),
            updated: OpenCodeMessage.time(info["time"]?["updated"]) ?? file.status.modified,
            modified: file.status.modified,
            bytes: file.status.size
        )
    }

    private static func prompt(of message: JSONValue) -> String? {
        guard message["info"]?["role"]?.equals("user") == true, let parts = message["parts"] else {
            return nil
        }
        return parts.elements.lazy.filter { $0["synthetic"]?.bool != true }
            .compactMap { $0["text"]?.string.flatMap { PromptText($0).firstLine } }.first
    }

    private static func model(of root: JSONValue) -> String? {
        var model: String?
        for message in root["messages"]?.elements.map({ $0 }) ?? [] {
            if let name = message["info"]?["modelID"]?.string { model = name }
        }
        return model
    }

    /// The session as records.
    public static func records(of session: Session) throws -> [UInt8]? {
        try OpenCodeTranslation.records(of: session)
    }
}
