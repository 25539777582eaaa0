internal import JSON
internal import Platform

/// The messages of a Gemini CLI session as they stand at its end.
///
/// A `.jsonl` file is a log: a message with a known id replaces the one before, `$set` changes the session, `$rewindTo`
/// takes a message and all behind it back. An older `.json` file is one object that holds the messages. Rules and names
/// are those of google-gemini/gemini-cli, `packages/core/src/services/chatRecordingService.ts`.
struct GeminiChat {
    /// The most bytes of messages that are kept.
    static let limit = 256 << 20

    /// The messages in order, each as the JSON of its record.
    private(set) var messages: [[UInt8]] = []
    /// How many lines were about the session, by their kind.
    private(set) var noteCounts: [String: Int] = [:]
    private var ids: [RecordKey?] = []
    private var places: [RecordKey: Int] = [:]
    private var size = 0
    private let path: String

    /// Reads the chat in a file.
    ///
    /// - Throws: ``PlatformError`` when it cannot be read or is too large.
    init(_ path: String) throws {
        self.path = path
        if let document = try TranscriptHead(path).document {
            try set(document)
            return
        }
        var parser = JSONParser()
        try TranscriptLines.forEach(in: path) { line in
            if let (document, _) = try? parser.parseRepairing(line), document.root.kind == .object {
                try add(document.root)
            }
            return true
        }
    }

    private mutating func add(_ record: JSONValue) throws {
        if let id = record["$rewindTo"], id.kind == .string {
            noteCounts["rewind", default: 0] += 1
            rewind(to: RecordKey(id))
        } else if record["id"]?.kind == .string {
            try addMessage(record)
        } else if let change = record["$set"], change.kind == .object {
            noteCounts["set", default: 0] += 1
            try set(change)
        } else {
            noteCounts["metadata", default: 0] += 1
            try set(record)
        }
    }

    /// Takes a list of messages that replaces all before it.
    private mutating func set(_ session: JSONValue) throws {
        guard let list = session["messages"], list.elements.contains(where: { _ in true }) else { return }
        removeAll(from: 0)
        for message in list.elements where message.kind == .object { try addMessage(message) }
    }

    private mutating func addMessage(_ message: JSONValue) throws {
        var writer = JSONWriter()
        writer.copy(message)
        size += writer.bytes.count
        let key = RecordKey(message["id"])
        if let place = key.flatMap({ places[$0] }) {
            size -= messages[place].count
            messages[place] = writer.bytes
        } else {
            if let key { places[key] = messages.count }
            ids.append(key)
            messages.append(writer.bytes)
        }
        if size > Self.limit { throw PlatformError.tooLarge(path: path, limit: Self.limit) }
    }

    /// Takes a message and all behind it back; an id that is not there takes all back, as in the agent.
    private mutating func rewind(to id: RecordKey?) { removeAll(from: id.flatMap { places[$0] } ?? 0) }

    private mutating func removeAll(from place: Int) {
        for id in ids[place...] { if let id { places[id] = nil } }
        size -= messages[place...].reduce(0) { $0 + $1.count }
        ids.removeLast(ids.count - place)
        messages.removeLast(messages.count - place)
    }
}
