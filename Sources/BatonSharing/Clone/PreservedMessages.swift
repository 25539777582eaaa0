internal import BatonSessions
internal import JSON

/// Messages that a compaction kept word for word: they stand before its boundary, but the agent shows them to the model
/// behind it.
///
/// The agent finds them by lists of uuids (`compactMetadata.preservedMessages`, `preservedSegment`), which older releases do
/// not know. A clone has new uuids; it puts the messages where they are shown, so that no list is needed.
enum PreservedMessages {
    /// The messages with those that the last compaction kept behind its summary.
    static func moved(_ messages: [CloneMessage]) -> [CloneMessage] {
        guard let last = messages.lastIndex(where: { $0.boundary != nil }), last > 0,
            let boundary = messages[last].boundary, let metadata = boundary["compactMetadata"]
        else { return messages }
        let kept = places(metadata, messages[..<last])
        guard !kept.isEmpty else { return messages }
        let anchor = (metadata["preservedMessages"] ?? metadata["preservedSegment"])?["anchorUuid"]?.string
        var result: [CloneMessage] = []
        let isKept = Set(kept)
        for place in messages[..<last].indices where !isKept.contains(place) {
            result.append(messages[place])
        }
        var moved = kept.map { messages[$0] }
        for place in moved.indices { moved[place].boundary = nil }
        var summary = messages[last]
        if anchor != nil, anchor == boundary["uuid"]?.string {
            moved[0].boundary = summary.boundary
            summary.boundary = nil
            result += moved
            result.append(summary)
        } else {
            result.append(summary)
            result += moved
        }
        return result + messages[(last + 1)...]
    }

    private static func places(_ metadata: JSONValue, _ messages: ArraySlice<CloneMessage>) -> [Int] {
        if let list = metadata["preservedMessages"]?["uuids"], list.kind == .array {
            let uuids = Set(list.elements.compactMap(\.string))
            return messages.indices.filter { place in messages[place].uuids.contains(where: uuids.contains) }
        }
        guard let segment = metadata["preservedSegment"], let head = segment["headUuid"]?.string,
            let tail = segment["tailUuid"]?.string,
            let first = messages.lastIndex(where: { $0.uuids.contains(head) }),
            let end = messages.lastIndex(where: { $0.uuids.contains(tail) }), first <= end
        else { return [] }
        return Array(first...end)
    }
}
