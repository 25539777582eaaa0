internal import JSON

/// Calls in a transcript that started subagents, and what is known of the agents from them.
struct SubagentCalls {
    private struct Call {
        var type: String?
        var description: String?
    }

    private var calls: [String: Call] = [:]
    /// Ids of calls by the agent that a result names.
    private var callOfAgent: [String: String] = [:]
    /// Ids of calls by their prompt, the next one to be taken last.
    private var callsOfPrompt: [RecordKey: [String]] = [:]

    var isEmpty: Bool { calls.isEmpty && callOfAgent.isEmpty }

    /// The calls of all lines.
    ///
    /// - Throws: `PlatformError` when the transcript cannot be read.
    init(_ transcript: Transcript) throws {
        var reader = RecordReader(transcript)
        var parser = JSONParser()
        for (number, entry) in transcript.index.entries.enumerated()
        where !entry.flags.isDisjoint(with: [.agentCall, .agentResult]) {
            let record = try transcript.record(Int32(number), &reader, &parser) { _ in nil }
            for block in record.blocks {
                switch block {
                case .toolUse(let id, let name, let input) where name == "Task" || name == "Agent":
                    add(id, input)
                case .toolResult(let id, _, _):
                    if let agent = record.json["toolUseResult"]?["agentId"]?.string {
                        callOfAgent[agent] = id
                    }
                default: break
                }
            }
        }
        for (key, ids) in callsOfPrompt { callsOfPrompt[key] = ids.reversed() }
    }

    private mutating func add(_ id: String, _ input: JSONValue?) {
        guard !id.isEmpty, calls[id] == nil else { return }
        calls[id] = Call(
            type: input?["subagent_type"]?.string,
            description: input?["description"]?.string
        )
        if let prompt = RecordKey(input?["prompt"]) { callsOfPrompt[prompt, default: []].append(id) }
    }

    /// Tells an agent which call started it, if one of these did: the call its facts name, else the one whose result
    /// names the agent, else one with the same prompt, each taken once.
    ///
    /// `parent` is the subagent that made the calls, `nil` for the session's own agent.
    mutating func link(_ agent: inout Subagent, from parent: String?) {
        if agent.toolUseID == nil {
            agent.toolUseID = callOfAgent[agent.id] ?? agent.prompt.flatMap { callsOfPrompt[$0]?.popLast() }
            if agent.toolUseID != nil, agent.parentID == nil { agent.parentID = parent }
        }
        guard let id = agent.toolUseID, let call = calls[id] else { return }
        agent.type = agent.type ?? call.type
        agent.description = agent.description ?? call.description
    }
}
