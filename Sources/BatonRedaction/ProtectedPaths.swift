/// The places of a record that hold its structure and never a secret.
///
/// They are named by their whole path from the top of the record, so that a key `id` or `signature` inside a
/// tool's input or a tool's result is no structure. Source: the record shapes of Claude Code and Codex.
enum ProtectedPaths {
    /// Whether a path of keys (nil is a level of an array) is a structural one.
    static func contains(_ path: [Range<Int>?], in bytes: Span<UInt8>) -> Bool {
        all.contains { known in
            guard known.count == path.count else { return false }
            for (name, key) in zip(known, path) {
                guard let key else {
                    if name == nil { continue }
                    return false
                }
                guard let name, name.count == key.count else { return false }
                for (offset, byte) in name.enumerated() where bytes[key.lowerBound + offset] != byte {
                    return false
                }
            }
            return true
        }
    }

    /// Written with a dot between keys and `[]` for the elements of an array.
    private static let record = [
        "uuid", "parentUuid", "logicalParentUuid", "sessionId", "session_id", "requestId", "requestRef",
        "timestamp", "leafUuid", "agentId", "messageId", "snapshotMessageId", "interruptedMessageId",
        "promptId", "toolUseID", "parentToolUseID", "sourceToolUseID", "sourceToolAssistantUUID",
        "type", "subtype", "version", "forkedFrom.sessionId", "forkedFrom.messageUuid",
        "snapshot.messageId", "compactMetadata.preservedMessages.anchorUuid",
        "compactMetadata.preservedMessages.uuids.[]", "compactMetadata.preservedMessages.allUuids.[]",
        "compactMetadata.preservedSegment.headUuid", "compactMetadata.preservedSegment.anchorUuid",
        "compactMetadata.preservedSegment.tailUuid",
        "message.id", "message.type", "message.role", "message.container.id",
        "message.content.[].type", "message.content.[].id", "message.content.[].tool_use_id",
        "message.content.[].signature", "message.content.[].data", "message.content.[].source.type",
        "message.content.[].source.media_type", "message.content.[].source.data",
        "message.content.[].content.[].type", "message.content.[].content.[].source.type",
        "message.content.[].content.[].source.media_type",
        "message.content.[].content.[].source.data",
        "message.content.[].content.[].encrypted_content",
    ]

    private static let codex = [
        "payload.type", "payload.id", "payload.call_id", "payload.encrypted_content", "payload.turn_id",
        "payload.timestamp", "payload.git.commit_hash",
    ]

    private static let bundle = ["conversation.id", "exported_at"]

    private static let all: [[[UInt8]?]] = {
        // A subagent's record travels inside a progress record, all records inside a bundle.
        let nested = record.flatMap { [$0, "data.message.\($0)", "messages.[].\($0)"] }
        return (nested + codex + bundle).map { path in
            path.split(separator: ".").map { $0 == "[]" ? nil : Array($0.utf8) }
        }
    }()
}
