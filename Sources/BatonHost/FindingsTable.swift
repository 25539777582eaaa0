public import BatonExport

/// A table of what was removed, for a person.
public enum FindingsTable {
    /// Its lines: how many places, then a line for each rule with the first of its places.
    public static func lines(_ findings: [ExportSummary.RuleCount]) -> [String] {
        let total = findings.reduce(0) { $0 + $1.count }
        let digits = findings.map { "\($0.count)".utf8.count }.max() ?? 0
        let width = findings.map { $0.rule.utf8.count }.max() ?? 0
        return ["baton: \(total) \(total == 1 ? "secret" : "secrets") removed"]
            + findings.map { finding in
                let count = "\(finding.count)"
                let left = String(repeating: " ", count: digits - count.utf8.count) + count + " × "
                let places = places(finding)
                if places.isEmpty { return "       " + left + finding.rule }
                let gap = String(repeating: " ", count: width - finding.rule.utf8.count + 2)
                return "       " + left + finding.rule + gap + places
            }
    }

    private static func places(_ finding: ExportSummary.RuleCount) -> String {
        guard !finding.places.isEmpty else { return "" }
        var parts = finding.places.map { place in
            let message = place.message.map { "message \($0) " } ?? ""
            let hint = place.hint.isEmpty ? "" : " (\(place.hint)…)"
            return PrintableText.line(message + place.field + hint)
        }
        let more = finding.count - parts.count
        if more > 0 { parts.append("and \(more) more") }
        return parts.joined(separator: ", ")
    }
}
