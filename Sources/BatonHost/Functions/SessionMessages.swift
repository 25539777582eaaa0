internal import BatonRedaction
internal import BatonSessions
internal import JSON
internal import Lua
internal import Platform

/// Messages as scripts see them: plain tables.
enum MessageValue {
    /// The table of a message.
    static func of(_ message: Message, number: Int) -> HostValue {
        let blocks = message.blocks
        var fields: [String: HostValue] = [
            "number": .integer(number), "role": .text(message.role.rawValue),
            "time": .text(message.timestamp?.iso8601), "uuid": .text(message.uuid),
            "text": .string(LuaString(bytes: text(of: blocks))), "blocks": .array(blocks.map(block)),
        ]
        if message.role == .assistant { fields["model"] = .text(message.model) }
        if message.isCompactSummary { fields["is_summary"] = .bool(true) }
        return .record(fields)
    }

    /// The texts of the message, with an empty line between.
    private static func text(of blocks: [Block]) -> [UInt8] {
        var bytes: [UInt8] = []
        for case .text(let text) in blocks {
            if !bytes.isEmpty { bytes.append(contentsOf: "\n\n".utf8) }
            text.appendUTF8(to: &bytes)
        }
        return bytes
    }

    private static func block(_ block: Block) -> HostValue {
        switch block {
        case .text(let text):
            return .record(["type": .text("text"), "text": string(text)])
        case .toolUse(let id, let name, let input):
            return .record([
                "type": .text("tool_use"), "id": .text(id), "name": .text(name),
                "input": input.map { value($0, depth: 0) } ?? .nil,
            ])
        case .toolResult(let id, let content, let isError):
            let (text, images) = result(content)
            return .record([
                "type": .text("tool_result"), "tool_use_id": .text(id), "text": text,
                "is_error": .bool(isError), "images": images > 0 ? .integer(images) : .nil,
            ])
        case .thinking(let text):
            return .record(["type": .text("thinking"), "text": text.map(string) ?? .text("")])
        case .image(let mediaType, let encodedBytes):
            return .record([
                "type": .text("image"), "media_type": .text(mediaType),
                "bytes": .integer(encodedBytes / 4 * 3),
            ])
        case .document(let mediaType):
            return .record(["type": .text("document"), "media_type": .text(mediaType)])
        case .unknown(let type):
            return .record(["type": .text(type)])
        }
    }

    /// The texts of a tool's answer, and how many pictures are in it.
    private static func result(_ content: JSONValue?) -> (text: HostValue, images: Int) {
        guard let content else { return (.text(""), 0) }
        if content.kind == .string { return (string(content), 0) }
        var bytes: [UInt8] = []
        var images = 0
        for block in content.elements.map(Block.init) {
            switch block {
            case .text(let text):
                if !bytes.isEmpty { bytes.append(0x0a) }
                text.appendUTF8(to: &bytes)
            case .image: images += 1
            default: break
            }
        }
        return (.string(LuaString(bytes: bytes)), images)
    }

    private static func string(_ json: JSONValue) -> HostValue { .string(LuaString(bytes: json.utf8 ?? [])) }

    /// Tables inside tables that are passed on; what is nested deeper becomes its JSON text.
    private static let deepest = 48

    private static func value(_ json: JSONValue, depth: Int) -> HostValue {
        switch json.kind {
        case .array, .object:
            if depth >= deepest {
                var writer = JSONWriter()
                writer.copy(json)
                return .string(LuaString(bytes: writer.bytes))
            }
            if json.kind == .array { return .array(json.elements.map { value($0, depth: depth + 1) }) }
            return .table(
                Dictionary(
                    json.members.map {
                        (.string(LuaString(bytes: $0.key.utf8 ?? [])), value($0.value, depth: depth + 1))
                    }
                ) { $1 }
            )
        default: return ValueJSON.decode(json)
        }
    }
}

/// `Messages`: what `session:messages()` gives, to be gone through by `for … in`.
enum MessagesHandle {
    static let type = HostHandle(
        "Messages",
        number: HostHandles.messages,
        "An iterator over messages, which are read one by one as a loop asks for them.",
        call: HostFunction(
            "",
            HostHandle.callName,
            "The next message, or `nil` behind the last one.",
            result: .record("Message"),
            handle: "Messages",
            example: "for message in baton.sessions.current():messages() do print(message.number) end"
        ) { call in
            guard let cursor: MessageCursor = call.run.object(call.this, type: HostHandles.messages) else {
                return .nil
            }
            return try cursor.next(call.run)
        }
    )
}

/// Where a loop over messages is.
final class MessageCursor {
    private let conversation: Conversation
    private let isRedacted: Bool
    private let roles: Set<String>
    private var places: Range<Int>

    init(_ conversation: Conversation, isRedacted: Bool, roles: Set<String>, places: Range<Int>) {
        self.conversation = conversation
        self.isRedacted = isRedacted
        self.roles = roles
        self.places = places
    }

    /// The next message of the wanted roles; `nil` when there is none.
    func next(_ run: HostRun) throws -> HostValue {
        while let place = places.popFirst() {
            guard roles.isEmpty || roles.contains(conversation.role(at: place).rawValue) else { continue }
            return try run.message(of: conversation, at: place, isRedacted: isRedacted)
        }
        return .nil
    }
}

extension HostRun {
    /// The table of the message at a place of a conversation.
    func message(of conversation: Conversation, at place: Int, isRedacted: Bool) throws -> HostValue {
        guard isRedacted else {
            return MessageValue.of(try conversation.message(at: place), number: place + 1)
        }
        let redactor = try redactor()
        let message = try conversation.message(at: place) { try redactor.redact(record: $0)?.bytes }
        return MessageValue.of(message, number: place + 1)
    }
}
