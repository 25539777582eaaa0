internal import BatonExport
internal import JSON

/// What redaction removed, as a list on standard error before anything leaves.
enum FindingsPreview {
    static func show(_ findings: [ExportSummary.RuleCount], _ cli: CommandContext) {
        guard !findings.isEmpty else { return cli.note("baton: no secrets found") }
        let total = findings.reduce(0) { $0 + $1.count }
        cli.note("baton: \(total) \(total == 1 ? "secret" : "secrets") removed")
        for finding in findings { cli.note("       \(finding.count) × \(finding.rule)") }
    }

    static func write(_ findings: [ExportSummary.RuleCount], to writer: inout JSONWriter) {
        writer.key("findings")
        writer.array { writer in
            for finding in findings {
                writer.object { writer in
                    writer.member("rule", finding.rule)
                    writer.member("count", finding.count)
                }
            }
        }
    }
}
