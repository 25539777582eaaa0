internal import BatonRedaction
internal import BatonSessions

/// Where an export removed something: a few places by rule, so that a person can look.
final class FindingPlaces {
    /// So many places of each rule are kept.
    static let most = 3

    private var places: [String: [ExportSummary.Place]] = [:]

    /// The first places of a rule.
    func places(of rule: String) -> [ExportSummary.Place] { places[rule] ?? [] }

    /// Takes note of what was found in a record; only the first findings of each rule cost anything.
    ///
    /// `message` gives the number of the record's message.
    func note(_ findings: [Finding], in record: Span<UInt8>, message: () -> Int?) {
        let new = findings.filter { (places[$0.rule]?.count ?? 0) < Self.most }
        guard !new.isEmpty else { return }
        let fields = FieldPath.paths(
            of: new.map(\.offset),
            in: record,
            hiding: findings.map { $0.offset..<$0.offset + $0.length }
        )
        let number = message()
        for (finding, field) in zip(new, fields) { add(finding, number, field) }
    }

    /// Takes note of what was found in a text, which `field` names.
    func note(_ findings: [Finding], field: String) {
        for finding in findings { add(finding, nil, field) }
    }

    private func add(_ finding: Finding, _ message: Int?, _ field: String) {
        let place = ExportSummary.Place(message: message, field: field, hint: finding.hint)
        // An overview and the conversation below it read the same message.
        guard places[finding.rule, default: []].count < Self.most,
            !places[finding.rule, default: []].contains(place)
        else { return }
        places[finding.rule, default: []].append(place)
    }
}
