internal import JSON
public import Platform

/// What a message of a conversation is, without its texts.
///
/// There may be half a million of them: 32 bytes each.
public struct MessageOutline: Sendable {
    private let milliseconds: Int64
    private let output: UInt32
    private let context: UInt32
    private let calls: UInt32
    /// Who speaks.
    public let role: Message.Role

    init(role: Message.Role, timestamp: Timestamp?, calls: Int, usage: JSONValue?) {
        func tokens(_ key: StaticString) -> Int64 { max(0, usage?[key]?.int ?? 0) }
        self.role = role
        milliseconds = timestamp?.milliseconds ?? .min
        self.calls = UInt32(clamping: calls)
        output = UInt32(clamping: tokens("output_tokens"))
        context = UInt32(
            clamping: tokens("input_tokens").addingReportingOverflow(tokens("cache_read_input_tokens"))
                .partialValue.addingReportingOverflow(tokens("cache_creation_input_tokens")).partialValue
        )
    }

    /// The time of the first line.
    public var timestamp: Timestamp? {
        milliseconds == .min ? nil : Timestamp(milliseconds: milliseconds)
    }
    /// Tools that the message calls.
    public var callCount: Int { Int(calls) }
    /// Tokens that the model wrote.
    public var outputTokens: Int { Int(output) }
    /// Tokens that the model read: those of the request, from the cache or not.
    public var contextTokens: Int { Int(context) }
}

extension Conversation {
    /// What each message is, in order.
    ///
    /// Times and calls come from the index; of each answer the last line with tokens is read.
    ///
    /// - Throws: ``PlatformError`` when the file cannot be read.
    public func outline() throws -> [MessageOutline] {
        var parser = JSONParser()
        var reader = RecordReader(transcript)
        return try outlines { number in
            try transcript.record(number, &reader, &parser) { _ in nil }.message?["usage"]
        }
    }

    private func outlines(_ usage: (Int32) throws -> JSONValue?) throws -> [MessageOutline] {
        let index = transcript.index
        return try lines.map { line in
            let isAnswer = index.entries[Int(line.records[0])].kind == .assistant
            var found: JSONValue?
            if isAnswer {
                for number in line.records.reversed() where found == nil { found = try usage(number) }
            }
            let calls = isAnswer ? Set(line.records.flatMap { index.calls.calls(of: $0) }).count : 0
            return MessageOutline(
                role: isAnswer ? .assistant : .user,
                timestamp: index.entries[Int(line.records[0])].time,
                calls: calls,
                usage: found
            )
        }
    }
}
