internal import JSON
public import Platform

/// The messages of a transcript in their order, ready to be read one by one.
public struct Conversation: Sendable {
    let transcript: Transcript
    let lines: [MessageLines]
    /// How many messages the whole conversation has.
    public let totalCount: Int
    /// Messages left out in the middle, and the line that the message behind them begins with.
    private var omission: (count: Int, before: Int32)?

    init(transcript: Transcript, lines: [MessageLines], totalCount: Int) {
        self.transcript = transcript
        self.lines = lines
        self.totalCount = totalCount
    }

    /// How many messages are in this part of it.
    public var count: Int { lines.count }

    /// Whether messages were left out.
    public var isLimited: Bool { count < totalCount }

    /// The last messages, at most `limit` of them, cut so that every tool result has its call.
    ///
    /// The part begins with a prompt: with the first one inside the last `limit` messages. When that would leave out
    /// more than half of them, as in the middle of a long turn, it begins with the prompt of the turn that the cut
    /// falls into, followed by the latest messages from an assistant message on; those between are left out, as
    /// ``Message/omittedBefore`` tells. A conversation without any prompt gives its latest messages, from one on that
    /// needs none before, which may be a little more than `limit`.
    public func last(_ limit: Int) -> Conversation {
        guard limit < lines.count else { return self }
        guard limit > 0 else { return part([]) }
        let start = lines.count - limit
        let cuts = wholeCuts(from: start)
        let prompt = cuts.first { beginsTurn(lines[$0]) }
        // Nothing of what was asked for can stand alone: a little more than that can.
        if cuts.isEmpty, !lines[..<start].contains(where: beginsTurn) {
            return part(Array(lines[(wholeCuts(from: 0).last { $0 < start } ?? start)...]))
        }
        if let prompt, lines.count - prompt > limit / 2 { return part(Array(lines[prompt...])) }
        guard let opening = lines[..<start].last(where: beginsTurn) else {
            return part(Array(lines[(prompt ?? cuts.first ?? lines.count)...]))
        }
        let rest = cuts.first { $0 > start } ?? lines.count
        if rest == prompt { return part(Array(lines[rest...])) }
        let omitted = lines[..<rest].lastIndex { $0.first == opening.first }.map { rest - $0 - 1 } ?? 0
        var result = part([opening] + lines[rest...])
        if rest < lines.count, omitted > 0 { result.omission = (omitted, lines[rest].first) }
        return result
    }

    func part(_ lines: [MessageLines]) -> Conversation {
        var part = Conversation(transcript: transcript, lines: lines, totalCount: totalCount)
        part.omission = omission
        return part
    }

    private func beginsTurn(_ line: MessageLines) -> Bool {
        transcript.index.entries[Int(line.first)].flags.contains(.prompt)
    }

    /// The places from `start` on, in order, where the messages can be cut: none before makes a call that one behind
    /// answers.
    private func wholeCuts(from start: Int) -> [Int] {
        let index = transcript.index
        var caller: [RecordKey: Int] = [:]
        var callsBefore: Set<RecordKey>?
        // Per place, counted from `start`: the first one behind it that is free again.
        var freeFrom = [Int](repeating: start, count: lines.count - start)
        for position in start..<lines.count {
            for record in lines[position].records {
                for call in index.answers.calls(of: record) {
                    if let made = caller[call] {
                        freeFrom[made + 1 - start] = max(freeFrom[made + 1 - start], position + 1)
                        continue
                    }
                    let before = callsBefore ?? calls(before: start)
                    callsBefore = before
                    if before.contains(call) { freeFrom[0] = position + 1 }
                }
                for call in index.calls.calls(of: record) where position + 1 < lines.count {
                    caller[call] = position
                }
            }
        }
        var blockedUpTo = start
        return (start..<lines.count).filter { position in
            blockedUpTo = max(blockedUpTo, freeFrom[position - start])
            let entry = index.entries[Int(lines[position].first)]
            return position >= blockedUpTo && (entry.kind == .assistant || !entry.flags.contains(.toolResult))
        }
    }

    private func calls(before end: Int) -> Set<RecordKey> {
        Set(lines[..<end].flatMap { $0.records.flatMap { transcript.index.calls.calls(of: $0) } })
    }

    /// The time of the last message that has one.
    public var lastTime: Timestamp? {
        for line in lines.reversed() {
            if let time = transcript.index.entries[Int(line.first)].time { return time }
        }
        return nil
    }

    /// The time of the first message that has one.
    public var firstTime: Timestamp? {
        for line in lines {
            if let time = transcript.index.entries[Int(line.first)].time { return time }
        }
        return nil
    }

    /// Who speaks in each message.
    var roles: [Message.Role] {
        lines.map { transcript.index.entries[Int($0.records[0])].kind == .assistant ? .assistant : .user }
    }

    /// Calls `body` with the raw bytes of every line that belongs to the messages, in order.
    public func forEachRawRecord(_ body: (Span<UInt8>) throws -> Void) throws {
        var reader = RecordReader(transcript)
        for number in recordNumbers { try reader.withRecord(number, body) }
    }

    /// Calls `body` with every message in order.
    ///
    /// `rewrite` takes the raw bytes of a line and returns what is to be read in their place, or `nil` to keep them.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read, and what the functions throw.
    public func forEach(
        rewriting rewrite: (Span<UInt8>) throws -> [UInt8]? = { _ in nil },
        _ body: (Message) throws -> Void
    ) throws {
        var parser = JSONParser()
        var reader = RecordReader(transcript)
        for place in lines.indices {
            try body(try message(place, &reader, &parser) { line, _ in try rewrite(line) })
        }
    }

    func message(
        _ place: Int,
        _ reader: inout RecordReader,
        _ parser: inout JSONParser,
        numbered rewrite: (Span<UInt8>, Int) throws -> [UInt8]?
    ) throws -> Message {
        let line = lines[place]
        func record(_ number: Int32) throws -> RecordView {
            try transcript.record(number, &reader, &parser) { try rewrite($0, Int(number)) }
        }
        var records: [RecordView] = []
        for number in line.records { records.append(try record(number)) }
        let before = try line.before.map { try record($0) }
        return Message(
            records: records,
            before: before,
            omittedBefore: omission?.before == line.first ? omission?.count ?? 0 : 0,
            position: totalCount - lines.count + place + 1
        )
    }
}

extension Conversation {
    /// How many messages each side has.
    public struct RoleCounts: Sendable, Equatable {
        /// Messages of the person, tool results included.
        public var user = 0
        /// Messages of the model.
        public var assistant = 0
    }

    /// Counts the messages of each side, without reading them.
    public var roleCounts: RoleCounts {
        var counts = RoleCounts()
        for role in roles {
            if role == .user { counts.user += 1 } else { counts.assistant += 1 }
        }
        return counts
    }
}
