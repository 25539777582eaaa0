internal import JSON
internal import Platform

/// A session's transcript, indexed and open for reading.
public struct Transcript: Sendable {
    /// The session it belongs to.
    public let session: Session
    /// What the file holds, line by line.
    public let index: TranscriptIndex
    /// What an export says of the session besides its messages.
    public let facts: TranscriptFacts
    private let counted: TranscriptStatistics?
    let content: Content
    /// Where subagents and spilled results of the session are.
    let sideFolder: SideFolder?

    /// Where the lines are.
    enum Content: Sendable {
        case file(FileReader)
        case bytes([UInt8])
    }

    /// Opens and indexes a session's file.
    ///
    /// With `counting` what happened in the session is counted in the same pass, for those who will ask for
    /// ``statistics()``; without it several threads index a large file.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read. Lines that are no records are counted, never an error.
    public init(_ session: Session, counting: Bool = false) throws {
        // Another agent's transcript is translated, and read from memory.
        if let bytes = try SessionStores.kind(ofAgent: session.agent).records(of: session) {
            self.init(session, bytes: bytes)
            return
        }
        try self.init(
            session,
            reading: FileReader(session.path),
            sideFolder: SideFolder(ofTranscript: session.path),
            counting: counting
        )
    }

    /// Indexes a file that is open.
    init(
        _ session: Session,
        reading file: FileReader,
        sideFolder: SideFolder?,
        counting: Bool = false
    ) throws {
        content = .file(file)
        self.session = session
        self.sideFolder = sideFolder
        if !counting, file.size > TranscriptIndex.largeFile {
            (index, facts) = try TranscriptIndex.inParts(of: file)
            counted = nil
        } else {
            var facts = TranscriptFacts()
            var statistics = TranscriptStatistics()
            index = try TranscriptIndex(scanning: file) { record, fields in
                facts.add(fields)
                statistics.add(record, fields)
            }
            self.facts = facts
            counted = statistics
        }
    }

    /// Indexes a transcript that is in memory.
    public init(_ session: Session, bytes: [UInt8]) {
        var facts = TranscriptFacts()
        var statistics = TranscriptStatistics()
        index = TranscriptIndex(scanning: bytes.span) { record, fields in
            facts.add(fields)
            statistics.add(record, fields)
        }
        self.facts = facts
        counted = statistics
        content = .bytes(bytes)
        self.session = session
        sideFolder = nil
    }

    /// Counts of tools, tokens, files and models over the whole file.
    ///
    /// - Throws: ``PlatformError`` when a large file, which was not counted when it was opened, cannot be read.
    public func statistics() throws -> TranscriptStatistics {
        if let counted { return counted }
        var statistics = TranscriptStatistics()
        guard case .file(let file) = content else { return statistics }
        _ = try TranscriptIndex(scanning: file) { statistics.add($0, $1) }
        return statistics
    }

    /// The messages, in order.
    ///
    /// - Throws: ``SessionError/noConversation(path:reason:)`` when there are none.
    public func conversation(_ history: History) throws -> Conversation {
        try conversation(history, scope: .session)
    }

    func conversation(_ history: History, scope: ConversationScope) throws -> Conversation {
        let lines = ConversationOrder(index, history: history, scope: scope).messages()
        guard !lines.isEmpty else { throw SessionError.noConversation(path: session.path, reason: whyEmpty) }
        return Conversation(transcript: self, lines: lines, totalCount: lines.count)
    }

    private var whyEmpty: String {
        if index.recordCounts.isEmpty {
            if index.oversizedLines > 0 {
                return "it is one line longer than \(TranscriptIndex.lineLimit >> 20) MiB"
            }
            return session.bytes == 0 ? "it is empty" : otherForm ?? "no line of it is a JSON object"
        }
        let messages = index.entries.filter { $0.kind == .user || $0.kind == .assistant }
        if messages.isEmpty { return "it has no user or assistant messages" }
        if messages.allSatisfy({ $0.flags.contains(.sidechain) }) {
            return "it has messages of a subagent only"
        }
        return "none of its messages is shown to the user"
    }

    /// What a file is that holds no lines of text, by the bytes it begins with.
    private var otherForm: String? {
        guard case .file(let file) = content, let start = try? file.bytes(from: 0, count: 16) else {
            return nil
        }
        let forms: [([UInt8], String)] = [
            ([0x1f, 0x8b], "it is compressed with gzip; unpack it first"),
            ([0x28, 0xb5, 0x2f, 0xfd], "it is compressed with zstd; unpack it first"),
            (Array("BZh".utf8), "it is compressed with bzip2; unpack it first"),
            ([0xfd] + Array("7zXZ".utf8), "it is compressed with xz; unpack it first"),
            (Array("PK\u{3}\u{4}".utf8), "it is a zip archive; unpack it first"),
            (Array("SQLite format 3".utf8), "it is an SQLite database"),
            ([0xff, 0xfe], "it is UTF-16 text, not UTF-8"), ([0xfe, 0xff], "it is UTF-16 text, not UTF-8"),
        ]
        return forms.first { start.starts(with: $0.0) }?.1
    }

    func record(
        _ number: Int32,
        _ reader: inout RecordReader,
        _ parser: inout JSONParser,
        _ rewrite: (Span<UInt8>) throws -> [UInt8]?
    ) throws -> RecordView {
        try reader.withRecord(Int(number)) { bytes in
            if let rewritten = try rewrite(bytes) {
                return RecordView(try parser.parseCompactly(rewritten.span).root)
            }
            return RecordView(try parser.parseCompactly(bytes).root)
        }
    }
}
