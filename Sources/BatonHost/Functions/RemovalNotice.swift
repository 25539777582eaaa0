internal import BatonExport
internal import Lua

extension HostCall {
    /// Tells the person what was removed from a document or a text that is about to leave; nothing when nothing was.
    ///
    /// `secrets` places were changed just now, besides those that the document itself tells of.
    func tellRemoved(from content: HostValue, _ secrets: Int) throws {
        var findings = (content.field("findings")?.list ?? []).compactMap {
            finding -> ExportSummary.RuleCount? in
            guard let rule = finding.field("rule")?.text, case .int(let count)? = finding.field("count")
            else {
                return nil
            }
            let places = (finding.field("places")?.list ?? []).prefix(3).map { place in
                var message: Int?
                if case .int(let number)? = place.field("message") { message = Int(number) }
                return ExportSummary.Place(
                    message: message,
                    field: place.field("field")?.text ?? "",
                    hint: place.field("hint")?.text ?? ""
                )
            }
            return .init(rule: rule, count: Int(count), places: places)
        }
        if secrets > 0 { findings.append(.init(rule: "found on the way out", count: secrets)) }
        if findings.isEmpty { return }
        // The table comes from a script, which may have put anything into it.
        for line in FindingsTable.lines(findings) { run.say(try run.redacted(line)) }
    }
}
