internal import ArgumentParser
internal import BatonHost
internal import BatonSessions
internal import JSON
internal import Platform

/// The command `baton sessions`.
struct SessionsCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "List sessions, the latest changed first."
    )

    @Flag(name: .long, help: "Sessions of every project, not only of this one.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("Sessions of the project in this directory.", valueName: "path"))
    var project: String?

    @Option(name: .long, help: "At most so many.")
    var limit: Int?

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func validate() throws {
        if all, project != nil { throw ValidationError("--all and --project exclude each other") }
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        let directories: [String]? =
            all ? nil : project.map { [cli.context.path($0)] } ?? Workspace(cli.context).projectDirectories
        let sessions = try SessionStores(cli.context).sessions(inProjects: directories).prefix(
            limit ?? .max
        )
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
        for session in sessions {
            let title = PrintableText.line(session.title ?? "(no title)")
            let project = all ? "  " + PrintableText.line(session.project) : ""
            try cli.print(
                "\(session.id)  \(session.updated.date) \(session.updated.time.prefix(5))\(project)  \(title.prefix(80))"
            )
        }
        return .done
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
}
