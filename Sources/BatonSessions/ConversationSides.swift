internal import JSON

extension Conversation {
    /// The subagents that calls in these messages started, and those that these started in turn.
    ///
    /// Subagents whose call nobody knows are told when no message is left out.
    ///
    /// - Throws: `PlatformError` when the transcript cannot be read.
    public func subagents() throws -> [Subagent] {
        let all = try transcript.subagents()
        guard !all.isEmpty else { return [] }
        let index = transcript.index
        let calls = Set(lines.flatMap { $0.records.flatMap { index.calls.calls(of: $0) } })
        var kept: Set<String> = []
        var count = -1
        while count < kept.count {
            count = kept.count
            for agent in all where !kept.contains(agent.id) {
                let isWanted: Bool
                if let parent = agent.parentID, parent != agent.id {
                    isWanted = kept.contains(parent) || !isLimited
                } else if let call = agent.toolUseID {
                    isWanted = calls.contains(RecordKey(Array(call.utf8).span))
                } else {
                    isWanted = !isLimited
                }
                if isWanted { kept.insert(agent.id) }
            }
        }
        return all.filter { kept.contains($0.id) }
    }

    /// The names of the files that results in these messages were spilled into, in the order of the results; for
    /// ``Transcript/spilledResult(named:)``.
    ///
    /// - Throws: `PlatformError` when the transcript cannot be read.
    public func spilledNames() throws -> [String] {
        let there = Set(transcript.spilledNames())
        guard !there.isEmpty else { return [] }
        var names: [String] = []
        var known: Set<String> = []
        var reader = RecordReader(transcript)
        var parser = JSONParser()
        for line in lines {
            for number in line.records where transcript.index.entries[Int(number)].flags.contains(.toolResult)
            {
                let record = try transcript.record(number, &reader, &parser) { _ in nil }
                for case .toolResult(_, let content, _) in record.blocks {
                    guard let name = SpilledResult.name(in: content), there.contains(name),
                        known.insert(name).inserted
                    else { continue }
                    names.append(name)
                }
            }
        }
        return names
    }
}
