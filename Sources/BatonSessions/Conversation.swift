internal import JSON
public import Platform

/// The messages of a transcript in their order, ready to be read one by one.
public struct Conversation: Sendable {
    private let transcript: Transcript
    private let lines: [MessageLines]
    /// How many messages the whole conversation has.
    public let totalCount: Int

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
    /// The part begins with a prompt: with the first one inside the last `limit` messages. When the turn under way
    /// is longer than that, it begins with the turn's prompt, followed by the latest messages from an assistant
    /// message on; those between are left out.
    public func last(_ limit: Int) -> Conversation {
        guard limit < lines.count else { return self }
        guard limit > 0 else { return part([]) }
        let start = lines.count - limit
        if let prompt = (start..<lines.count).first(where: beginsTurn) {
            return part(Array(lines[prompt...]))
        }
        let opening = lines[..<start].lastIndex {
            transcript.index.entries[Int($0.records[0])].flags.contains(.prompt)
        }
        guard let opening, limit > 1 else { return part(Array(lines[firstWhole(from: start)...])) }
        return part([lines[opening]] + lines[firstWhole(from: start + 1)...])
    }

    private func part(_ lines: [MessageLines]) -> Conversation {
        Conversation(transcript: transcript, lines: lines, totalCount: totalCount)
    }

    private func beginsTurn(_ position: Int) -> Bool {
        transcript.index.entries[Int(lines[position].records[0])].flags.contains(.prompt)
    }

    /// The first place from `start` on at which no result is cut from its call.
    private func firstWhole(from start: Int) -> Int {
        (start..<lines.count).first { position in
            let entry = transcript.index.entries[Int(lines[position].records[0])]
            return entry.kind == .assistant || !entry.flags.contains(.toolResult)
        } ?? lines.count
    }

    /// The time of the last message that has one.
    public var lastTime: Timestamp? {
        for line in lines.reversed() {
            if let time = transcript.index.entries[Int(line.records[0])].time { return time }
        }
        return nil
    }

    /// The time of the first message that has one.
    public var firstTime: Timestamp? {
        for line in lines {
            if let time = transcript.index.entries[Int(line.records[0])].time { return time }
        }
        return nil
    }

    /// Who speaks in each message.
    var roles: [Message.Role] {
        lines.map { transcript.index.entries[Int($0.records[0])].kind == .assistant ? .assistant : .user }
    }

    /// Calls `body` with the raw bytes of every line that belongs to the messages, in order.
    public func forEachRawRecord(_ body: (Span<UInt8>) throws -> Void) throws {
        var buffer: [UInt8] = []
        for line in lines {
            for number in line.records + (line.boundary.map { [$0] } ?? []) {
                try transcript.read(number, into: &buffer)
                try body(buffer.span)
            }
        }
    }

    /// Calls `body` with every message in order.
    ///
    /// - Parameter rewrite: takes the raw bytes of a line and returns what is to be read in their place, or `nil`
    ///   to keep them.
    public func forEach(
        rewriting rewrite: (Span<UInt8>) throws -> [UInt8]? = { _ in nil },
        _ body: (Message) throws -> Void
    ) throws {
        var parser = JSONParser()
        var buffer: [UInt8] = []
        for (position, line) in lines.enumerated() {
            var records: [RecordView] = []
            for number in line.records {
                records.append(try transcript.record(number, &buffer, &parser, rewrite))
            }
            let boundary = try line.boundary.map { try transcript.record($0, &buffer, &parser, rewrite) }
            try body(
                Message(
                    records: records,
                    boundary: boundary,
                    position: totalCount - lines.count + position + 1
                )
            )
        }
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
