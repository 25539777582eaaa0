internal import Digest
internal import JSON
internal import Platform

/// Writes what another agent recorded as Claude Code's records: one JSON object a line, in one chain.
///
/// The uuids are made from the session's id and a running number (RFC 9562, version 8): the same transcript always gets
/// the same ones.
struct RecordWriter {
    /// The most bytes that a translated transcript may have.
    static let limit = 512 << 20

    /// Directory, branch and model of the records that follow.
    var cwd: String?
    var branch: String?
    var model: String?

    private let path: String
    private let sessionID: String
    private let uuidStart: String
    private var writer = JSONWriter()
    private var time: Timestamp?
    private var parent: String?
    private var count: UInt64 = 0
    /// The answer whose records are being written: its id and the place of its usage.
    private var answer: (id: String, slot: Int)?
    private var lastSlot: Int?
    /// Where the usage of an answer belongs, which is often told long after its first record.
    private var slots: [(offset: Int, tokens: TokenUsage)] = []
    private var prompts: [Mark] = []

    /// A place in the records to which a person may go back.
    private struct Mark {
        let bytes: Int
        let slots: Int
        let parent: String?
    }

    /// A writer of the records of `session`.
    init(_ session: Session) {
        path = session.path
        sessionID = session.id
        cwd = session.cwd
        branch = session.branch
        model = session.model
        var digits = SHA256.hex(Array("\(session.agent)/\(session.id)".utf8)).prefix(20).map { $0 }
        // The version, and the variant.
        digits[12] = "8"
        digits[16] = "9"
        uuidStart = Self.grouped(String(digits))
    }

    // MARK: Messages

    /// Writes a line of the user's.
    ///
    /// A prompt is what a person typed; a line that is `hidden` is for the model only.
    mutating func user(
        at time: Timestamp?,
        hidden: Bool = false,
        summary: Bool = false,
        isPrompt: Bool = false,
        _ content: (inout JSONWriter) -> Void
    ) throws {
        endAnswer()
        if isPrompt { prompts.append(Mark(bytes: writer.bytes.count, slots: slots.count, parent: parent)) }
        try record("user", at: time) { writer in
            if hidden { writer.member("isMeta", true) }
            if summary { writer.member("isCompactSummary", true) }
            writer.key("message")
            writer.beginObject()
            writer.member("role", "user")
            writer.key("content")
            content(&writer)
            writer.endObject()
        }
    }

    /// Writes a line of the model's; lines that follow each other are one answer.
    ///
    /// `content` writes blocks.
    mutating func assistant(at time: Timestamp?, _ content: (inout JSONWriter) -> Void) throws {
        var slot = 0
        let id = answer?.id ?? "msg_\(String(count, radix: 16))_\(uuidStart.prefix(8))"
        let model = model ?? "<synthetic>"
        try record("assistant", at: time) { writer in
            writer.key("message")
            writer.beginObject()
            writer.member("id", id)
            writer.member("type", "message")
            writer.member("role", "assistant")
            writer.member("model", model)
            writer.key("content")
            writer.beginArray()
            content(&writer)
            writer.endArray()
            writer.member("stop_reason", nil)
            writer.member("stop_sequence", nil)
            slot = writer.bytes.count
            writer.endObject()
        }
        if answer == nil { answer = (id, slot) }
        lastSlot = answer?.slot
    }

    /// Lets the next line of the model's begin another answer.
    mutating func endAnswer() { answer = nil }

    /// Adds to what the last answer used.
    mutating func add(_ tokens: TokenUsage) {
        guard let lastSlot else { return }
        if let last = slots.indices.last, slots[last].offset == lastSlot {
            slots[last].tokens.add(tokens)
        } else {
            slots.append((lastSlot, tokens))
        }
    }

    // MARK: Other lines

    /// Writes a line that is part of the chain, but of no message.
    mutating func system(_ subtype: String, at time: Timestamp?, _ text: String) throws {
        try record("system", at: time) { writer in
            writer.member("subtype", subtype)
            writer.member("content", text)
        }
    }

    /// Writes a compaction: a boundary and what the agent kept in the place of all before it.
    mutating func compaction(at time: Timestamp?, _ summary: (inout JSONWriter) -> Void) throws {
        endAnswer()
        let before = parent
        parent = nil
        try record("system", at: time) { writer in
            writer.member("subtype", "compact_boundary")
            writer.member("content", "Conversation compacted")
            if let before { writer.member("logicalParentUuid", before) }
            writer.key("compactMetadata")
            writer.object { $0.member("trigger", "auto") }
        }
        try user(at: time, summary: true, summary)
    }

    /// Writes a line that is only counted: what the agent recorded and no message needs.
    mutating func note(_ kind: String) throws {
        writer.object { $0.member("type", Self.isWord(kind) ? kind : "unknown") }
        try endLine()
    }

    /// Takes the last `turns` prompts back, with all behind them.
    mutating func goBack(turns: Int) {
        guard turns > 0, !prompts.isEmpty else { return }
        let place = max(0, prompts.count - min(turns, prompts.count))
        let mark = prompts[place]
        prompts.removeLast(prompts.count - place)
        writer.bytes.removeLast(writer.bytes.count - mark.bytes)
        slots.removeLast(slots.count - mark.slots)
        (parent, answer, lastSlot) = (mark.parent, nil, nil)
    }

    /// The records, with the usage of each answer in its place.
    consuming func finish() -> [UInt8] {
        let bytes = writer.bytes
        guard !slots.isEmpty else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + slots.count * 128)
        var start = 0
        for slot in slots {
            result.append(contentsOf: bytes[start..<slot.offset])
            result.append(contentsOf: slot.tokens.member)
            start = slot.offset
        }
        result.append(contentsOf: bytes[start...])
        return result
    }

    // MARK: Form

    private mutating func record(
        _ type: String,
        at time: Timestamp?,
        _ body: (inout JSONWriter) -> Void
    ) throws {
        if let time { self.time = time }
        let uuid = nextUUID()
        writer.beginObject()
        writer.member("parentUuid", parent)
        writer.member("isSidechain", false)
        writer.member("userType", "external")
        if let cwd { writer.member("cwd", cwd) }
        writer.member("sessionId", sessionID)
        if let branch { writer.member("gitBranch", branch) }
        writer.member("type", type)
        writer.member("uuid", uuid)
        if let time = self.time { writer.member("timestamp", time.iso8601) }
        body(&writer)
        writer.endObject()
        parent = uuid
        try endLine()
    }

    private mutating func endLine() throws {
        writer.bytes.append(0x0a)
        guard writer.bytes.count <= Self.limit else {
            throw PlatformError.tooLarge(path: path, limit: Self.limit)
        }
    }

    private mutating func nextUUID() -> String {
        count += 1
        let digits = String(count, radix: 16)
        return uuidStart + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }

    private static func grouped(_ digits: String) -> String {
        var text = ""
        for (place, digit) in digits.enumerated() {
            if [8, 12, 16].contains(place) { text.append("-") }
            text.append(digit)
        }
        return text + "-"
    }

    /// Whether a text is a short name of lower-case letters, digits and what stands between them.
    private static func isWord(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0)
                    || [0x5f, 0x2d, 0x2f, 0x2e].contains($0)
            }
    }
}
