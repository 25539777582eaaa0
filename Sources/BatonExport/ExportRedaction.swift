public import BatonRedaction

/// Redaction of one share: the same redactor for every record, title and file of it.
public struct ExportRedaction {
    private let redactor: Redactor?
    /// What the redactor had replaced before, in other shares of the same run.
    private let before: [String: Int]

    /// A redaction by `redactor`; `nil` lets everything through.
    public init(_ redactor: Redactor?) {
        self.init(
            redactor,
            before: Dictionary((redactor?.replacements ?? []).map { ($0.rule, $0.count) }) { $1 }
        )
    }

    private init(_ redactor: Redactor?, before: [String: Int]) {
        self.redactor = redactor
        self.before = before
    }

    /// Whether there is a redactor, and so anything to learn.
    var isActive: Bool { redactor != nil }

    /// Looks at a record before anything is written, so that its secrets are known wherever they stand.
    ///
    /// - Throws: ``RedactionError`` when it cannot be scanned; such a record must not travel.
    public func learn(_ record: Span<UInt8>) throws { try redactor?.learn(record: record) }

    /// The redaction of records that were all learned: when none of them holds a secret, none is searched again.
    var afterLearning: ExportRedaction {
        redactor?.counts.isEmpty == true ? ExportRedaction(nil, before: before) : self
    }

    /// The record without secrets, or `nil` when it has none.
    ///
    /// - Throws: ``RedactionError`` when it cannot be scanned; such a record must not travel.
    public func redact(_ record: Span<UInt8>) throws -> [UInt8]? {
        try redactor?.redact(record: record)?.bytes
    }

    /// A text without secrets.
    public func redact(_ text: String) throws -> String {
        guard let redactor else { return text }
        let bytes = Array(text.utf8)
        return try redactor.redact(text: bytes.span).map { String(decoding: $0.bytes, as: UTF8.self) } ?? text
    }

    /// How many places were changed so far in this share, by rule.
    public var counts: [ExportSummary.RuleCount] {
        (redactor?.replacements ?? []).map { ($0.rule, $0.count - (before[$0.rule] ?? 0)) }
            .filter { $1 > 0 }.map { .init(rule: $0, count: $1) }
            .sorted { $0.rule < $1.rule }
    }
}
