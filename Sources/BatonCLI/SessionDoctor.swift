internal import BatonHost
internal import BatonSessions
internal import JSON
internal import Platform

/// `baton doctor SESSION`: why a session is not in Claude Code's list, as text and as JSON.
struct SessionDoctor {
    private let cli: CommandContext

    init(_ cli: CommandContext) { self.cli = cli }

    func run(_ selector: String) throws -> ExitStatus {
        let diagnosis = try SessionDiagnosis(
            cli.session(selector),
            cli.context,
            directories: Workspace(cli.context).projectDirectories
        )
        let session = diagnosis.session
        try cli.answer { writer in
            writer.object { writer in
                writer.member("session_id", session.id)
                writer.member("agent", session.agent)
                writer.member("path", session.path)
                writer.member("directory", session.cwd)
                writer.member("title", session.title)
                writer.member("is_listed", diagnosis.isListed)
                writer.member("resume", diagnosis.resume)
                writer.key("findings")
                writer.array { writer in
                    for finding in diagnosis.findings {
                        writer.object { writer in
                            writer.member("code", finding.code.rawValue)
                            writer.member("severity", finding.severity.rawValue)
                            writer.member("text", finding.text)
                            writer.member("remedy", finding.remedy)
                        }
                    }
                }
            }
        }
        try cli.print("\(session.id)  \(PrintableText.line(session.title ?? "(no title)"))")
        try cli.print("  \(PrintableText.line(session.path))")
        for finding in diagnosis.findings {
            let mark =
                switch finding.severity {
                case .hidden: "BAD "
                case .risk: "risk"
                case .note: "note"
                }
            try cli.print("\(mark) \(PrintableText.line(finding.text))")
            if let remedy = finding.remedy { try cli.print("     \(PrintableText.line(remedy))") }
        }
        if diagnosis.isListed { try cli.print("ok   the list of Claude Code shows it in its directory") }
        if let resume = diagnosis.resume { try cli.print("to continue:\n\(PrintableText.line(resume))") }
        return diagnosis.isListed ? .done : .no
    }
}
