internal import BatonHost
internal import BatonRedaction
internal import JSON

/// What was found in one input.
struct RedactionFindings {
    let name: String
    let places: [TextRedaction.Place]
    /// The input, for columns and fingerprints; nothing of it is printed.
    let bytes: [UInt8]
}

/// An input that could not be searched.
struct SkippedInput {
    let name: String
    let reason: String
}

/// The report of `baton redact --report`.
struct RedactionReportWriter {
    let inputs: [RedactionFindings]
    /// Inputs that could not be searched, with the reason.
    let skipped: [SkippedInput]
    /// Whether each line names its input.
    let isNamed: Bool

    /// How often each rule found something.
    var counts: [String: Int] {
        var counts: [String: Int] = [:]
        for input in inputs { for place in input.places { counts[place.finding.rule, default: 0] += 1 } }
        return counts
    }

    /// A line for each finding: where, rule, what stands in its place, hint, field.
    func print(_ cli: CommandContext) throws {
        let rows = inputs.flatMap { input in
            input.places.map { place in
                let at = "\(place.line):\(place.column)"
                return [
                    isNamed ? "\(input.name):\(at)" : at, place.finding.rule, place.finding.placeholder,
                    place.finding.hint.isEmpty ? "" : place.finding.hint + "…", place.field ?? "",
                ].map { PrintableText.line($0) }
            }
        }
        let widths = (0..<5).map { column in rows.map { PrintableText.width(of: $0[column]) }.max() ?? 0 }
        for row in rows {
            var line = ""
            for (text, width) in zip(row, widths) where width > 0 {
                line +=
                    text + String(repeating: " ", count: max(0, width - PrintableText.width(of: text))) + "  "
            }
            while line.hasSuffix(" ") { line.removeLast() }
            try cli.print(line)
        }
    }

    /// How many there are, on standard error.
    func summarize(_ cli: CommandContext) {
        for input in skipped {
            cli.note("baton: warning: '\(PrintableText.line(input.name))' not scanned: \(input.reason)")
        }
        let counts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard !counts.isEmpty else { return cli.note("baton: no secrets found") }
        let total = counts.reduce(0) { $0 + $1.value }
        let rules = counts.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
        cli.note("baton: \(total) \(total == 1 ? "secret" : "secrets") found: \(rules)")
    }

    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("findings")
            writer.array { writer in
                for input in inputs {
                    for place in input.places {
                        writer.object { writer in
                            writer.member("rule", place.finding.rule)
                            writer.member("placeholder", place.finding.placeholder)
                            writer.member("file", input.name)
                            writer.member("line", place.line)
                            writer.member("column", place.column)
                            writer.member("field", place.field)
                            writer.member("hint", place.finding.hint.isEmpty ? nil : place.finding.hint)
                        }
                    }
                }
            }
            writer.key("counts")
            ValueJSON.write(.record(counts.mapValues { .integer($0) }), to: &writer)
            writer.key("skipped")
            writer.array { writer in
                for input in skipped {
                    writer.object { writer in
                        writer.member("file", input.name)
                        writer.member("reason", input.reason)
                    }
                }
            }
        }
    }
}
