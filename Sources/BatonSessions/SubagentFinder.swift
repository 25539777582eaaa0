internal import JSON
internal import Platform

/// Finds the subagents of a session, and the calls that started them.
struct SubagentFinder {
    private let transcript: Transcript
    private var agents: [Subagent] = []
    private var known: Set<String> = []
    private var leftOut = 0

    init(_ transcript: Transcript) { self.transcript = transcript }

    /// Prompts of agents that 2.0 started at every launch and that did nothing.
    private static let warmup = RecordKey(Array("Warmup".utf8).span)

    func list() throws -> SubagentList {
        var copy = self
        return try copy.found()
    }

    private mutating func found() throws -> SubagentList {
        if let folder = transcript.sideFolder?.directory("subagents") {
            addFiles(in: folder, workflow: nil)
            let runs = try? folder.directory("workflows")
            for run in SideFolder.names(in: runs) where SafeName.isValid(run) {
                if let folder = try? runs?.directory(run) { addFiles(in: folder, workflow: run) }
            }
        }
        try addFilesBeside()
        try addInline()
        try link()
        let shown = agents.filter { $0.prompt != Self.warmup || $0.toolUseID != nil }
        return SubagentList(
            agents: shown.sorted {
                ($0.started?.milliseconds ?? .max, $0.id) < ($1.started?.milliseconds ?? .max, $1.id)
            },
            leftOut: leftOut
        )
    }

    // MARK: Files

    /// The agent's id in the name of a subagent's file, such as `agent-a0b1c2d3.jsonl`.
    static func id(inName name: String) -> String? {
        guard name.hasPrefix("agent-"), name.hasSuffix(".jsonl") else { return nil }
        let id = String(name.dropFirst(6).dropLast(6))
        return SafeName.isValid(id) ? id : nil
    }

    private mutating func addFiles(in folder: OpenDirectory, workflow: String?) {
        for name in SideFolder.names(in: folder) { addFile(name, folder, workflow) { _ in true } }
    }

    /// Up to 2.1.1 subagents' files stood beside the session's; their lines name the session.
    private mutating func addFilesBeside() throws {
        guard let folder = transcript.sideFolder?.parent else { return }
        let own = Paths.name(transcript.session.path)
        for name in SideFolder.names(in: folder) where name != own {
            let id = transcript.session.id
            addFile(name, folder, nil) { $0.sessionID == id && $0.isSidechain }
        }
    }

    private mutating func addFile(
        _ name: String,
        _ folder: OpenDirectory,
        _ workflow: String?,
        _ isOurs: (SubagentHead) -> Bool
    ) {
        guard let id = Self.id(inName: name), !known.contains(id), folder.status(name)?.kind == .file,
            let file = try? folder.reader(name), let head = SubagentHead(file), isOurs(head)
        else { return }
        guard agents.count < SubagentLimits.count else {
            leftOut += 1
            return
        }
        known.insert(id)
        var agent = Subagent(
            id: id,
            workflow: workflow,
            started: head.started,
            source: .file(folder, name: name),
            prompt: head.prompt,
            owner: transcript
        )
        readFacts(of: &agent, folder)
        agents.append(agent)
    }

    /// `agent-<id>.meta.json`, which newer versions write.
    private func readFacts(of agent: inout Subagent, _ folder: OpenDirectory) {
        let name = "agent-" + agent.id + ".meta.json"
        guard folder.status(name)?.kind == .file, let file = try? folder.reader(name),
            let bytes = try? file.all(limit: 1 << 20)
        else { return }
        var parser = JSONParser()
        guard let facts = try? parser.parseRepairing(bytes.span).0.root else { return }
        agent.type = facts["agentType"]?.string
        agent.description = facts["description"]?.string
        agent.toolUseID = facts["toolUseId"]?.string
        agent.parentID = facts["parentAgentId"]?.string.flatMap { SafeName.isValid($0) ? $0 : nil }
    }

    // MARK: Among the session's lines

    private mutating func addInline() throws {
        var places: [String: Int] = [:]
        var groups: [Sidechain] = []
        var reader = RecordReader(transcript)
        var parser = JSONParser()
        for numbers in transcript.index.sidechains() {
            let record = try transcript.record(numbers[0], &reader, &parser) { _ in nil }
            let named = record.json["agentId"]?.string.flatMap { SafeName.isValid($0) ? $0 : nil }
            let id = named ?? "inline-\(groups.count + 1)"
            // A file of its own holds the same lines; several roots of one agent belong together.
            if known.contains(id) { continue }
            if let place = places[id] {
                groups[place].numbers.append(contentsOf: numbers)
            } else if agents.count + groups.count < SubagentLimits.count {
                places[id] = groups.count
                let prompt = record.type == "user" ? record.content : nil
                groups.append(Sidechain(id: id, prompt: prompt?.firstText, numbers: numbers))
            } else {
                leftOut += 1
            }
        }
        agents += groups.map { group in
            Subagent(
                id: group.id,
                workflow: nil,
                started: transcript.index.entries[Int(group.numbers[0])].time,
                source: .records(group.numbers.sorted()),
                prompt: group.prompt,
                owner: transcript
            )
        }
    }

    // MARK: Calls

    private mutating func link() throws {
        guard !agents.isEmpty else { return }
        var calls = try SubagentCalls(transcript)
        for place in agents.indices { calls.link(&agents[place], from: nil) }
        // What is left was started by other subagents.
        guard agents.contains(where: { $0.toolUseID == nil }) else { return }
        for caller in agents {
            guard case .file = caller.source, let transcript = try? caller.transcript(),
                var calls = try? SubagentCalls(transcript), !calls.isEmpty
            else { continue }
            for place in agents.indices where agents[place].toolUseID == nil && agents[place].id != caller.id
            {
                calls.link(&agents[place], from: caller.id)
            }
        }
    }
}

extension Subagent {
    fileprivate init(
        id: String,
        workflow: String?,
        started: Timestamp?,
        source: Source,
        prompt: RecordKey?,
        owner: Transcript
    ) {
        self.id = id
        self.workflow = workflow
        self.started = started
        self.source = source
        self.prompt = prompt
        self.owner = owner
    }
}

/// A subagent whose lines stand among the session's.
private struct Sidechain {
    let id: String
    let prompt: RecordKey?
    var numbers: [Int32]

    init(id: String, prompt: JSONValue?, numbers: [Int32]) {
        self.id = id
        self.prompt = RecordKey(prompt)
        self.numbers = numbers
    }
}

extension JSONValue {
    /// A string itself, or the text of the first block that has one.
    var firstText: JSONValue? {
        kind == .string ? self : elements.lazy.compactMap { $0.kind == .string ? $0 : $0["text"] }.first
    }
}
