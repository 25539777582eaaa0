public import BatonRedaction
internal import BatonSessions

/// Redaction of one share: the same redactor for every record, title and file of it.
public struct ExportRedaction {
    private let redactor: Redactor?
    /// What the redactor had replaced before, in other shares of the same run.
    private let before: [String: Int]
    private let places = FindingPlaces()

    /// A redaction by `redactor`; `nil` lets everything through.
    public init(_ redactor: Redactor?) {
        self.redactor = redactor
        before = Dictionary((redactor?.replacements ?? []).map { ($0.rule, $0.count) }) { $1 }
    }

    /// Looks at all records of a conversation before anything is written, so that its secrets are known wherever they
    /// stand.
    ///
    /// - Throws: ``RedactionError`` when a record cannot be scanned; such a record must not travel.
    func learn(_ conversation: Conversation) throws -> ConversationRedaction {
        try ConversationRedaction(learning: conversation, by: redactor, places)
    }

    /// Looks at a record, a JSON value, before anything is written.
    func learn(record: Span<UInt8>) throws { try redactor?.learn(record: record) }

    /// Looks at a text before anything is written.
    func learn(text: Span<UInt8>) throws { try redactor?.learn(text: text) }

    /// The record without secrets, or `nil` when it has none.
    func redact(record: Span<UInt8>) throws -> [UInt8]? {
        guard let redaction = try redactor?.redact(record: record) else { return nil }
        places.note(redaction.findings, in: record) { nil }
        return redaction.bytes
    }

    /// A text without secrets; `field` says what it is.
    func redact(bytes: [UInt8], field: String = "text") throws -> [UInt8] {
        try redact(text: bytes.span, field: field) ?? bytes
    }

    /// A text without secrets; `field` says what it is.
    public func redact(_ text: String, field: String = "text") throws -> String {
        let bytes = Array(text.utf8)
        return try redact(text: bytes.span, field: field).map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    /// The text without secrets, or `nil` when it has none; `field` says what it is.
    func redact(text: Span<UInt8>, field: String = "text") throws -> [UInt8]? {
        guard let redaction = try redactor?.redact(text: text) else { return nil }
        places.note(redaction.findings, field: field)
        return redaction.bytes
    }

    /// How many places were changed so far in this share, by rule.
    public var counts: [ExportSummary.RuleCount] {
        (redactor?.replacements ?? []).map { ($0.rule, $0.count - (before[$0.rule] ?? 0)) }
            .filter { $1 > 0 }.map { .init(rule: $0, count: $1, places: places.places(of: $0)) }
            .sorted { $0.rule < $1.rule }
    }
}
