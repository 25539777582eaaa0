internal import BatonExport
internal import BatonHost
internal import JSON

/// What redaction removed, as a table on standard error before anything leaves.
///
/// It tells rules, counts and places, and of a value at most the public beginning of its kind.
enum FindingsPreview {
    static func show(_ findings: [ExportSummary.RuleCount], _ cli: CommandContext) {
        guard !findings.isEmpty else { return cli.note("baton: no secrets found") }
        for line in FindingsTable.lines(findings) { cli.note(line) }
    }

    static func write(_ findings: [ExportSummary.RuleCount], to writer: inout JSONWriter) {
        writer.key("findings")
        writer.array { writer in
            for finding in findings {
                writer.object { writer in
                    writer.member("rule", finding.rule)
                    writer.member("count", finding.count)
                    writer.key("places")
                    writer.array { writer in
                        for place in finding.places {
                            writer.object { writer in
                                writer.key("message")
                                if let message = place.message {
                                    writer.int(Int64(message))
                                } else {
                                    writer.null()
                                }
                                writer.member("field", place.field)
                                writer.member("hint", place.hint.isEmpty ? nil : place.hint)
                            }
                        }
                    }
                }
            }
        }
    }
}
