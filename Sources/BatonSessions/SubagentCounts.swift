internal import JSON

/// What the subagents of a session did, beside the session's own counts.
public struct SubagentCounts: Sendable, Equatable {
    /// Subagents.
    public var agents = 0
    /// Their messages, which are none of the session's.
    public var messages = 0
    /// Their calls of tools.
    public var calls = 0
    /// What their answers cost.
    public var usage = TokenUsage()
    /// Subagents whose file cannot be read, or that are more than the limit.
    public var leftOut = 0
}

extension Transcript {
    /// Counts what the subagents did; each file is read once.
    ///
    /// - Throws: `PlatformError` when the transcript itself cannot be read.
    public func subagentCounts() throws -> SubagentCounts {
        let list = try subagentList()
        var counts = SubagentCounts(agents: list.agents.count, leftOut: list.leftOut)
        for agent in list.agents {
            do {
                try counts.add(agent)
            } catch SessionError.noConversation {
                continue
            } catch {
                counts.leftOut += 1
            }
        }
        return counts
    }
}

extension SubagentCounts {
    fileprivate mutating func add(_ agent: Subagent) throws {
        let transcript = try agent.transcript()
        let statistics: TranscriptStatistics
        let scope: ConversationScope
        switch agent.source {
        case .file:
            statistics = try transcript.statistics()
            scope = .file
        case .records(let numbers):
            statistics = try transcript.statistics(of: numbers)
            scope = .records(numbers)
        }
        usage = usage + statistics.totalUsage
        calls += statistics.toolUses.values.reduce(0) { $0 + $1.calls }
        messages += try transcript.conversation(.full, scope: scope).count
    }
}

extension Transcript {
    /// What happened in some of the records.
    fileprivate func statistics(of numbers: [Int32]) throws -> TranscriptStatistics {
        var statistics = TranscriptStatistics()
        var reader = RecordReader(self)
        var parser = JSONParser()
        for number in numbers {
            let record = try record(number, &reader, &parser) { _ in nil }
            var fields = RecordFields(record.json)
            fields.flags = index.entries[Int(number)].flags
            statistics.add(record, fields)
        }
        return statistics
    }
}
