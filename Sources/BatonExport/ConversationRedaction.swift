internal import BatonRedaction
internal import BatonSessions
internal import Platform

/// Redaction of the records of one conversation, all of which were looked at before.
struct ConversationRedaction {
    private let redactor: Redactor?
    /// Per number of a record what a probe has found in it.
    private let kinds: [RedactionProbe.Kind]
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
            kinds = []
            ruleCount = 0
            return
        }
        let numbers = conversation.recordNumbers
        ruleCount = redactor.rules.count
        kinds = Self.sort(numbers, of: conversation, redactor)
        var reader = conversation.recordReader()
        for number in numbers where kinds[number] == .loud {
            try reader.withRecord(number) { try redactor.learn(record: $0) }
        }
    }

    /// The record without secrets, or `nil` when it has none.
    ///
    /// - Throws: ``RedactionError`` when it cannot be scanned; such a record must not travel.
    func redact(_ record: Span<UInt8>, number: Int) throws -> [UInt8]? {
        guard let redactor, redactor.hasSecrets else { return nil }
        // A rule that came later has not seen the record, nor has anything one that was written later.
        if kinds.indices.contains(number), kinds[number] == .quiet, redactor.rules.count == ruleCount {
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
    /// So much of them is looked at together (bytes).
    private static let piece = 64 << 10

    /// Per number of a record what it holds.
    private static func sort(
        _ numbers: [Int],
        of conversation: Conversation,
        _ redactor: Redactor
    ) -> [RedactionProbe.Kind] {
        var kinds = [RedactionProbe.Kind](repeating: .loud, count: (numbers.max() ?? -1) + 1)
        unsafe kinds.withUnsafeMutableBufferPointer { flags in
            // Each record is of one thread.
            let flags = unsafe flags
            ParallelWork.run(
                (numbers.count + share - 1) / share,
                grain: 1,
                worker: { (reader: conversation.recordReader(), probe: try? redactor.probe()) }
            ) { part, worker in
                guard let probe = worker.probe else { return false }
                var added: [Int] = []
                func settle() {
                    for (number, kind) in zip(added, probe.takeKinds()) { unsafe flags[number] = kind }
                    added.removeAll(keepingCapacity: true)
                }
                for place in part * share..<min(numbers.count, (part + 1) * share) {
                    // What cannot be read here cannot be read later, where it is an error.
                    try? worker.reader.withRecord(numbers[place]) { record in
                        if record.count >= piece {
                            unsafe flags[numbers[place]] = probe.kind(ofRecord: record)
                        } else {
                            probe.add(record: record)
                            added.append(numbers[place])
                        }
                    }
                    if probe.pending >= piece { settle() }
                }
                settle()
                return true
            }
        }
        return kinds
    }
}
