internal import BatonSessions
internal import JSON

/// Hands messages on in their order, those that edit files together with the patches that their results tell.
///
/// A result comes in one of the next messages, so few are held back, and none without an edit.
struct PatchQueue {
    private var waiting: [(message: Message, calls: Set<String>)] = []
    private var patches: [String: JSONValue] = [:]

    /// The most messages that are held back.
    private static let limit = 8

    /// Takes the next message and calls `write` with those that need not wait any longer.
    mutating func add(_ message: Message, _ write: (Message, [String: JSONValue]) throws -> Void) rethrows {
        if waiting.isEmpty {
            let calls = Self.edits(in: message)
            if calls.isEmpty { return try write(message, [:]) }
            waiting.append((message, calls))
            return
        }
        var answered: Set<String> = []
        if message.role == .user {
            for record in message.records {
                if let (call, patch) = StructuredPatch.patches(of: record.json) { patches[call] = patch }
                for block in record.message?["content"].map({ Array($0.elements) }) ?? [] {
                    if let call = block["tool_use_id"]?.string { answered.insert(call) }
                }
            }
        }
        // An answer or a prompt ends the wait: what was not answered until then is not edited any more.
        guard !answered.isEmpty, waiting.count < Self.limit else {
            try flush(write)
            return try add(message, write)
        }
        for index in waiting.indices { waiting[index].calls.subtract(answered) }
        waiting.append((message, []))
        if waiting.allSatisfy(\.calls.isEmpty) { try flush(write) }
    }

    /// Calls `write` with the messages that are left.
    mutating func flush(_ write: (Message, [String: JSONValue]) throws -> Void) rethrows {
        for (message, _) in waiting { try write(message, patches) }
        waiting = []
        patches = [:]
    }

    private static func edits(in message: Message) -> Set<String> {
        guard message.role == .assistant else { return [] }
        var calls: Set<String> = []
        for record in message.records {
            for block in record.message?["content"].map({ Array($0.elements) }) ?? []
            where block["type"]?.equals("tool_use") == true {
                guard let name = block["name"]?.string, ToolKind(name) == .edit, let id = block["id"]?.string
                else {
                    continue
                }
                calls.insert(id)
            }
        }
        return calls
    }
}
