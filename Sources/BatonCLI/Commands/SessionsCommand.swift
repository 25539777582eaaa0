internal import ArgumentParser
internal import BatonHost
internal import BatonProvenance
internal import BatonSessions
internal import JSON
internal import Platform

/// The command `baton sessions`.
struct SessionsCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "List sessions, the latest changed first, or find words in them.",
        discussion: """
            Words are found in prompts, answers, tool calls and their results, and titles; all of them must be in one \
            message, "a phrase" as it is. Upper and lower case count the same.
            """
    )

    @Flag(name: .long, help: "Sessions of every project, not only of this one.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("Sessions of the project in this directory.", valueName: "path"))
    var project: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only what changed since: a day, a time, 'yesterday', or how long ago, such as 7d or 12h.",
            valueName: "when"
        )
    )
    var since: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only sessions of this agent; may be repeated, or name several with commas between.",
            valueName: "name"
        )
    )
    var agent: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only sessions that hold these words.", valueName: "words"))
    var grep: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only sessions that had a part in this commit, with score and reasons.",
            valueName: "rev"
        )
    )
    var commit: String?

    @Option(
        name: .long,
        help: ArgumentHelp("With --grep: at most so many places of a session, or 'all'.", valueName: "number")
    )
    var hits = "5"

    @Flag(name: .customLong("no-redact"), help: "With --grep: show secrets that stand beside the words.")
    var noRedact = false

    @Option(name: .long, help: "At most so many.")
    var limit: Int?

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func validate() throws {
        if all, project != nil { throw ValidationError("--all and --project exclude each other") }
        if commit != nil, all || project != nil || since != nil || grep != nil || !agent.isEmpty {
            throw ValidationError("--commit looks at all sessions, and goes with --limit and --json only")
        }
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
        if hits != "all", Int(hits).map({ $0 < 1 }) ?? true {
            throw ValidationError("--hits must be 1 or more, or 'all'")
        }
        if let since, SessionTime.moment(since, now: Timestamp(milliseconds: 0)) == nil {
            throw ValidationError("--since must be a day, a time, 'yesterday', or how long ago, such as 7d")
        }
        if case .failure(let unknown) = AgentNames.read(agent) {
            throw ValidationError("\(unknown.message); \(unknown.hint)")
        }
        if let grep, SearchQuery(grep) == nil {
            throw ValidationError(
                "--grep needs a word, and takes at most \(SearchQuery.mostWords) of them and \(SearchQuery.longest) bytes"
            )
        }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        if let commit { return try match(commit, cli) }
        var filter = SessionFilter(
            projects: all
                ? nil : project.map { [cli.context.path($0)] } ?? Workspace(cli.context).projectDirectories
        )
        filter.since = since.flatMap { SessionTime.moment($0, now: cli.context.now()) }
        filter.agents = agent.isEmpty ? nil : try? AgentNames.read(agent).get()
        if let grep, let query = SearchQuery(grep) { return try search(query, filter, cli) }
        filter.limit = limit ?? .max
        let sessions = try SessionStores(cli.context).sessions(filter)
        try cli.answer { writer in
            writer.array { writer in
                for session in sessions { SessionJSON.write(session, to: &writer) }
            }
        }
        if sessions.isEmpty {
            cli.note(
                "baton: no sessions here" + (all ? "" : "\nhint: baton sessions --all lists every project")
            )
        }
        if !isJSON {
            let table = SessionTable(sessions, showsProject: all, cli.console)
            try cli.console.writeOutput(sessions.map { table.row($0) + "\n" }.joined())
        }
        return .done
    }

    private func match(_ commit: String, _ cli: CommandContext) throws -> ExitStatus {
        let clean = CleanText(cli.context)
        let matches = try CommitSessions.matcher(cli.context).matcher.matches(for: commit)
            .prefix(limit ?? .max)
        try cli.answer { writer in
            writer.array { writer in for match in matches { SessionJSON.write(match, clean, to: &writer) } }
        }
        if matches.isEmpty { cli.note("baton: no session is known to have made this commit") }
        if !isJSON {
            let table = SessionTable(matches.map(\.session), showsProject: false, cli.console)
            for match in matches { try cli.print(clean(table.text(of: match))) }
        }
        return .done
    }

    private func search(
        _ query: SearchQuery,
        _ filter: SessionFilter,
        _ cli: CommandContext
    ) throws -> ExitStatus {
        let sessions = try SessionStores(cli.context).sessions(filter)
        let results = try cli.withRun(unredacted: noRedact) { run in
            try run.search(query, in: sessions, hits: Int(hits) ?? .max, limit: limit ?? .max)
        }
        try cli.answer { writer in
            writer.array { writer in for result in results { SessionJSON.write(result, to: &writer) } }
        }
        if !isJSON {
            let table = SessionTable(results.map(\.session), showsProject: all, cli.console)
            for result in results { try cli.print(table.text(of: result)) }
        }
        if results.isEmpty {
            cli.note(
                "baton: nothing found in \(sessions.count) session\(sessions.count == 1 ? "" : "s")"
                    + (all ? "" : "\nhint: --all searches every project")
            )
        }
        return results.isEmpty ? .no : .done
    }
}

/// Sessions as JSON.
enum SessionJSON {
    static func write(_ session: Session, to writer: inout JSONWriter) {
        writer.object { writer in writeMembers(of: session, to: &writer) }
    }

    static func writeMembers(of session: Session, to writer: inout JSONWriter) {
        for name in SessionFields.names {
            writer.key(name)
            ValueJSON.write(SessionFields.value(name, of: session), to: &writer)
        }
    }

    /// A match, without secrets but for the places of its files.
    static func write(_ match: SessionMatch, _ clean: CleanText, to writer: inout JSONWriter) {
        writer.object { writer in
            for name in SessionFields.names {
                writer.key(name)
                let value = SessionFields.value(name, of: match.session)
                if let text = value.text, name != "path", name != "cwd" {
                    writer.string(clean(text))
                } else {
                    ValueJSON.write(value, to: &writer)
                }
            }
            for (name, value) in CommitSessions.members(of: match) {
                writer.key(name)
                ValueJSON.write(value, to: &writer)
            }
        }
    }

    static func write(_ result: SearchResult, to writer: inout JSONWriter) {
        writer.object { writer in
            writeMembers(of: result.session, to: &writer)
            writer.member("hit_count", result.count)
            writer.key("hits")
            writer.array { writer in
                for hit in result.hits {
                    writer.object { writer in
                        for (name, value) in SearchFields.members(of: hit) {
                            writer.key(name)
                            ValueJSON.write(value, to: &writer)
                        }
                    }
                }
            }
        }
    }
}
