internal import JSON
internal import Platform

extension Conversation {
    /// The messages at these places, counted from 0; places that there are none at are left out.
    public func part(at places: [Int]) -> Conversation {
        part(places.compactMap { lines.indices.contains($0) ? lines[$0] : nil })
    }

    /// Where the messages of this part stand in `whole`, a conversation of the same transcript.
    public func places(in whole: Conversation) -> [Int] {
        let kept = Set(lines.map(\.first))
        return whole.lines.indices.filter { kept.contains(whole.lines[$0].first) }
    }

    /// Those of the messages that `other`, a conversation of the same transcript, has too.
    public func common(with other: Conversation) -> Conversation {
        let kept = Set(other.lines.map(\.first))
        return part(lines.filter { kept.contains($0.first) })
    }

    /// Those of some ids that tool calls of the messages have.
    public func calls(among ids: Set<String>) -> Set<String> {
        let keys = Set(lines.flatMap { $0.records.flatMap { transcript.index.calls.calls(of: $0) } })
        return ids.filter { keys.contains(RecordKey(Array($0.utf8).span)) }
    }

    /// Who speaks in the message at a place, without reading it.
    public func role(at place: Int) -> Message.Role {
        transcript.index.entries[Int(lines[place].first)].kind == .assistant ? .assistant : .user
    }

    /// Reads the message at a place, counted from 0.
    ///
    /// `rewrite` takes the raw bytes of a line and returns what is to be read in their place, or `nil` to keep them.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read, and what `rewrite` throws.
    public func message(
        at place: Int,
        rewriting rewrite: (Span<UInt8>) throws -> [UInt8]? = { _ in nil }
    ) throws -> Message {
        precondition(lines.indices.contains(place), "a place outside the conversation")
        var parser = JSONParser()
        var reader = RecordReader(transcript)
        return try message(place, &reader, &parser) { line, _ in try rewrite(line) }
    }
}

extension Conversation {
    /// Numbers of all lines that belong to the messages, in order; they are places in ``TranscriptIndex``.
    public var recordNumbers: [Int] {
        lines.flatMap { line in (line.before + line.records).map(Int.init) }
    }

    /// The number of the message that a line belongs to, from 1 in the whole conversation; `nil` for any other line.
    public func messageNumber(ofRecord number: Int) -> Int? {
        let number = Int32(clamping: number)
        return lines.firstIndex { $0.records.contains(number) || $0.before.contains(number) }
            .map { totalCount - count + $0 + 1 }
    }

    /// Bytes of all lines that belong to the messages.
    public var recordBytes: Int {
        let entries = transcript.index.entries
        return lines.reduce(0) { sum, line in
            line.others.reduce(sum + entries[Int(line.first)].count) { $0 + entries[Int($1)].count }
        }
    }

    /// A reader of the raw lines, for one thread.
    public func recordReader() -> RecordReader { RecordReader(transcript) }

    /// Calls `body` with every message in order, while a second thread reads the next ones.
    ///
    /// `rewrite` is called on that thread alone: it takes the raw bytes of a line and its number, and returns what is
    /// to be read in their place, or `nil` to keep them. With `isAlone` all happens on the thread of the caller.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read, and what the functions throw.
    public func forEachReadingAhead(
        isAlone: Bool = false,
        rewriting rewrite: (_ line: Span<UInt8>, _ number: Int) throws -> [UInt8]?,
        _ body: (Message) throws -> Void
    ) throws {
        // A second thread costs more than a few messages.
        guard recordBytes > 1 << 20, !isAlone else {
            var parser = JSONParser()
            var reader = RecordReader(transcript)
            for place in lines.indices { try body(try message(place, &reader, &parser, numbered: rewrite)) }
            return
        }
        try Pipeline.run(depth: 4) { (put: ([Message]) -> Bool) in
            var parser = JSONParser()
            var reader = RecordReader(transcript)
            var batch: [Message] = []
            var bytes = 0
            for place in lines.indices {
                batch.append(try message(place, &reader, &parser, numbered: rewrite))
                bytes += transcript.index.entries[Int(lines[place].first)].count
                guard bytes >= 1 << 18 || place == lines.count - 1 else { continue }
                guard put(batch) else { return }
                batch = []
                bytes = 0
            }
        } consume: { batch in
            for message in batch { try body(message) }
        }
    }
}
