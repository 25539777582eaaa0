internal import JSON
public import Platform

/// What a transcript holds, line by line, without its texts: enough to order messages and to find them again.
public struct TranscriptIndex: Sendable {
    /// One line that is a record.
    struct Entry: Sendable {
        var offset: Int
        var count: Int
        var kind: Kind
        var flags: Flags
        /// Number of the record's uuid, its parent's, and of its message id; -1 for none.
        var uuid: Int32
        var parent: Int32
        var logicalParent: Int32
        var message: Int32
        /// Milliseconds since the epoch, or `nil`.
        var time: Timestamp?
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
    }

    /// Records in file order.
    var entries: [Entry] = []
    /// Per uuid number: the last record that has it, or -1.
    var recordOfUUID: [Int32] = []
    /// Call ids of assistant lines and the record that made the call.
    var callOwner: [RecordKey: Int32] = [:]
    /// Per record with results: the calls it answers.
    var answers: [Int32: [RecordKey]] = [:]
    /// Per record: the uuid number of the assistant line it says it answers.
    var sourceOfResult: [Int32: Int32] = [:]

    /// Lines by their `type`.
    public internal(set) var recordCounts: [String: Int] = [:]
    /// Lines that are not JSON objects, but for the last one of a file being written.
    public internal(set) var badLines = 0
    /// Lines longer than ``lineLimit``, which are left out.
    public internal(set) var oversizedLines = 0
    /// Whether the last line is cut, as it is while the agent writes it.
    public internal(set) var endsInsideALine = false

    /// The longest line that is read, in bytes. The longest seen in real transcripts, with images, is 2.1 MB.
    public static let lineLimit = 64 << 20

    /// Reads a whole file, in memory that does not depend on the length of its lines' texts.
    ///
    /// - Parameter visit: is called with every record, in file order.
    /// - Throws: ``PlatformError`` when the file cannot be read, and what `visit` throws; bad lines are counted.
    public init(
        scanning file: FileReader,
        visit: (RecordView) throws -> Void = { _ in }
    ) throws {
        var lines = LineScan()
        try LineReader(file, lineLimit: Self.lineLimit).forEachLine { line, place in
            try scan(line, offset: place.offset, count: place.count, isTerminated: place.isTerminated, &lines, visit)
        }
    }

    /// Reads a whole transcript that is in memory, from `start` on.
    ///
    /// - Parameter visit: is called with every record, in file order.
    init(scanning bytes: Span<UInt8>, visit: (RecordView) throws -> Void = { _ in }) rethrows {
        var lines = LineScan()
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0a { end += 1 }
            let isWhole = end - start <= Self.lineLimit
            try scan(
                bytes.extracting(isWhole ? start..<end : 0..<0), offset: start, count: end - start,
                isTerminated: end < bytes.count, &lines, visit)
            start = end + 1
        }
    }

    private mutating func scan(
        _ line: Span<UInt8>, offset: Int, count: Int, isTerminated: Bool, _ lines: inout LineScan,
        _ visit: (RecordView) throws -> Void
    ) rethrows {
        if count > Self.lineLimit {
            oversizedLines += 1
            return
        }
        let skipped = offset == 0 ? Self.byteOrderMarkCount(line) : 0
        let bytes = line.extracting(droppingFirst: skipped)
        if Self.isBlank(bytes) { return }
        guard let (document, _) = try? lines.parser.parseRepairing(bytes), document.root.kind == .object else {
            if isTerminated { badLines += 1 } else { endsInsideALine = true }
            return
        }
        let view = RecordView(document.root)
        add(view, offset: offset + skipped, count: bytes.count, &lines.numbers)
        try visit(view)
    }

    private mutating func add(_ view: RecordView, offset: Int, count: Int, _ numbers: inout Interner) {
        let json = view.json
        let type = json["type"]?.string ?? "?"
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
        let uuid = numbers.number(of: json["uuid"])
        if uuid >= 0 {
            while recordOfUUID.count < numbers.count { recordOfUUID.append(-1) }
            recordOfUUID[Int(uuid)] = number
        }
        var entry = Entry(
            offset: offset,
            count: count,
            kind: kind,
            flags: Self.flags(of: view),
            uuid: uuid,
            parent: numbers.number(of: json["parentUuid"]),
            logicalParent: numbers.number(of: json["logicalParentUuid"]),
            message: kind == .assistant ? numbers.number(of: json["message"]?["id"]) : -1,
            time: view.timestamp
        )
        if kind == .user || kind == .assistant { noteBlocks(of: view, number: number, flags: &entry.flags) }
        if kind == .user, let source = json["sourceToolAssistantUUID"] {
            sourceOfResult[number] = numbers.number(of: source)
        }
        entries.append(entry)
        while recordOfUUID.count < numbers.count { recordOfUUID.append(-1) }
    }

    private mutating func noteBlocks(of view: RecordView, number: Int32, flags: inout Flags) {
        guard let content = view.message?["content"] else { return }
        var isPrompt = content.kind == .string
        for block in content.elements {
            guard let type = block["type"] else { continue }
            if type.equals("tool_use") {
                flags.insert(.toolUse)
                if let id = block["id"]?.utf8 { callOwner[RecordKey(id)] = number }
            } else if type.equals("tool_result") {
                flags.insert(.toolResult)
                if let id = block["tool_use_id"]?.utf8 { answers[number, default: []].append(RecordKey(id)) }
            } else {
                isPrompt = true
            }
        }
        if view.json["type"]?.equals("user") == true, isPrompt, !flags.contains(.toolResult) {
            flags.insert(.prompt)
        }
    }

    private static func flags(of view: RecordView) -> Flags {
        var flags: Flags = []
        if view.isSidechain { flags.insert(.sidechain) }
        if view.isMeta { flags.insert(.meta) }
        if view.isCompactSummary { flags.insert(.summary) }
        if let team = view.json["teamName"], !team.isNull { flags.insert(.team) }
        if view.json["subtype"]?.equals("compact_boundary") == true { flags.insert(.boundary) }
        return flags
    }

    private static func isBlank(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] != 0x20 && bytes[index] != 0x0d && bytes[index] != 0x09
        {
            return false
        }
        return true
    }

    /// How many bytes of a byte order mark the file begins with: 3 or 0.
    private static func byteOrderMarkCount(_ bytes: Span<UInt8>) -> Int {
        bytes.count >= 3 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf ? 3 : 0
    }
}

/// What is kept from line to line while a transcript is scanned.
private struct LineScan {
    var parser = JSONParser()
    var numbers = Interner()
}

/// Gives each distinct id a small number.
private struct Interner {
    private var numbers: [RecordKey: Int32] = [:]

    var count: Int { numbers.count }

    /// The id's number, or -1 when the value is no text.
    mutating func number(of value: JSONValue?) -> Int32 {
        guard let text = value?.utf8 else { return -1 }
        let key = RecordKey(text)
        if let number = numbers[key] { return number }
        let number = Int32(numbers.count)
        numbers[key] = number
        return number
    }
}
