public import ArgumentParser
public import BatonExport
internal import BatonHost
public import BatonSessions
internal import BatonSharing
internal import JSON
internal import Platform

/// The command `baton export`.
struct ExportCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a session as Markdown, as a web page or as a bundle, without its secrets.",
        discussion: """
            The file is named after the project and day (Markdown, HTML) or the session (bundle) unless -o names one; '-o -' \
            writes to standard output. With --upload the export goes to a store and the link is printed.
            """
    )

    @OptionGroup var session: SessionArgument

    @Option(
        name: .long,
        help: "markdown, html (a page that loads nothing), json (to clone), or what an extension adds."
    )
    var format: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The latest messages, or 'all'; 100 unless given.", valueName: "n|all")
    )
    var messages: MessageLimit?

    @Option(
        name: .customLong("for"),
        help: "Whom Markdown is for: human, or agent for an overview and the conversation in brief."
    )
    var audience = Audience.human

    @Option(name: .long, help: "How far back: full, or resume for what the agent sees.")
    var history: History?

    @Option(name: .long, help: "Tool calls and results in Markdown and HTML: full, brief or none.")
    var tools = ToolDetail.full

    @Option(
        name: .long,
        help: """
            Pictures: small (up to 1 MiB each; HTML unless given), all (a bundle unless given), or none (Markdown unless \
            given).
            """
    )
    var images: ImageDetail?

    @Flag(name: .long, help: "Let the model's reasoning travel.")
    var thinking = false

    @Flag(name: .customLong("with-subagents"), help: "Let subagents and spilled results travel in a bundle.")
    var withSubagents = false

    @Flag(
        name: .long,
        help: "Let all of the session's files travel in a bundle as they are, apart from redaction."
    )
    var raw = false

    @Option(name: .long, help: "A title in place of the session's own.")
    var title: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("File to write, or '-' for standard output.", valueName: "file")
    )
    var output: String?

    @Flag(name: .long, help: "Replace a file that is there; one that -o names is replaced anyway.")
    var force = false

    @Flag(name: .long, help: "Upload the export and print the link.")
    var upload = false

    @Flag(name: .customLong("no-redact"), help: "Leave secrets in.")
    var noRedact = false

    @OptionGroup var redaction: RedactionOptions
    @OptionGroup var sharing: SharingOptions
    @OptionGroup var answer: OutputOptions

    var isJSON: Bool { answer.json }

    func validate() throws {
        if upload, output != nil { throw ValidationError("--upload and -o exclude each other") }
        let isBundle = format.map { $0 == ExportFormat.json.rawValue } ?? true
        if raw || withSubagents, !isBundle {
            throw ValidationError("--raw and --with-subagents are for bundles: --format json")
        }
        if raw, images == ImageDetail.none {
            throw ValidationError("--raw lets pictures travel, too: leave out one of the two")
        }
        if noRedact, !redaction.packs.isEmpty {
            throw ValidationError("--no-redact excludes --audience public and --pack")
        }
        if output == "-", answer.json { throw ValidationError("-o - and --json exclude each other") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        try cli.withRun(unredacted: noRedact) { run in
            run.packs = redaction.packs
            return try export(cli, run)
        }
    }

    private func export(_ cli: CommandContext, _ run: HostRun) throws -> ExitStatus {
        let isBundle = upload || raw || withSubagents
        let name = format ?? (isBundle ? ExportFormat.json.rawValue : Self.format(output: output))
        if noRedact { cli.note("baton: warning: secrets stay in, as asked by --no-redact") }
        let (work, session) = try work(name, cli, run)
        if upload { return try share(work, session, run, cli) }
        if output == "-" {
            var sink = ConsoleSink(cli.console)
            preview(try work.write(to: &sink), cli)
            return .done
        }
        let (path, summary) = try writeFile(work, cli)
        preview(summary, cli)
        try report(summary, cli) { $0.member("path", path) }
        try cli.print(path)
        return .done
    }

    /// The format when none is named: the one that the file's name says, else Markdown.
    private static func format(output: String?) -> String {
        switch Paths.fileExtension(output ?? "") {
        case "json": return ExportFormat.json.rawValue
        case "html", "htm": return ExportFormat.html.rawValue
        default: return ExportFormat.markdown.rawValue
        }
    }

    private func work(_ name: String, _ cli: CommandContext, _ run: HostRun) throws -> (
        ExportWork, session: String
    ) {
        guard run.formatNames.contains(name) else {
            let failure = run.unknownFormat(name)
            throw CommandFailure(
                kind: failure.kind,
                message: failure.message,
                hint: failure.hint,
                status: .usage
            )
        }
        if audience == .agent, name != ExportFormat.markdown.rawValue {
            throw CommandFailure(
                kind: "usage",
                message: "--for agent is a form of Markdown; there is none of '\(name)'",
                hint: "leave --format out, or --for",
                status: .usage
            )
        }
        let session = try cli.session(session.selector)
        if let document = try run.document(name, of: session, options(cli), redacts: !noRedact) {
            return (.made(document), session.id)
        }
        let redaction = ExportRedaction(noRedact ? nil : try run.redactor())
        let exporter = Exporter(try Transcript(session), options(cli), redaction: redaction)
        return (.streamed(exporter, ExportFormat(rawValue: name) ?? .markdown), session.id)
    }

    private func options(_ cli: CommandContext) -> ExportOptions {
        var options = ExportOptions(exportedAt: ExportOptions.exportTime(cli.context))
        if let messages {
            options.messages = messages.count
            options.overviewCoversAll = false
        }
        options.audience = audience
        options.history = history
        options.tools = tools
        options.images = images
        options.thinking = thinking
        options.title = title
        options.sidecars = withSubagents
        options.raw = raw
        return options
    }

    private func writeFile(
        _ work: ExportWork,
        _ cli: CommandContext
    ) throws -> (path: String, ExportSummary) {
        // The name of the file is known when the last message is read, so it is moved to its place then.
        let named = output.map { cli.outputPath($0) }
        let directory = named.map { Paths.directory($0) } ?? cli.context.workingDirectory
        let writer = try FileWriter(beside: named ?? Paths.join(directory, "export"), mode: 0o600)
        var sink = FileSink(writer)
        let summary = try work.write(to: &sink)
        let path = named ?? Paths.join(directory, summary.filename)
        do throws(PlatformError) {
            // Who names a file means it; a name that was made up here takes nobody's place.
            try writer.commit(as: path, replacing: force || output != nil)
        } catch {
            guard error.isAlreadyThere else { throw error }
            throw CommandFailure(
                message: "'\(path)' is there already",
                hint: "add --force to replace it, or name a file with -o"
            )
        }
        return (path, summary)
    }

    private func share(
        _ work: ExportWork,
        _ session: String,
        _ run: HostRun,
        _ cli: CommandContext
    ) throws -> ExitStatus {
        // In a file without a name: an export may be larger than the memory, and nothing of it stays behind.
        let scratch = try ScratchFile(in: cli.context.variable("TMPDIR") ?? "/tmp")
        var sink = ScratchSink(file: scratch)
        let summary = try work.write(to: &sink)
        try scratch.flush()
        preview(summary, cli)
        let sharing = Sharing(cli: cli, run: run, options: self.sharing)
        let subject = Sharing.Subject(
            filename: summary.filename,
            session: session,
            secrets: noRedact ? nil : summary.secretCount
        )
        let share = try withExtendedLifetime(scratch) {
            try sharing.upload(.file(path: scratch.path, count: scratch.count), subject)
        }
        guard let share else { return .no }
        try report(summary, cli) { Sharing.write(share, to: &$0) }
        if !cli.isJSON { try sharing.tell(share) }
        return .done
    }

    private func preview(_ summary: ExportSummary, _ cli: CommandContext) {
        if summary.wasLimited {
            cli.note("baton: exported \(summary.messageCount) of \(summary.totalMessageCount) messages")
        }
        for note in summary.notes { cli.note("baton: warning: \(note)") }
        if !noRedact { FindingsPreview.show(summary.findings, cli) }
        let images = unscannedImages(summary)
        if images > 0 {
            cli.note("baton: \(images) \(images == 1 ? "image" : "images") not scanned for secrets")
            if summary.format == ExportFormat.json.rawValue {
                cli.note("hint: --images none leaves them out")
            }
        }
    }

    /// Pictures that travel, into which nothing looks.
    private func unscannedImages(_ summary: ExportSummary) -> Int {
        let isNamed =
            images == ImageDetail.none || images == nil && summary.format == ExportFormat.markdown.rawValue
        return isNamed || ExportFormat(rawValue: summary.format) == nil ? 0 : summary.imageCount
    }

    private func report(
        _ summary: ExportSummary,
        _ cli: CommandContext,
        _ more: (inout JSONWriter) -> Void
    ) throws {
        try cli.answer { writer in
            writer.object { writer in
                more(&writer)
                writer.member("filename", summary.filename)
                writer.member("format", summary.format)
                writer.member("message_count", summary.messageCount)
                writer.member("total_message_count", summary.totalMessageCount)
                writer.member("was_limited", summary.wasLimited)
                writer.key("counts")
                writer.object { writer in
                    writer.member("messages", summary.counts.messages)
                    writer.member("blocks", summary.counts.blocks)
                    writer.member("tool_calls", summary.counts.toolCalls)
                    writer.member("tool_results", summary.counts.toolResults)
                    writer.member("images", summary.counts.images)
                }
                writer.key("notes")
                writer.array { writer in for note in summary.notes { writer.string(note) } }
                FindingsPreview.write(summary.findings, to: &writer)
                writer.key("not_scanned")
                writer.object { $0.member("images", unscannedImages(summary)) }
            }
        }
    }
}

/// What is written: a session in one of the program's formats, message by message, or what an extension made of it.
private enum ExportWork {
    case streamed(Exporter, ExportFormat)
    case made(Document)

    func write(to sink: inout some ByteSink) throws -> ExportSummary {
        switch self {
        case .streamed(let exporter, let format): return try exporter.write(format, to: &sink)
        case .made(let document):
            try sink.append(document.content)
            return document.summary
        }
    }
}

/// Hands bytes on to a file without a name.
private struct ScratchSink: ByteSink {
    let file: ScratchFile

    mutating func append(_ bytes: [UInt8]) throws { try file.append(bytes) }
}

/// A number of messages, or all of them.
struct MessageLimit: ExpressibleByArgument {
    /// `nil` for all.
    let count: Int?

    init(count: Int?) { self.count = count }

    init?(argument: String) {
        if argument == "all" {
            count = nil
        } else if let number = Int(argument), number >= 1 {
            count = number
        } else {
            return nil
        }
    }

    var defaultValueDescription: String { count.map(String.init) ?? "all" }
}

extension Audience: ExpressibleByArgument {}
extension History: ExpressibleByArgument {}
extension ImageDetail: ExpressibleByArgument {}
extension ToolDetail: ExpressibleByArgument {}
