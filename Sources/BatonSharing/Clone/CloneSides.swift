internal import BatonSessions
internal import JSON
internal import Platform

/// The files that are to be installed beside a transcript: subagents' conversations with what links them to the calls
/// that started them, and results that were too long for the transcript.
struct CloneSides: Sendable {
    /// A subagent's file and the facts beside it.
    struct Agent: Sendable {
        let id: String
        let workflow: String?
        var type: String?
        var description: String?
        var toolUseID: String?
        var parentID: String?
        let file: SessionFile
    }

    private(set) var agents: [Agent] = []
    private(set) var results: [Bundle.ToolResult] = []
    private(set) var drops = Drops()

    /// Nothing.
    init() {}

    /// What a bundle has, repaired like its conversation; `calls` are the ids that the conversation's calls got.
    init(_ bundle: Bundle, calls: [String: String], now: Timestamp) {
        results = bundle.sides.toolResults
        var callsOf: [String: [String: String]] = [:]
        for agent in bundle.sides.subagents {
            let repair = ConversationRepair(agent.messages, scope: .subagent)
            drops.add(repair.drops)
            guard !repair.messages.isEmpty else {
                drops.count(.emptySubagent)
                continue
            }
            callsOf[agent.id] = repair.callIDs
            agents.append(
                Agent(
                    id: agent.id,
                    workflow: agent.workflow,
                    type: agent.type.flatMap(Self.typeName),
                    description: agent.description,
                    toolUseID: agent.toolUseID,
                    parentID: agent.parentID,
                    file: SessionFile(repair.messages, bundle: bundle, title: nil, agent: agent.id, now: now)
                )
            )
        }
        for place in agents.indices {
            if let parent = agents[place].parentID, callsOf[parent] == nil { agents[place].parentID = nil }
            let calls = agents[place].parentID.flatMap { callsOf[$0] } ?? calls
            agents[place].toolUseID = agents[place].toolUseID.flatMap { calls[$0] }
        }
    }

    /// Whether there is nothing.
    var isEmpty: Bool { agents.isEmpty && results.isEmpty }

    /// Where the files go under the session's own folder, in the order in which they are written.
    var paths: [String] {
        results.map { "tool-results/" + $0.name }
            + agents.flatMap { ["\(Self.folder(of: $0))/agent-\($0.id).meta.json", Self.path(of: $0)] }
    }

    /// Writes the files into the session's own folder, which must not hold any of them.
    func write(to folder: String, sessionID: String, directory: String) throws {
        for result in results {
            let path = Paths.join(folder, "tool-results/" + result.name)
            try Self.write(to: path) { try $0.append(result.bytes.span) }
        }
        for agent in agents {
            let place = Paths.join(folder, Self.folder(of: agent))
            let facts = Self.facts(of: agent)
            try Self.write(to: Paths.join(place, "agent-\(agent.id).meta.json")) { try $0.append(facts.span) }
            try Self.write(to: Paths.join(folder, Self.path(of: agent))) { writer in
                try agent.file.write(sessionID: sessionID, directory: directory) { try writer.append($0) }
            }
        }
    }

    private static func write(to path: String, _ body: (FileWriter) throws -> Void) throws {
        try Cancellation.check()
        try Files.makeDirectory(Paths.directory(path), mode: 0o700)
        let writer = try FileWriter(beside: path, mode: 0o600)
        try body(writer)
        try writer.commit(replacing: false)
    }

    private static func folder(of agent: Agent) -> String {
        agent.workflow.map { "subagents/workflows/" + $0 } ?? "subagents"
    }

    private static func path(of agent: Agent) -> String { "\(folder(of: agent))/agent-\(agent.id).jsonl" }

    /// What Claude Code keeps in `agent-<id>.meta.json` (claude-agent-sdk for Python, `sessions.py`); nothing that could
    /// move a directory.
    private static func facts(of agent: Agent) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            if let type = agent.type { writer.member("agentType", type) }
            if let text = agent.description { writer.member("description", text) }
            if let id = agent.toolUseID { writer.member("toolUseId", id) }
            if let id = agent.parentID { writer.member("parentAgentId", id) }
        }
        return writer.bytes
    }

    /// `text` when it can name a sort of agent: 1 to 64 of `[A-Za-z0-9_:-]`.
    private static func typeName(_ text: String) -> String? {
        let bytes = text.utf8
        guard (1...64).contains(bytes.count) else { return nil }
        return SafeName.isValid(text.filter { $0 != ":" } + "x") ? text : nil
    }
}
