internal import JSON
internal import Platform

/// What a transcript holds, line by line, without its texts: enough to order messages and to find them again.
public struct TranscriptIndex: Sendable {
    /// One line that is a record.
    ///
    /// There may be half a million of them: 40 bytes each.
    struct Entry: Sendable {
        var offset: Int
        private let milliseconds: Int64
        private let length: UInt32
        /// Number of the record's uuid, its parent's, and of its message id; -1 for none.
        let uuid: Int32
        let parent: Int32
        let message: Int32
        let kind: Kind
        var flags: Flags

        init(
            offset: Int,
            count: Int,
            time: Timestamp?,
            uuid: Int32,
            parent: Int32,
            message: Int32,
            kind: Kind,
            flags: Flags
        ) {
            self.offset = offset
            // No longer than the line limit.
            length = UInt32(count)
            milliseconds = time?.milliseconds ?? .min
            self.uuid = uuid
            self.parent = parent
            self.message = message
            self.kind = kind
            self.flags = flags
        }

        /// Bytes of the line.
        var count: Int { Int(length) }
        /// What the line says of its time.
        var time: Timestamp? { milliseconds == .min ? nil : Timestamp(milliseconds: milliseconds) }
    }

    /// What tells that two prompts are one: the text, and the id the agent gave.
    struct PromptKey: Hashable, Sendable {
        let text: RecordKey?
        let id: RecordKey?
    }

    enum Kind: UInt8, Sendable { case user, assistant, system, other }

    struct Flags: OptionSet, Sendable {
        let rawValue: UInt16
        static let sidechain = Flags(rawValue: 1)
        static let meta = Flags(rawValue: 2)
        static let team = Flags(rawValue: 4)
        static let boundary = Flags(rawValue: 8)
        static let toolResult = Flags(rawValue: 16)
        static let toolUse = Flags(rawValue: 32)
        static let summary = Flags(rawValue: 64)
        /// A user line that a person wrote, with which a turn begins.
        static let prompt = Flags(rawValue: 128)
        /// A result that names the subagent it came from.
        static let agentResult = Flags(rawValue: 256)
        /// An answer that may start a subagent.
        static let agentCall = Flags(rawValue: 512)
        /// An attachment that holds a prompt, given while the agent worked.
        static let queued = Flags(rawValue: 1024)
        /// A command of the agent's own, or what it printed, that the model was told of.
        static let localCommand = Flags(rawValue: 2048)
        /// An answer that the agent wrote in place of one that failed.
        static let apiError = Flags(rawValue: 4096)
    }

    /// Records in file order.
    var entries: [Entry] = []
    /// Per uuid number: the last record that has it, or -1.
    var recordOfUUID: [Int32] = []
    /// Calls that assistant lines make, in file order.
    var calls = CallList()
    /// Calls that user lines answer, in file order.
    var answers = CallList()
    /// Per record that names one: the uuid number of the assistant line it answers.
    var sourceOfResult: [Int32: Int32] = [:]
    /// Per compaction boundary: the uuid number of the line that it follows in the full history.
    var logicalParent: [Int32: Int32] = [:]
    /// Per queued prompt, and per prompt behind one: what its text is known by.
    var promptTexts: [Int32: PromptKey] = [:]

    /// Whether prompts are noted even before a queued one: it may stand in an earlier part of the file.
    var notesPrompts = false

    /// Lines by their `type`.
    public internal(set) var recordCounts: [String: Int] = [:]
    /// Lines that are not JSON objects, but for the last one of a file being written.
    public internal(set) var badLines = 0
    /// Lines longer than ``lineLimit``, which are left out.
    public internal(set) var oversizedLines = 0
    /// Whether the last line is cut, as it is while the agent writes it.
    public internal(set) var endsInsideALine = false

    /// The longest line that is read, in bytes.
    ///
    /// The longest seen in real transcripts, with images, is 2.1 MB.
    public static let lineLimit = 64 << 20

    init() {}

    /// Takes note of a record.
    mutating func add(
        _ fields: inout RecordFields,
        offset: Int,
        count: Int,
        _ numbers: inout Interner
    ) {
        let type = fields.type?.string ?? "?"
        recordCounts[type, default: 0] += 1
        let kind: Kind
        switch type {
        case "user": kind = .user
        case "assistant": kind = .assistant
        case "system": kind = .system
        case "progress", "attachment": kind = .other
        default: return
        }
        let number = Int32(entries.count)
        let uuid = numbers.number(of: fields.uuid)
        var entry = Entry(
            offset: offset,
            count: count,
            time: fields.timestamp,
            uuid: uuid,
            parent: numbers.number(of: fields.parent),
            message: kind == .assistant ? numbers.number(of: RecordKey(fields.message?["id"])) : -1,
            kind: kind,
            flags: fields.flags
        )
        if kind == .user || kind == .assistant {
            noteBlocks(of: fields.message, kind, number, flags: &entry.flags)
        }
        if kind == .other, let prompt = fields.attachment.flatMap(RecordView.queuedPrompt) {
            entry.flags.formUnion([.queued, .prompt])
            promptTexts[number] = PromptKey(text: RecordKey(prompt.firstText), id: RecordKey(fields.promptID))
        } else if notesPrompts || !promptTexts.isEmpty, kind == .user, entry.flags.contains(.prompt) {
            promptTexts[number] = PromptKey(
                text: RecordKey(fields.message?["content"]?.firstText),
                id: RecordKey(fields.promptID)
            )
        }
        if kind == .user, let source = fields.source { sourceOfResult[number] = numbers.number(of: source) }
        if let logical = fields.logicalParent { logicalParent[number] = numbers.number(of: logical) }
        fields.flags = entry.flags
        fields.messageNumber = entry.message
        entries.append(entry)
        while recordOfUUID.count < numbers.count { recordOfUUID.append(-1) }
        if uuid >= 0 { recordOfUUID[Int(uuid)] = number }
    }

    private mutating func noteBlocks(
        of message: JSONValue?,
        _ kind: Kind,
        _ number: Int32,
        flags: inout Flags
    ) {
        guard let content = message?["content"] else { return }
        var isPrompt = content.kind == .string
        for block in content.elements {
            guard let type = block["type"] else {
                if block.kind == .string { isPrompt = true }
                continue
            }
            if type.equals("tool_use") {
                flags.insert(.toolUse)
                if let id = RecordKey(block["id"]) { calls.append(id, of: number) }
                if let name = block["name"], Subagent.isCall(name) { flags.insert(.agentCall) }
            } else if type.equals("tool_result") {
                flags.insert(.toolResult)
                if let id = RecordKey(block["tool_use_id"]) { answers.append(id, of: number) }
            } else {
                isPrompt = true
            }
        }
        if kind == .user, isPrompt, !flags.contains(.toolResult) { flags.insert(.prompt) }
    }
}
