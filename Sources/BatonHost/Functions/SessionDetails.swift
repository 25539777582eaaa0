public import BatonSessions
public import Lua

/// What is counted in a session beyond messages, tools and tokens: numbers and names of models and tools, no text.
public enum SessionDetails {
    /// The members of the table, in the order in which they are told.
    public static func members(
        of transcript: Transcript,
        _ statistics: TranscriptStatistics,
        _ subagents: SubagentCounts
    ) -> [(name: String, value: HostValue)] {
        let times = statistics.times
        let failed = statistics.toolUses.filter { $0.value.errors > 0 }
        return [
            ("tool_errors", .record(failed.mapValues { .integer($0.errors) })),
            ("usage", .array(statistics.usageByModel.map { usage($0.usage, ["model": .text($0.model)]) })),
            ("service_tiers", .record(statistics.serviceTiers.mapValues { .integer($0) })),
            ("turns", .integer(times.turns)),
            (
                "times",
                .record([
                    "wall_ms": .int(times.wall), "active_ms": .int(times.active),
                    "measured_ms": .int(times.measured),
                    "median_turn_ms": times.medianTurn.map { .int($0) } ?? .null,
                ])
            ),
            (
                "compactions",
                .array(
                    statistics.compactions.map {
                        .record([
                            "trigger": .text($0.trigger), "tokens_before": number($0.tokensBefore),
                            "tokens_after": number($0.tokensAfter),
                        ])
                    }
                )
            ),
            ("api_errors", .integer(statistics.apiErrors)),
            ("api_retries", .integer(statistics.apiRetries)),
            ("interruptions", .integer(statistics.interruptions)),
            ("queued_prompts", .integer(statistics.queuedPrompts)),
            ("task_notifications", .integer(statistics.taskNotifications)),
            ("images", .integer(statistics.images)),
            ("documents", .integer(statistics.documents)),
            ("unknown_records", .record(transcript.index.unknownRecords.mapValues { .integer($0) })),
            ("unknown_blocks", .record(statistics.unknownBlocks.mapValues { .integer($0) })),
            (
                "subagents",
                .record([
                    "count": .integer(subagents.agents), "messages": .integer(subagents.messages),
                    "calls": .integer(subagents.calls), "left_out": .integer(subagents.leftOut),
                    "tokens": usage(subagents.usage, [:]),
                ])
            ),
        ]
    }

    private static func usage(_ usage: TokenUsage, _ more: [String: HostValue]) -> HostValue {
        .record(
            [
                "input": .integer(usage.input), "output": .integer(usage.output),
                "cache_read": .integer(usage.cacheRead), "cache_write": .integer(usage.cacheWrite),
                "cache_write_5m": .integer(usage.cacheWrite5m),
                "cache_write_1h": .integer(usage.cacheWrite1h),
                "web_searches": .integer(usage.webSearches), "web_fetches": .integer(usage.webFetches),
            ].merging(more) { $1 }
        )
    }

    private static func number(_ value: Int?) -> HostValue { value.map { .integer($0) } ?? .null }
}
