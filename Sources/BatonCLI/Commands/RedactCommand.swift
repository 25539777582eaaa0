internal import ArgumentParser
internal import BatonHost
internal import BatonRedaction
internal import JSON
internal import Platform

/// The command `baton redact`.
struct RedactCommand: BatonCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Replace the secrets of a text or of JSON Lines by placeholders.",
        discussion: """
            Reads a file, standard input or a session's transcript and writes the same with placeholders to standard \
            output. With --report it tells what it found in all files instead, and exits with 1 when that is something. \
            A line of your own file that holds 'baton:allow' stays as it is.
            """
    )

    @Argument(help: ArgumentHelp("Files to read, '-' for standard input, or a session.", valueName: "file"))
    var files: [String] = []

    @Flag(name: .long, help: "Tell what is found instead of writing the text.")
    var report = false

    @Flag(name: .long, help: "Tell what is found as SARIF 2.1.0, for code hosts and editors.")
    var sarif = false

    @Flag(name: .long, help: "Go through what is found, and remember what may stay.")
    var review = false

    @OptionGroup var redaction: RedactionOptions
    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }
    private var isReport: Bool { report || sarif }
    private var inputs: [String] { files.isEmpty ? ["-"] : files }

    func validate() throws {
        if output.json, !report || sarif {
            throw ValidationError("--json needs --report, and is not for --sarif")
        }
        if review, isReport { throw ValidationError("--review and --report exclude each other") }
        if files.count > 1, !isReport { throw ValidationError("several files need --report") }
        if review, inputs == ["-"] { throw ValidationError("--review needs a file or a session") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus {
        try cli.withRun { run in
            run.packs = redaction.packs
            if isReport { return try tell(cli, run) }
            let input = try RedactionInput(inputs[0], cli)
            var text = try input.redaction(run)
            if review { return try look(input, &text, cli) }
            try write(input, &text, cli)
            return .done
        }
    }

    private func write(_ input: RedactionInput, _ text: inout LargeTextRedaction, _ cli: CommandContext)
        throws
    {
        if try !input.isText() {
            let name = PrintableText.line(input.name)
            cli.note("baton: warning: '\(name)' is not text; what is not text in it was not scanned")
        }
        guard input.encoding != .bytes else {
            return try text.redact(input.source) { try cli.console.writeOutput($0.span) }
        }
        var clean: [UInt8] = []
        try text.redact(input.source) { clean += $0 }
        try cli.console.writeOutput(input.encoding.encoded(clean).span)
    }

    private func look(
        _ input: RedactionInput,
        _ text: inout LargeTextRedaction,
        _ cli: CommandContext
    ) throws -> ExitStatus {
        guard cli.console.isInteractive else {
            throw CommandFailure(
                kind: "usage",
                message: "--review asks at a terminal, and there is none",
                hint: "baton redact --report tells what is found",
                status: .usage
            )
        }
        guard try input.isText() else {
            throw CommandFailure(
                kind: "redaction",
                message: "'\(input.name)' is not text",
                hint: nil,
                status: .failed
            )
        }
        let bytes = try input.bytes()
        try text.redact(input.source) { _ in }
        if text.findings.isEmpty {
            cli.note("baton: no secrets found")
            return .done
        }
        try RedactionReview(cli: cli, input: input, bytes: bytes, places: text.findings).run()
        return .done
    }

    private func tell(_ cli: CommandContext, _ run: HostRun) throws -> ExitStatus {
        var scan = RedactionScan(keepsBytes: sarif)
        for name in inputs {
            // One file of many must not hide what the others hold.
            if let error = scan.add(name, cli, run) {
                if inputs.count == 1 { throw error }
                scan.hasFailed = true
                cli.note(ErrorReport(error).text(cli.context).withoutLineEnd)
            }
        }
        let report = RedactionReportWriter(
            inputs: scan.found,
            skipped: scan.skipped,
            isNamed: inputs.count > 1
        )
        if sarif {
            var writer = JSONWriter(pretty: true)
            SARIFReport(inputs: scan.found, rules: try run.redactor().rules, version: ProgramVersion.current)
                .write(to: &writer)
            writer.bytes.append(UInt8(ascii: "\n"))
            try cli.console.writeOutput(writer.bytes.span)
        } else {
            try cli.answer { report.write(to: &$0) }
            try report.print(cli)
        }
        report.summarize(cli)
        if scan.hasFailed { return .failed }
        return report.counts.isEmpty ? .done : .no
    }
}

/// What was found in several inputs, one after the other.
private struct RedactionScan {
    let keepsBytes: Bool
    var found: [RedactionFindings] = []
    var skipped: [SkippedInput] = []
    var hasFailed = false

    init(keepsBytes: Bool) { self.keepsBytes = keepsBytes }

    /// Looks at one more input.
    ///
    /// - Returns: why it could not be looked at.
    mutating func add(_ name: String, _ cli: CommandContext, _ run: HostRun) -> (any Error)? {
        do {
            let input = try RedactionInput(name, cli)
            if try !input.isText() {
                skipped.append(SkippedInput(name: input.name, reason: "not text"))
                return nil
            }
            var text = try input.redaction(run)
            try text.redact(input.source) { _ in }
            let places = text.findings
            // A clean file is as good as forgotten.
            let bytes = places.isEmpty || !keepsBytes ? [] : try input.bytes()
            found.append(RedactionFindings(name: input.name, places: places, bytes: bytes))
            return nil
        } catch {
            return error
        }
    }
}

extension String {
    /// The text without a line feed at its end.
    fileprivate var withoutLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
