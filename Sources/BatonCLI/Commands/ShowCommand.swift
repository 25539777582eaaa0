internal import JSON
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
        let transcript = try Transcript(try cli.session(session.selector))
        let conversation = try transcript.conversation(.full)
        let counts = conversation.roleCounts
        try writeJSON(transcript, conversation, counts, cli)
        try writeText(transcript, conversation, counts, cli)
        return .done
    }

    private func writeJSON(
        _ transcript: Transcript,
        _ conversation: Conversation,
        _ counts: Conversation.RoleCounts,
        _ cli: CommandContext
    ) throws {
        let statistics = transcript.statistics
        try cli.answer { writer in
            writer.object { writer in
                SessionJSON.writeMembers(of: transcript.session, to: &writer)
                writer.member("messages", conversation.count)
                writer.member("user_messages", counts.user)
                writer.member("assistant_messages", counts.assistant)
                writer.key("records")
                ValueJSON.write(
                    .record(transcript.index.recordCounts.mapValues { .integer($0) }),
                    to: &writer
                )
                writer.member("bad_lines", transcript.index.badLines)
                writer.member("oversized_lines", transcript.index.oversizedLines)
                writer.member("ends_inside_a_line", transcript.index.endsInsideALine)
                writer.key("tools")
                ValueJSON.write(.record(statistics.toolCounts.mapValues { .integer($0) }), to: &writer)
                writer.key("tokens")
                writer.object { writer in
                    writer.member("input", statistics.tokens.input)
                    writer.member("output", statistics.tokens.output)
                    writer.member("cache_read", statistics.tokens.cacheRead)
                    writer.member("cache_write", statistics.tokens.cacheWrite)
                }
                writer.key("files")
                ValueJSON.write(.texts(statistics.files), to: &writer)
            }
        }
    }

    private func writeText(
        _ transcript: Transcript,
        _ conversation: Conversation,
        _ counts: Conversation.RoleCounts,
        _ cli: CommandContext
    ) throws {
        let session = transcript.session
        let statistics = transcript.statistics
        let rows: [(String, String?)] = [
            ("session", session.id), ("title", session.title), ("project", session.project),
            ("directory", session.cwd),
            ("branch", session.branch), ("model", session.model),
            ("started", session.started.map { "\($0.date) \($0.time) UTC" }),
            ("updated", "\(session.updated.date) \(session.updated.time) UTC"),
            ("size", ByteCount.text(session.bytes)),
            ("messages", "\(conversation.count) (\(counts.user) user, \(counts.assistant) assistant)"),
            (
                "tokens",
                "\(statistics.tokens.input) in, \(statistics.tokens.output) out, \(statistics.tokens.cacheRead) from cache"
            ),
            ("tools", Self.list(statistics.toolCounts)),
            ("files", statistics.files.isEmpty ? nil : statistics.files.joined(separator: "\n           ")),
            ("records", Self.list(transcript.index.recordCounts)),
            ("bad lines", transcript.index.badLines == 0 ? nil : "\(transcript.index.badLines)"),
            ("path", session.path),
        ]
        for case (let name, let value?) in rows where !value.isEmpty {
            try cli.print(
                "\(name)\(String(repeating: " ", count: max(1, 11 - name.count)))\(PrintableText.lines(value))"
            )
        }
    }

    private static func list(_ counts: [String: Int]) -> String {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(
            separator: ", "
        )
    }
}
