internal import JSON
internal import Platform
internal import Synchronization

/// A part of a file, indexed by itself: its records and ids have numbers of their own.
private struct IndexedPart {
    var index = TranscriptIndex()
    var facts = TranscriptFacts()
    var numbers = Interner()
}

/// Parts that were indexed, on their way into the whole in their order.
private struct PartQueue: ~Copyable {
    var whole = IndexedPart()
    var waiting: [Int: IndexedPart] = [:]
    var next = 0
    var failure: (any Error)?
}

extension TranscriptIndex {
    /// Reads a whole file, several parts of `partSize` bytes at a time.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read.
    static func inParts(
        of file: FileReader,
        partSize: Int = 8 << 20
    ) throws -> (TranscriptIndex, TranscriptFacts) {
        let count = max(1, (file.size + partSize - 1) / partSize)
        let queue = Mutex(PartQueue())
        ParallelWork.run(count, worker: {}) { number, _ in
            do {
                let range = number * partSize..<min(file.size, (number + 1) * partSize)
                let part = try indexed(range, of: file)
                queue.withLock { $0.take(part, number, of: count) }
                return true
            } catch {
                queue.withLock { $0.failure = error }
                return false
            }
        }
        return try queue.withLock { queue in
            if let failure = queue.failure { throw failure }
            return (queue.whole.index, queue.whole.facts)
        }
    }

    private static func indexed(_ range: Range<Int>, of file: FileReader) throws -> IndexedPart {
        let lines = LineReader(file, lineLimit: lineLimit)
        var part = IndexedPart()
        part.index.notesPrompts = range.lowerBound > 0
        guard let start = try lines.firstLine(in: range) else { return part }
        var parser = JSONParser()
        try lines.forEachLine(from: start, before: range.upperBound) { line, place in
            try Cancellation.check()
            part.take(ScannedLine(line, place, &parser, isKept: false))
        }
        return part
    }
}

extension PartQueue {
    /// Takes a part, and puts it and all that waited for it behind the whole.
    fileprivate mutating func take(_ part: IndexedPart, _ number: Int, of count: Int) {
        waiting[number] = part
        while let part = waiting.removeValue(forKey: next) {
            next += 1
            if next == 1 {
                whole = part
                // The parts of a file are alike: what grows by doubling would take twice the room.
                whole.index.reserve(part.index.entries.count * count * 17 / 16)
                whole.numbers.reserve(part.numbers.count * count * 17 / 16)
            } else {
                whole.append(part)
            }
        }
    }
}

extension IndexedPart {
    fileprivate mutating func take(_ line: ScannedLine) {
        index.take(line, &numbers) { _, fields in facts.add(fields) }
    }

    fileprivate mutating func append(_ part: IndexedPart) {
        let ids = part.numbers.keys.map { numbers.number(of: $0) }
        index.append(part.index, ids: ids)
        facts.append(part.facts, ids: ids)
    }
}

extension TranscriptIndex {
    mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    /// Puts the records of a later part of the file behind these; `ids` tells the numbers of the part's ids here.
    fileprivate mutating func append(_ part: TranscriptIndex, ids: [Int32]) {
        func id(_ number: Int32) -> Int32 { number < 0 ? -1 : ids[Int(number)] }
        let first = Int32(entries.count)
        for entry in part.entries {
            entries.append(
                Entry(
                    offset: entry.offset,
                    count: entry.count,
                    time: entry.time,
                    uuid: id(entry.uuid),
                    parent: id(entry.parent),
                    message: id(entry.message),
                    kind: entry.kind,
                    flags: entry.flags
                )
            )
        }
        let known = Int(ids.max() ?? -1) + 1
        while recordOfUUID.count < known { recordOfUUID.append(-1) }
        for (number, record) in part.recordOfUUID.enumerated() where record >= 0 {
            recordOfUUID[Int(ids[number])] = first + record
        }
        calls.append(part.calls, recordsFrom: first)
        answers.append(part.answers, recordsFrom: first)
        for (record, source) in part.sourceOfResult { sourceOfResult[first + record] = id(source) }
        for (record, logical) in part.logicalParent { logicalParent[first + record] = id(logical) }
        appendPrompts(of: part, recordsFrom: first)
        recordCounts.merge(part.recordCounts) { $0 + $1 }
        badLines += part.badLines
        oversizedLines += part.oversizedLines
        endsInsideALine = endsInsideALine || part.endsInsideALine
    }

    /// Prompts count from the first queued one on.
    private mutating func appendPrompts(of part: TranscriptIndex, recordsFrom first: Int32) {
        var begin: Int32 = 0
        if promptTexts.isEmpty {
            let queued = part.promptTexts.keys.filter { part.entries[Int($0)].flags.contains(.queued) }
            guard let earliest = queued.min() else { return }
            begin = earliest
        }
        for (record, key) in part.promptTexts where record >= begin { promptTexts[first + record] = key }
    }
}
