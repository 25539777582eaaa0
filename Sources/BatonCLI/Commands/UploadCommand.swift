internal import JSON
internal import ArgumentParser
internal import BatonHost
internal import BatonSharing
internal import Platform

/// The command `baton upload`.
struct UploadCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "upload",
        abstract: "Upload a file, without its secrets and encrypted, and print the link.",
        discussion: "The file itself stays as it is: secrets are removed in a copy."
    )

    @Argument(help: ArgumentHelp("File to upload, or '-' for standard input.", valueName: "file"))
    var file: String

    @OptionGroup var sharing: SharingOptions
    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func run(in cli: CommandContext) throws -> ExitStatus { try cli.withRun { try upload(cli, $0) } }

    private func upload(_ cli: CommandContext, _ run: HostRun) throws -> ExitStatus {
        let limit = 512 << 20
        let bytes =
            file == "-"
            ? try cli.console.readInput(limit: limit) : try Files.read(cli.context.path(file), limit: limit)
        guard !bytes.isEmpty else { throw SharingError.empty }
        let isText = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
        var content = UploadContent.bytes(bytes)
        var secrets: Int?
        if isText {
            var redaction = TextRedaction(try run.redactor())
            content = .bytes(try redaction.redact(bytes))
            secrets = redaction.findings.count
        } else {
            // Nothing of it is changed, so it can be read again while it is sent.
            if file != "-" { content = .file(path: cli.context.path(file), count: bytes.count) }
            cli.note("baton: warning: '\(Paths.name(file))' is not text and cannot be scanned for secrets")
            guard try cli.confirm("Upload it as it is?", assumeYes: sharing.yes) else { return .no }
        }
        let uploader = Sharing(cli: cli, run: run, options: sharing)
        let name = file == "-" ? "share.txt" : Paths.name(file)
        guard let share = try uploader.upload(content, filename: name, secrets: secrets) else { return .no }
        try cli.answer { writer in
            writer.object { writer in
                Sharing.write(share, to: &writer)
                // Without a count where nothing could be scanned.
                writer.key("secrets")
                if let secrets { writer.int(Int64(secrets)) } else { writer.null() }
            }
        }
        if !cli.isJSON { try uploader.tell(share) }
        return .done
    }
}
