internal import BatonRedaction
internal import BatonSessions
internal import Platform

/// Redaction of the records of one conversation, all of which were looked at before.
struct ConversationRedaction {
    private let redactor: Redactor?
    /// Per number of a record: whether nothing in it is a secret by itself.
    private let isQuiet: [Bool]
    private let ruleCount: Int
    private let conversation: Conversation
    private let places: FindingPlaces

    /// Learns the secrets of a conversation.
    ///
    /// Several threads sort out the records that hold none; the others are learned in their order, which numbers the
    /// placeholders.
    ///
    /// - Throws: ``RedactionError`` when a record cannot be scanned: it must not travel; and what reading throws.
    init(learning conversation: Conversation, by redactor: Redactor?, _ places: FindingPlaces) throws {
        self.redactor = redactor
        self.conversation = conversation
        self.places = places
        guard let redactor else {
            isQuiet = []
            ruleCount = 0
            return
        }
        let numbers = conversation.recordNumbers
        ruleCount = redactor.rules.count
        isQuiet = Self.sort(numbers, of: conversation, redactor)
        var reader = conversation.recordReader()
        for number in numbers where !isQuiet[number] {
            try reader.withRecord(number) { try redactor.learn(record: $0) }
        }
    }

    /// The record without secrets, or `nil` when it has none.
    ///
    /// - Throws: ``RedactionError`` when it cannot be scanned; such a record must not travel.
    func redact(_ record: Span<UInt8>, number: Int) throws -> [UInt8]? {
        guard let redactor, redactor.hasSecrets else { return nil }
        // A rule that came later has not seen the record, nor has anything one that was written later.
        if isQuiet.indices.contains(number), isQuiet[number], redactor.rules.count == ruleCount {
            return noted(try redactor.redact(quietRecord: record), record, number)
        }
        return noted(try redactor.redact(record: record), record, number)
    }

    private func noted(_ redaction: Redaction?, _ record: Span<UInt8>, _ number: Int) -> [UInt8]? {
        guard let redaction else { return nil }
        places.note(redaction.findings, in: record) { conversation.messageNumber(ofRecord: number) }
        return redaction.bytes
    }

    /// Records that one thread takes at a time.
    private static let share = 128

    /// Per number of a record: whether it is quiet.
    private static func sort(_ numbers: [Int], of conversation: Conversation, _ redactor: Redactor) -> [Bool]
    {
        var isQuiet = [Bool](repeating: false, count: (numbers.max() ?? -1) + 1)
        unsafe isQuiet.withUnsafeMutableBufferPointer { flags in
            // Each record is of one thread.
            let flags = unsafe flags
            ParallelWork.run(
                numbers.count,
                grain: share,
                worker: { (reader: conversation.recordReader(), probe: try? redactor.probe()) }
            ) { place, worker in
                guard let probe = worker.probe else { return false }
                // What cannot be read here cannot be read later, where it is an error.
                let quiet = try? worker.reader.withRecord(numbers[place]) { probe.isQuiet(record: $0) }
                unsafe flags[numbers[place]] = quiet ?? false
                return true
            }
        }
        return isQuiet
    }
}
