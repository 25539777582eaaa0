internal import JSON

/// A raw `.jsonl` transcript of the agent that stands where a bundle is expected.
///
/// Its conversation is put in order as a resume would see it; the lines of it are then read like entries of a bundle.
struct BundleTranscript {
    private var list: [UInt8] = [UInt8(ascii: "[")]
    private var id: String?
    private var customTitle: String?
    private var generatedTitle: String?
    private var agent = ClaudeCodeStore.agent
    private var otherLines: [String: Int] = [:]
    private var statistics = TranscriptStatistics()

    /// Orders the lines of a transcript.
    ///
    /// - Returns: `nil` when the first line that is not blank is no record.
    /// - Throws: ``BundleError`` when there is no conversation, or more than the limits allow.
    init?(_ bytes: [UInt8], from start: Int, limits: Bundle.Limits) throws {
        guard Self.beginsWithRecord(bytes.span.extracting(droppingFirst: start)) else { return nil }
        try self.init(reading: bytes, from: start, limits: limits)
    }

    /// Orders the lines of a file that is known to be a transcript.
    ///
    /// All is taken, what stands before a compaction too, as exports do.
    ///
    /// - Throws: ``BundleError`` when there is no conversation, or more than the limits allow.
    init(
        reading bytes: [UInt8],
        from start: Int,
        limits: Bundle.Limits,
        scope: ConversationScope = .session
    ) throws {
        let span = bytes.span.extracting(droppingFirst: start)
        var copy = self
        let index = TranscriptIndex(scanning: span, visitFields: { copy.note($0, $1) })
        self = copy
        let messages = ConversationOrder(index, history: .full, scope: scope).messages()
        guard !messages.isEmpty else { throw BundleError.noMessages }
        guard messages.count <= limits.messages else {
            throw BundleError.tooManyMessages(limit: limits.messages)
        }
        for message in messages {
            for number in message.before + message.records {
                let entry = index.entries[Int(number)]
                // What the agent's own commands printed is no message.
                if entry.kind == .system, !entry.flags.contains(.boundary) { continue }
                if list.count > 1 { list.append(UInt8(ascii: ",")) }
                let line = bytes[start + entry.offset..<start + entry.offset + entry.count]
                if entry.flags.contains(.queued) {
                    list.append(contentsOf: Self.userLine(of: Array(line)))
                } else {
                    list.append(contentsOf: line)
                }
            }
        }
        list.append(UInt8(ascii: "]"))
    }

    /// Takes what a list shows of the session, where its lines do not tell better.
    mutating func name(_ session: Session) {
        agent = session.agent
        if SafeName.isValid(session.id) { id = session.id }
        if session.agent == ClaudeCodeStore.agent {
            customTitle = session.customTitle.flatMap { BundleText.oneLine($0) } ?? customTitle
        } else {
            customTitle = session.title.flatMap { BundleText.oneLine($0) }
        }
    }

    /// Takes a name that was checked for the id.
    mutating func take(id: String) { self.id = id }

    /// The transcript as a bundle without a version.
    func bundle(_ limits: Bundle.Limits) throws -> Bundle {
        var parser = JSONParser()
        let root: JSONValue
        do {
            root = try parser.parseRepairing(list, from: 0).root
        } catch {
            throw BundleError.notJSON(error)
        }
        // Lines of one answer are several entries here; the limit counted messages.
        var entries = limits
        entries.messages = .max
        let (messages, unreadable) = try Bundle.messages(root, entries)
        let id = id ?? messages.lazy.compactMap { $0.json["sessionId"]?.string }.first ?? "session"
        guard SafeName.isValid(id) else { throw BundleError.unsafeSessionID }
        let cwd = statistics.cwd.flatMap { BundleText.oneLine($0) }
        var bundle = Bundle(
            version: "",
            conversation: Bundle.Conversation(
                id: id,
                project: cwd?.split(separator: "/").last.map(String.init),
                title: customTitle ?? generatedTitle,
                cwd: cwd,
                branch: statistics.branch.flatMap { BundleText.oneLine($0) },
                model: statistics.model.flatMap { BundleText.oneLine($0) },
                agent: agent,
                created: messages.lazy.compactMap(\.timestamp).first,
                lastModified: messages.reversed().lazy.compactMap(\.timestamp).first
            ),
            origin: Bundle.Origin(),
            messages: messages,
            unreadableMessages: unreadable,
            warnings: []
        )
        bundle.otherLines = otherLines
        return bundle
    }

    private mutating func note(_ record: RecordView, _ fields: RecordFields) {
        statistics.add(record, fields)
        switch record.type {
        case "custom-title": customTitle = BundleText.oneLine(record.json["customTitle"]) ?? customTitle
        case "ai-title": generatedTitle = BundleText.oneLine(record.json["aiTitle"]) ?? generatedTitle
        // The name of a file is the id of its newest lines: a resumed copy keeps the old lines' ids.
        case "user", "assistant": id = record.json["sessionId"]?.string ?? id
        default: break
        }
        // A stranger can think of any number of types.
        let isQueued = fields.attachment.flatMap(RecordView.queuedPrompt) != nil
        if !isQueued, let type = record.type, type != "user", type != "assistant", type.utf8.count <= 64,
            otherLines[type] != nil || otherLines.count < 100
        {
            otherLines[type, default: 0] += 1
        }
    }

    /// A queued prompt as a line of the person.
    private static func userLine(of attachment: [UInt8]) -> [UInt8] {
        var parser = JSONParser()
        var writer = JSONWriter()
        guard let json = try? parser.parseRepairing(attachment.span).0.root else { return Array("{}".utf8) }
        writer.object { writer in
            for key in ["uuid", "parentUuid", "timestamp", "sessionId", "cwd", "gitBranch", "version"] {
                writer.member(key, copying: json[key: key])
            }
            writer.member("type", "user")
            writer.key("message")
            writer.object { writer in
                writer.member("role", "user")
                writer.member("content", copying: RecordView(json).content)
            }
        }
        return writer.bytes
    }

    private static func beginsWithRecord(_ bytes: Span<UInt8>) -> Bool {
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0a { end += 1 }
            var first = start
            while first < end, bytes[first] <= 0x20 { first += 1 }
            if first < end {
                var parser = JSONParser()
                let line = bytes.extracting(first..<end)
                guard let (document, _) = try? parser.parseRepairing(line) else { return false }
                return document.root["type"]?.kind == .string
            }
            start = end + 1
        }
        return false
    }
}
