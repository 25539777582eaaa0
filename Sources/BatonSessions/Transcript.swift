internal import JSON
internal import Platform

/// A session's transcript, indexed and open for reading.
public struct Transcript: Sendable {
    /// The session it belongs to.
    public let session: Session
    /// What the file holds, line by line.
    public let index: TranscriptIndex
    /// Counts of tools, tokens, files and models over the whole file.
    public let statistics: TranscriptStatistics
    private let content: Content

    /// Where the lines are.
    private enum Content: Sendable {
        case file(FileReader)
        case bytes([UInt8])
    }

    /// Opens and indexes a session's file.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read. Lines that are no records are counted, never an error.
    public init(_ session: Session) throws {
        // Another agent's transcript is translated, and read from memory.
        if let bytes = try SessionStores.kind(ofAgent: session.agent).records(of: session) {
            (self.session, (index, statistics), content) = (session, Self.index(bytes), .bytes(bytes))
            return
        }
        let file = try FileReader(session.path)
        var statistics = TranscriptStatistics()
        index = try TranscriptIndex(scanning: file, visitFields: { statistics.add($0, $1) })
        content = .file(file)
        self.session = session
        self.statistics = statistics
    }

    /// Indexes a transcript that is in memory.
    public init(_ session: Session, bytes: [UInt8]) {
        (index, statistics) = Self.index(bytes)
        content = .bytes(bytes)
        self.session = session
    }

    private static func index(_ bytes: [UInt8]) -> (TranscriptIndex, TranscriptStatistics) {
        var statistics = TranscriptStatistics()
        let index = TranscriptIndex(scanning: bytes.span) { statistics.add($0, RecordFields($0.json)) }
        return (index, statistics)
    }

    /// The messages, in order.
    ///
    /// - Throws: ``SessionError/noConversation(path:reason:)`` when there are none.
    public func conversation(_ history: History) throws -> Conversation {
        let lines = ConversationOrder(index, history: history).messages()
        guard !lines.isEmpty else { throw SessionError.noConversation(path: session.path, reason: whyEmpty) }
        return Conversation(transcript: self, lines: lines, totalCount: lines.count)
    }

    private var whyEmpty: String {
        if index.recordCounts.isEmpty {
            if index.oversizedLines > 0 {
                return "it is one line longer than \(TranscriptIndex.lineLimit >> 20) MiB"
            }
            return session.bytes == 0 ? "it is empty" : "no line of it is a JSON object"
        }
        let messages = index.entries.filter { $0.kind == .user || $0.kind == .assistant }
        if messages.isEmpty { return "it has no user or assistant messages" }
        if messages.allSatisfy({ $0.flags.contains(.sidechain) }) {
            return "it has messages of a subagent only"
        }
        return "none of its messages is shown to the user"
    }

    func read(_ number: Int32, into buffer: inout [UInt8]) throws {
        let entry = index.entries[Int(number)]
        switch content {
        case .file(let file): buffer = try file.bytes(from: entry.offset, count: entry.count)
        case .bytes(let bytes): buffer = Array(bytes[entry.offset..<entry.offset + entry.count])
        }
    }

    func record(
        _ number: Int32,
        _ buffer: inout [UInt8],
        _ parser: inout JSONParser,
        _ rewrite: (Span<UInt8>) throws -> [UInt8]?
    ) throws -> RecordView {
        try read(number, into: &buffer)
        let bytes = try rewrite(buffer.span) ?? buffer
        return RecordView(try parser.parseRepairing(bytes.span).0.root)
    }
}
