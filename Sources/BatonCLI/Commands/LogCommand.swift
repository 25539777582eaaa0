internal import ArgumentParser
internal import BatonGit
internal import BatonHost
internal import BatonProvenance
internal import JSON
internal import Platform

/// The command `baton log`.
struct LogCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List commits with the sessions that made them.",
        discussion: """
            A session that the commit, its note or the local link names is marked 'recorded'; one that was found by what \
            it changed is marked 'matched', with how sure that is. A commit without sessions was made by hand, or nobody \
            can tell.
            """
    )

    @Argument(help: ArgumentHelp("A revision, or a range such as main..HEAD.", valueName: "range"))
    var range = "HEAD"

    @Option(name: [.customShort("n"), .customLong("limit")], help: "At most so many commits.")
    var limit = 20

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let clean = CleanText(cli.context)
        let found = try CommitSessions.matcher(cli.context).matcher.matches(inRange: range, limit: limit)
        try cli.answer { writer in
            writer.array { writer in
                for entry in found { Self.write(entry.commit, entry.matches, clean, to: &writer) }
            }
        }
        if found.isEmpty { cli.note("baton: no commits there") }
        if !isJSON {
            let table = SessionTable(
                found.flatMap { $0.matches.map(\.session) },
                showsProject: false,
                cli.console
            )
            let style = TextStyle(cli.context)
            for (commit, matches) in found {
                let head = "\(commit.id.prefix(10)) \(commit.committed.date) "
                try cli.print(style.text(head, .quiet) + PrintableText.line(clean(commit.subject)))
                for match in matches { try cli.print("  " + clean(table.brief(match))) }
            }
        }
        return .done
    }

    private static func write(
        _ commit: Commit,
        _ matches: [SessionMatch],
        _ clean: CleanText,
        to writer: inout JSONWriter
    ) {
        writer.object { writer in
            writer.member("commit", commit.id)
            writer.member("author", clean(commit.author))
            writer.member("time", commit.time.iso8601)
            writer.member("committed", commit.committed.iso8601)
            writer.member("subject", clean(commit.subject))
            writer.key("files")
            writer.array { writer in for file in commit.files { writer.string(clean(file)) } }
            writer.key("sessions")
            writer.array { writer in for match in matches { SessionJSON.write(match, clean, to: &writer) } }
        }
    }
}

extension SessionTable {
    /// A session in one line, behind its commit.
    func brief(_ match: SessionMatch) -> String {
        (match.isRecorded ? "recorded" : "matched \(Self.percent(match.score))") + "  " + row(match.session)
    }
}
