internal import BatonSessions
internal import JSON
internal import Platform
internal import Synchronization

/// The transcript that is to be installed, complete but for the session's id and directory.
///
/// Its lines keep to what four versions of Claude Code read without loss: user and assistant lines and compaction
/// boundaries only, one chain of fresh uuids, times that increase, every call answered in the next line, the title
/// last. Nothing else of the bundle gets in: other kinds of lines can replace the system prompt or move the working
/// directory of whoever resumes.
struct SessionFile: Sendable {
    /// What one line holds.
    enum Content: Sendable {
        /// A compaction boundary; the value is what the bundle tells of it.
        case boundary(JSONValue)
        /// A user line that stands before an assistant's when a chain would begin with that.
        case opening
        /// A message by its place, with the id and model that an assistant's gets.
        case message(Int, id: String, model: String)
    }

    /// One line.
    struct Record: Sendable {
        var content: Content
        var uuid: String
        var parent: String?
        var logicalParent: String?
        var time: Timestamp
        var version: String
        var branch: String?
    }

    private(set) var records: [Record] = []
    /// The messages that records speak of.
    let messages: [CloneMessage]
    let title: String?

    /// What is written where the beginning of a conversation is missing.
    static let openingText = "(The beginning of this conversation was not shared.)"

    /// The id of the subagent whose file it is; `nil` for a session's own.
    let agent: String?

    /// Lines for messages; those of a subagent have no title.
    init(_ messages: [CloneMessage], bundle: Bundle, title: String?, agent: String? = nil, now: Timestamp) {
        self.messages = messages
        self.title = title
        self.agent = agent
        records.reserveCapacity(messages.count + 1)
        var random = RandomBytes()
        let models = Self.models(messages, fallback: bundle.conversation.model)
        let branch = SafeField.branch(bundle.conversation.branch)
        var usedIDs: Set<String> = []
        var times: [Timestamp?] = []
        var uuids: [String: String] = [:]
        var parent: String?
        var versions = LastAnswer(SafeField.version)
        var branches = LastAnswer(SafeField.branch)
        for place in messages.indices {
            let message = messages[place]
            let entry = message.source.json
            let version = versions.answer(to: entry["version"]?.string) ?? SafeField.fallbackVersion
            let branch = branches.answer(to: entry["gitBranch"]?.string) ?? branch
            func add(_ content: Content, logicalParent: String? = nil, _ time: Timestamp?) {
                let uuid = UniqueID.make(using: &random)
                records.append(
                    Record(
                        content: content,
                        uuid: uuid,
                        parent: parent,
                        logicalParent: logicalParent,
                        time: now,
                        version: version,
                        branch: branch
                    )
                )
                times.append(time)
                parent = uuid
            }
            if let boundary = message.boundary {
                parent = nil
                add(
                    .boundary(boundary),
                    logicalParent: boundary["logicalParentUuid"]?.string.flatMap { uuids[$0] },
                    Self.moment(boundary["timestamp"])
                )
            }
            let beginsChain = parent == nil || message.boundary != nil
            if beginsChain, message.role == .assistant { add(.opening, nil) }
            var id =
                SafeField.identifier(message.source.messageID)
                ?? SafeField.newIdentifier("msg_", &random)
            if message.role == .assistant {
                while !usedIDs.insert(id).inserted {
                    id = SafeField.newIdentifier("msg_", &random)
                }
            }
            add(.message(place, id: id, model: models[place]), message.source.timestamp)
            if let old = message.source.uuid, uuids[old] == nil { uuids[old] = parent }
        }
        for (index, time) in CloneTimes.increasing(times, latest: now).enumerated() {
            records[index].time = time
        }
    }

    /// How many lines the file has.
    var lineCount: Int { records.count + (title == nil ? 0 : 1) }

    /// The uuid of the first line, by which the file is known again.
    var firstUUID: String { records.first?.uuid ?? "" }

    /// Messages before the last compaction boundary, which a resume does not show.
    var hiddenCount: Int {
        let last = records.lastIndex { if case .boundary = $0.content { true } else { false } } ?? 0
        return records[..<last].count { if case .message = $0.content { true } else { false } }
    }

    /// Hands over the lines, each with its newline, in pieces.
    func write(sessionID: String, directory: String, to sink: (Span<UInt8>) throws -> Void) rethrows {
        // A round is written by all threads at once and handed over in order; rounds get longer where lines are short.
        var start = 0
        var length = 64
        while start < records.count {
            let round = start..<min(start + length, records.count)
            let pieces = pieces(of: round, sessionID, directory)
            for piece in pieces { try sink(piece.span) }
            start = round.upperBound
            let written = pieces.reduce(1) { $0 + $1.count }
            length = max(8, min(length * 4, length * Self.roundSize / written, 1 << 14))
        }
        var writer = JSONWriter()
        if let title {
            writer.object { writer in
                writer.member("type", "custom-title")
                writer.member("customTitle", title)
                writer.member("sessionId", sessionID)
            }
            writer.bytes.append(0x0a)
        }
        try sink(writer.bytes.span)
    }

    /// About how many bytes are written at once before they are handed over.
    private static let roundSize = 4 << 20

    /// The lines of some records, in as many pieces as gives every thread some.
    private func pieces(of range: Range<Int>, _ sessionID: String, _ directory: String) -> [[UInt8]] {
        let block = max(1, range.count / (ParallelWork.processors * 4))
        let starts = Array(stride(from: range.lowerBound, to: range.upperBound, by: block))
        let pieces = Mutex([[UInt8]](repeating: [], count: starts.count))
        ParallelWork.run(starts.count) {
            JSONWriter()
        } _: { number, writer in
            for place in starts[number]..<min(starts[number] + block, range.upperBound) {
                write(records[place], sessionID: sessionID, directory: directory, to: &writer)
                writer.bytes.append(0x0a)
            }
            let bytes = writer.bytes
            writer.bytes = []
            pieces.withLock { $0[number] = bytes }
            return true
        }
        return pieces.withLock { $0 }
    }

    private static func moment(_ json: JSONValue?) -> Timestamp? {
        guard let json, let count = json.utf8Count, count <= 64 else { return nil }
        return json.string.flatMap { Timestamp($0) }
    }

    /// A model for each message: its own, else that of the nearest answer before, else after it, else the bundle's.
    private static func models(_ messages: [CloneMessage], fallback: String?) -> [String] {
        let own = messages.map { message -> String? in
            guard message.role == .assistant else { return nil }
            return SafeField.model(message.last?["model"]?.string)
                ?? SafeField.model(message.source.message?["model"]?.string)
        }
        let first = own.lazy.compactMap { $0 }.first { $0 != SafeField.syntheticModel }
        var nearest = first ?? SafeField.model(fallback) ?? SafeField.syntheticModel
        return own.map { model in
            if let model, model != SafeField.syntheticModel { nearest = model }
            return model ?? nearest
        }
    }
}
