internal import JSON
internal import Lua
internal import ArgumentParser
internal import BatonHost
internal import BatonSessions
internal import Platform

/// The command `baton show`.
struct ShowCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tell what a session holds: messages, tools, tokens, files."
    )

    @OptionGroup var session: SessionArgument
    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let transcript = try Transcript(try cli.session(session.selector), counting: true)
        let statistics = try transcript.statistics()
        let conversation = try transcript.conversation(.full)
        let counts = conversation.roleCounts
        let subagents = try transcript.subagentCounts()
        if isJSON {
            try writeJSON(transcript, statistics, counts, subagents, cli)
        } else {
            let report = SessionReport(transcript, statistics, counts, subagents, TextStyle(cli.context))
            for line in report.text() { try cli.print(line) }
        }
        return .done
    }

    private func writeJSON(
        _ transcript: Transcript,
        _ statistics: TranscriptStatistics,
        _ counts: Conversation.RoleCounts,
        _ subagents: SubagentCounts,
        _ cli: CommandContext
    ) throws {
        let tokens = statistics.tokens
        let members: [(name: String, value: HostValue)] =
            [
                ("messages", .integer(counts.user + counts.assistant)),
                ("user_messages", .integer(counts.user)),
                ("assistant_messages", .integer(counts.assistant)),
                ("records", .record(transcript.index.recordCounts.mapValues { .integer($0) })),
                ("bad_lines", .integer(transcript.index.badLines)),
                ("oversized_lines", .integer(transcript.index.oversizedLines)),
                ("ends_inside_a_line", .bool(transcript.index.endsInsideALine)),
                ("tools", .record(statistics.toolCounts.mapValues { .integer($0) })),
                (
                    "tokens",
                    .record([
                        "input": .integer(tokens.input), "output": .integer(tokens.output),
                        "cache_read": .integer(tokens.cacheRead), "cache_write": .integer(tokens.cacheWrite),
                    ])
                ),
                ("files", .texts(statistics.files)),
                (
                    "file_changes",
                    .array(
                        statistics.fileUses.map {
                            .record([
                                "path": .text($0.path), "edits": .integer($0.edits),
                                "writes": .integer($0.writes),
                            ])
                        }
                    )
                ),
                ("versions", .texts(statistics.versions)),
                ("directories", .texts(statistics.directories)),
                ("branches", .texts(statistics.branches)),
                ("pull_requests", .texts(statistics.pullRequests)),
            ] + SessionDetails.members(of: transcript, statistics, subagents)
        try cli.answer { writer in
            writer.object { writer in
                SessionJSON.writeMembers(of: transcript.session, to: &writer)
                for member in members {
                    writer.key(member.name)
                    ValueJSON.write(member.value, to: &writer)
                }
            }
        }
    }
}
