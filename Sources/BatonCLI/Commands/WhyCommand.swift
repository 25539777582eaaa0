internal import ArgumentParser
internal import BatonGit
internal import BatonHost
internal import BatonProvenance
internal import BatonSessions
internal import JSON
internal import Platform

/// The command `baton why`.
struct WhyCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Tell which sessions wrote the lines of a file, and what they were asked for.",
        discussion: """
            FILE:12 means a line, FILE:12-20 several; FILE alone all of them. Lines that are not committed are those of \
            sessions whose changes lie in the working tree.
            """
    )

    @Argument(help: ArgumentHelp("A file of this worktree, and lines of it.", valueName: "file[:line]"))
    var place: String

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let clean = CleanText(cli.context)
        let (file, lines) = Self.parse(place, cli.context)
        let sources = try cli.withRun { try LineSources($0).sources(of: file, lines: lines) }
        try cli.answer { writer in
            writer.array { writer in for source in sources { Self.write(source, clean, to: &writer) } }
        }
        if !isJSON {
            let table = SessionTable(
                sources.flatMap { $0.origin.matches.map(\.session) },
                showsProject: false,
                cli.console
            )
            let style = TextStyle(cli.context)
            for source in sources { try show(source, table, style, clean, cli) }
        }
        return .done
    }

    /// A file and lines of it; a file whose whole name is there means that file.
    static func parse(_ text: String, _ context: Context) -> (file: String, lines: ClosedRange<Int>?) {
        guard Files.status(context.path(text)) == nil, let colon = text.lastIndex(of: ":") else {
            return (text, nil)
        }
        let parts = text[text.index(after: colon)...].split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = Int(parts[0]), let last = Int(parts[parts.count - 1]), first >= 1,
            last >= first, last < 1 << 31
        else { return (text, nil) }
        return (String(text[..<colon]), first...last)
    }

    private func show(
        _ source: LineSources.Source,
        _ table: SessionTable,
        _ style: TextStyle,
        _ clean: CleanText,
        _ cli: CommandContext
    )
        throws
    {
        let lines = source.origin.lines
        let place =
            lines.count == 1 ? "line \(lines.lowerBound)" : "lines \(lines.lowerBound)-\(lines.upperBound)"
        let commit =
            source.origin.commit.map {
                "\($0.id.prefix(10)) \($0.committed.date) \(PrintableText.line(clean($0.subject)))"
            } ?? "not committed"
        try cli.print(style.text(place + "  ", .quiet) + commit)
        for match in source.origin.matches {
            try cli.print("  " + clean(table.brief(match)))
            guard let writing = source.writings.first(where: { $0.session == match.session.id }) else {
                continue
            }
            if let prompt = writing.prompt { try cli.print("    “" + PrintableText.line(prompt) + "”") }
            if let message = writing.message {
                try cli.print(
                    "    message \(message) of baton export \(ShellText.word(match.session.id)) --messages all"
                )
            } else if let subagent = writing.subagent {
                try cli.print("    written by the subagent \(PrintableText.line(subagent))")
            }
        }
        if source.origin.matches.isEmpty { try cli.print("  no session is known") }
    }

    private static func write(
        _ source: LineSources.Source,
        _ clean: CleanText,
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            for (name, value) in LineSources.members(of: source) {
                writer.key(name)
                if let text = value.text {
                    writer.string(clean(text))
                } else {
                    ValueJSON.write(value, to: &writer)
                }
            }
            writer.key("sessions")
            writer.array { writer in
                for match in source.origin.matches { SessionJSON.write(match, clean, to: &writer) }
            }
            writer.key("written")
            writer.array { writer in
                for writing in source.writings {
                    writer.object { writer in
                        for (name, value) in LineSources.members(of: writing) {
                            writer.key(name)
                            ValueJSON.write(value, to: &writer)
                        }
                    }
                }
            }
        }
    }
}
