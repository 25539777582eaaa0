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
            Reads a file or standard input and writes the same with placeholders to standard output. With --report it \
            tells what it found instead, and exits with 1 when that is something.
            """
    )

    @Argument(help: ArgumentHelp("File to read, or '-' for standard input.", valueName: "file"))
    var file = "-"

    @Flag(name: .long, help: "Tell what is found instead of writing the text.")
    var report = false

    @OptionGroup var output: OutputOptions

    var isJSON: Bool { output.json }

    func validate() throws {
        if output.json, !report { throw ValidationError("--json needs --report") }
    }

    func run(in cli: CommandContext) throws -> ExitStatus { try cli.withRun { try redact(cli, $0) } }

    private func redact(_ cli: CommandContext, _ run: HostRun) throws -> ExitStatus {
        let limit = 1 << 30
        let bytes =
            file == "-"
            ? try cli.console.readInput(limit: limit) : try Files.read(cli.context.path(file), limit: limit)
        var text = TextRedaction(try run.redactor())
        let clean = try text.redact(bytes)
        if !report {
            try cli.console.writeOutput(clean.span)
            return .done
        }
        try tell(text.findings, cli)
        return text.findings.isEmpty ? .done : .no
    }

    private func tell(_ findings: [TextRedaction.Place], _ cli: CommandContext) throws {
        var counts: [String: Int] = [:]
        for place in findings { counts[place.finding.rule, default: 0] += 1 }
        try cli.answer { writer in
            writer.object { writer in
                writer.key("findings")
                writer.array { writer in
                    for place in findings {
                        writer.object { writer in
                            writer.member("rule", place.finding.rule)
                            writer.member("placeholder", place.finding.placeholder)
                            writer.member("line", place.line)
                            writer.member("column", place.column)
                            writer.member("field", nil)
                        }
                    }
                }
                writer.key("counts")
                ValueJSON.write(.record(counts.mapValues { .integer($0) }), to: &writer)
            }
        }
        for place in findings {
            let hint = place.finding.hint.isEmpty ? "" : "  \(place.finding.hint)…"
            try cli.print(
                "\(place.line):\(place.column)  \(place.finding.rule)  \(place.finding.placeholder)\(hint)"
            )
        }
        if findings.isEmpty { cli.note("baton: no secrets found") }
    }
}
