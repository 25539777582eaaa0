internal import ArgumentParser
internal import BatonGit
internal import BatonHost
internal import BatonProvenance
internal import JSON
internal import Platform

/// The command `baton notes`.
struct NotesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notes",
        abstract: "Look after the notes that keep sessions with commits.",
        discussion: """
            They stand in refs/notes/baton, which neither a push nor a clone takes along by itself. \
            'git log --notes=baton' shows them below the commits.
            """,
        subcommands: [
            ShowNotesCommand.self, PushNotesCommand.self, FetchNotesCommand.self, RepairNotesCommand.self,
            RemoveNotesCommand.self,
        ]
    )
}

/// The command `baton notes show`.
struct ShowNotesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the sessions that a commit's note names; the note may be anybody's."
    )

    @Argument(help: ArgumentHelp("The commit.", valueName: "rev"))
    var revision = "HEAD"

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let git = try CommitSessions.repository(cli.context)
        let note = CommitNote(parsing: try git.readNote(commit: revision) ?? [])
        try cli.answer { writer in
            writer.array { writer in for entry in note.entries { NoteReport.write(entry, to: &writer) } }
        }
        guard !note.isEmpty else {
            if !cli.isJSON {
                cli.note("baton: the commit has no note\nhint: baton notes repair")
            }
            return .no
        }
        // The text ends with a newline, and so does what is printed.
        try cli.print(String(NoteText.lines(note.text).dropLast()))
        return .done
    }
}

/// The command `baton notes push`.
struct PushNotesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Send the notes to a remote; what it has by now is fetched and merged first.",
        discussion: "Nothing is sent while a note holds what looks like a secret."
    )

    @Argument(help: "The remote.")
    var remote = "origin"

    @Flag(name: .long, help: "Do not ask.")
    var yes = false

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let git = try CommitSessions.repository(cli.context)
        guard try !git.notedObjects().isEmpty else {
            cli.note("baton: there are no notes to push")
            try answer(0, cli)
            return .no
        }
        let name = CleanText(cli.context)(PrintableText.line(try git.remoteURL(remote) ?? remote))
        let question = "Send \(try git.notedObjects().count) notes to \(name)?"
        guard try cli.confirm(question, assumeYes: yes) else { return .no }
        let count = try cli.withRun { run in
            let notes = try CommitNotes(run)
            return try NoteExchange(git).push(to: remote) { commit, note in
                guard let rule = try notes.findings(in: note).first else { return }
                throw Self.refusal(String(commit.prefix(12)), rule)
            }
        }
        try answer(count, cli)
        try cli.print("pushed \(count) notes to \(name)")
        return .done
    }

    private static func refusal(_ commit: String, _ rule: String) -> CommandFailure {
        CommandFailure(
            kind: "notes.secret",
            message: "the note of \(commit) holds what looks like a secret (\(rule)); nothing was sent",
            hint:
                "look at it: git notes --ref=baton show \(commit); take it out: baton notes remove \(commit), or "
                + "git notes --ref=baton edit \(commit)"
        )
    }

    private func answer(_ count: Int, _ cli: CommandContext) throws {
        try cli.answer { writer in
            writer.object { writer in
                writer.member("remote", CleanText(cli.context)(remote))
                writer.member("notes", count)
            }
        }
    }
}

/// The command `baton notes fetch`.
struct FetchNotesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Take the notes of a remote over; where both sides changed one, the sessions of both stay."
    )

    @Argument(help: "The remote.")
    var remote = "origin"

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let git = try CommitSessions.repository(cli.context)
        let before = Set(try git.notedObjects())
        let isNew = try NoteExchange(git).fetch(from: remote)
        let count = Set(try git.notedObjects()).subtracting(before).count
        try cli.answer { writer in
            writer.object { writer in
                writer.member("remote", CleanText(cli.context)(remote))
                writer.member("is_new", isNew)
                writer.member("commits", count)
            }
        }
        try cli.print(isNew ? "fetched notes; \(count) more commits have one" : "nothing new")
        return .done
    }
}

/// The command `baton notes repair`.
struct RepairNotesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract:
            "Complete the notes of commits: what hooks missed, what was squashed elsewhere, what stands twice.",
        discussion: """
            A commit gets the sessions of others when it makes the same change as they do, alone or all of a branch \
            together, or when its message names each of them; else those sessions of this machine that are found to have \
            made it. Nothing is guessed, and nothing is fetched.
            """
    )

    @Argument(help: ArgumentHelp("A revision or range, such as main..HEAD.", valueName: "range"))
    var range = "HEAD"

    @Flag(name: .long, help: "Only tell.")
    var dryRun = false

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let git = try CommitSessions.repository(cli.context)
        // What hooks left to be done comes first.
        if !dryRun { try HookWorker(git.repository, cli.context).wait() }
        let repair = try cli.withRun { run in
            let notes = try CommitNotes(run)
            return try NoteUpkeep(git).repair(range: range, isDryRun: dryRun) {
                try notes.entries(forCommits: $0, inRange: range)
            }
        }
        try cli.answer { NoteReport.write(repair, isDryRun: dryRun, to: &$0) }
        for line in NoteReport.lines(repair, isDryRun: dryRun) { try cli.print(line) }
        if repair.isLimited, !cli.isJSON {
            cli.note(
                "baton: only the latest \(NoteUpkeep.mostCommits) commits were looked at\nhint: name a range"
            )
        }
        return .done
    }
}

/// The command `baton notes remove`.
struct RemoveNotesCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take sessions off commits: out of their notes and out of this clone's memory."
    )

    @Argument(help: ArgumentHelp("The commits.", valueName: "rev"))
    var revisions: [String] = []

    @Flag(name: .long, help: "All commits.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("Only this session.", valueName: "id"))
    var session: String?

    @Flag(name: .long, help: "Do not ask.")
    var yes = false

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func validate() throws {
        if revisions.isEmpty == !all { throw ValidationError("name commits, or --all") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let git = try CommitSessions.repository(cli.context)
        let commits: [String]
        if all {
            commits = try git.notedObjects() + (try CommitLinks(git.repository).all().map(\.commit))
            let question = "Take sessions off \(Set(commits).count) commits?"
            guard try cli.confirm(question, assumeYes: yes) else { return .no }
        } else {
            commits = try revisions.map { revision in
                guard let id = try git.resolve(revision) else {
                    throw GitError.badArgument(kind: "commit", text: revision)
                }
                return id
            }
        }
        let removed = try NoteUpkeep(git).remove(from: commits, session: session)
        try cli.answer { writer in
            writer.object { writer in
                writer.key("commits")
                ValueJSON.write(.texts(removed), to: &writer)
            }
        }
        for commit in removed { try cli.print("removed the note's sessions from \(commit.prefix(12))") }
        if removed.isEmpty, !cli.isJSON { cli.note("baton: no note names such a session") }
        return removed.isEmpty ? .no : .done
    }
}
