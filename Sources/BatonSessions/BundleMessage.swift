public import JSON
public import Platform

/// One entry of a bundle's messages: a view of foreign JSON, in which any field may be missing or of a wrong kind.
public struct BundleMessage: Sendable {
    /// The whole entry, an object.
    public let json: JSONValue
    /// A compaction boundary that stands right before the entry.
    public let boundary: JSONValue?

    init(_ json: JSONValue, boundary: JSONValue? = nil) {
        self.json = json
        let own = json["compactBoundary"]
        self.boundary = own?.kind == .object ? own : boundary
    }

    /// `type` of the entry.
    public var type: String? { json["type"]?.string }
    /// `uuid` of the entry.
    public var uuid: String? { json["uuid"]?.string }
    /// `message`, when it is an object.
    public var message: JSONValue? {
        guard let message = json["message"], message.kind == .object else { return nil }
        return message
    }
    /// Who speaks, when the entry and its message agree on it.
    public var role: Message.Role? {
        guard let message else { return nil }
        let role = message["role"]
        if let type = json["type"], !type.isNull {
            guard let named = type.string.flatMap({ Message.Role(rawValue: $0) }) else { return nil }
            guard let role, !role.isNull else { return named }
            return role.string == named.rawValue ? named : nil
        }
        return role?.string.flatMap { Message.Role(rawValue: $0) }
    }
    /// `timestamp`, when it is a moment.
    public var timestamp: Timestamp? {
        guard let text = json["timestamp"], let count = text.utf8Count, count <= 64 else { return nil }
        return text.string.flatMap { Timestamp($0) }
    }
    /// `message.id`.
    public var messageID: String? { message?["id"]?.string }
    /// `message.content`.
    public var content: JSONValue? { message?["content"] }
    /// Whether this is the summary that a compaction left.
    public var isCompactSummary: Bool { json["isCompactSummary"]?.bool ?? false }
    /// Whether the entry belongs to a subagent.
    public var isSidechain: Bool { json["isSidechain"]?.bool ?? false }
    /// Whether the entry was hidden from the person.
    public var isMeta: Bool { json["isMeta"]?.bool ?? false }
    /// Whether the entry is a compaction boundary of a raw transcript.
    var isBoundary: Bool {
        json["type"]?.equals("system") == true && json["subtype"]?.equals("compact_boundary") == true
    }
}
