internal import ArgumentParser
internal import BatonExport
internal import BatonHost
internal import BatonRedaction
internal import BatonSharing
internal import JSON
internal import Platform

/// The command `baton upload`.
struct UploadCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Upload a file, without its secrets and encrypted, and print the link.",
        discussion: """
            The file itself stays as it is: secrets are removed in a copy. What is not text cannot be scanned, and is sent \
            only when you say so at the terminal or by --no-redact.
            """
    )

    @Argument(help: ArgumentHelp("File to upload, or '-' for standard input.", valueName: "file"))
    var file: String

    @Flag(name: .customLong("no-redact"), help: "Send the file as it is, not scanned for secrets.")
    var noRedact = false

    @OptionGroup var redaction: RedactionOptions
    @OptionGroup var sharing: SharingOptions
    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func validate() throws {
        if noRedact, !redaction.packs.isEmpty {
            throw ValidationError("--no-redact excludes --audience public and --pack")
        }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        try cli.withRun { run in
            run.packs = redaction.packs
            return try upload(cli, run)
        }
    }

    private func upload(_ cli: CommandContext, _ run: HostRun) throws -> ExitStatus {
        let own = file == "-" ? "share.txt" : Paths.name(file)
        // A store learns the name of what is not sealed.
        var subject = Sharing.Subject(filename: noRedact ? own : try run.redactedName(own))
        let content: UploadContent
        var findings: [TextRedaction.Place] = []
        if noRedact {
            cli.note(
                "baton: warning: '\(PrintableText.line(own))' is not scanned for secrets, as asked by --no-redact"
            )
            content = try asItIs(cli)
        } else {
            let bytes = try bytes(cli)
            if String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) {
                var redaction = TextRedaction(try run.redactor())
                content = .bytes(try redaction.redact(bytes))
                findings = redaction.findings
                subject.secrets = findings.count
                if !findings.isEmpty { FindingsPreview.show(Self.counts(findings), cli) }
            } else {
                try checkMayAsk(PrintableText.line(own), cli)
                subject.needsWord = true
                content = .bytes(bytes)
            }
        }
        let uploader = Sharing(cli: cli, run: run, options: sharing)
        guard let share = try uploader.upload(content, subject) else { return .no }
        try cli.answer { writer in
            writer.object { writer in
                Sharing.write(share, to: &writer)
                // Without a count where nothing could be scanned.
                writer.key("secrets")
                if let secrets = subject.secrets { writer.int(Int64(secrets)) } else { writer.null() }
                FindingsPreview.write(Self.counts(findings), to: &writer)
            }
        }
        if !cli.isJSON { try uploader.tell(share) }
        return .done
    }

    /// The largest file that is scanned, or read from standard input, in bytes.
    private static let limit = 512 << 20

    private func bytes(_ cli: CommandContext) throws -> [UInt8] {
        let bytes =
            file == "-"
            ? try cli.console.readInput(limit: Self.limit)
            : try Files.read(cli.context.path(file), limit: Self.limit)
        guard !bytes.isEmpty else { throw SharingError.empty }
        return bytes
    }

    /// A file that is read while it is sent, however large it is: nothing looks into it.
    private func asItIs(_ cli: CommandContext) throws -> UploadContent {
        guard file != "-" else { return .bytes(try bytes(cli)) }
        let path = cli.context.path(file)
        let size = try FileReader(path).size
        // A file of /proc says that it is empty, and is not.
        return size == 0 ? .bytes(try bytes(cli)) : .file(path: path, count: size)
    }

    /// Checks that there is a person who can say that something may leave that cannot be scanned.
    private func checkMayAsk(_ name: String, _ cli: CommandContext) throws {
        cli.note("baton: warning: '\(name)' is not text and cannot be scanned for secrets")
        guard !cli.console.isInteractive || cli.isJSON else { return }
        throw CommandFailure(
            kind: "redaction",
            message: "'\(name)' is not text, so nobody knows whether it holds secrets",
            hint: "--no-redact sends it as it is"
        )
    }

    /// The findings of a text by rule, with their first places.
    private static func counts(_ places: [TextRedaction.Place]) -> [ExportSummary.RuleCount] {
        var byRule: [String: [TextRedaction.Place]] = [:]
        for place in places { byRule[place.finding.rule, default: []].append(place) }
        return byRule.sorted { $0.key < $1.key }.map { rule, places in
            ExportSummary.RuleCount(
                rule: rule,
                count: places.count,
                places: places.prefix(3).map { place in
                    let field = place.field.map { $0.isEmpty ? "" : " \($0)" } ?? ""
                    return ExportSummary.Place(
                        message: nil,
                        field: "line \(place.line)\(field)",
                        hint: place.finding.hint
                    )
                }
            )
        }
    }
}
