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
        let limit = 512 << 20
        let bytes =
            file == "-"
            ? try cli.console.readInput(limit: limit) : try Files.read(cli.context.path(file), limit: limit)
        guard !bytes.isEmpty else { throw SharingError.empty }
        let isText = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
        var content = UploadContent.bytes(bytes)
        var findings: [TextRedaction.Place]?
        if isText, !noRedact {
            var redaction = TextRedaction(try run.redactor())
            content = .bytes(try redaction.redact(bytes))
            findings = redaction.findings
            if !redaction.findings.isEmpty { FindingsPreview.show(Self.counts(redaction.findings), cli) }
        } else {
            // Nothing of it is changed, so it can be read again while it is sent.
            if file != "-" { content = .file(path: cli.context.path(file), count: bytes.count) }
            guard try isWanted(isText: isText, cli) else { return .no }
        }
        let secrets = findings?.count
        let uploader = Sharing(cli: cli, run: run, options: sharing)
        let own = file == "-" ? "share.txt" : Paths.name(file)
        // A store learns the name of what is not sealed.
        let name = noRedact ? own : try run.redactedName(own)
        guard let share = try uploader.upload(content, filename: name, secrets: secrets) else { return .no }
        try cli.answer { writer in
            writer.object { writer in
                Sharing.write(share, to: &writer)
                // Without a count where nothing could be scanned.
                writer.key("secrets")
                if let secrets { writer.int(Int64(secrets)) } else { writer.null() }
                FindingsPreview.write(Self.counts(findings ?? []), to: &writer)
            }
        }
        if !cli.isJSON { try uploader.tell(share) }
        return .done
    }

    /// Whether something that was not scanned may leave: the person says so at the terminal, or by the option.
    private func isWanted(isText: Bool, _ cli: CommandContext) throws -> Bool {
        let name = PrintableText.line(file == "-" ? "standard input" : Paths.name(file))
        if noRedact {
            cli.note("baton: warning: '\(name)' is not scanned for secrets, as asked by --no-redact")
            return true
        }
        cli.note("baton: warning: '\(name)' is not text and cannot be scanned for secrets")
        guard cli.console.isInteractive, !cli.isJSON else {
            throw CommandFailure(
                kind: "redaction",
                message: "'\(name)' is not text, so nobody knows whether it holds secrets",
                hint: "--no-redact sends it as it is"
            )
        }
        // Not answered by --yes: that is for what was scanned.
        return try cli.confirm("Upload it as it is?", assumeYes: false)
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
