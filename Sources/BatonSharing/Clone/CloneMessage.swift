internal import BatonSessions
internal import JSON
internal import Platform

/// One API message that is to become a line of the installed transcript.
struct CloneMessage: Sendable {
    typealias Role = Message.Role

    var role: Role
    /// The entry it comes from, or the first of several.
    var source: BundleMessage
    var blocks: [CloneBlock]
    /// A user's message that is one plain string keeps that form.
    var plainText: JSONValue?
    /// Whether there was nothing in it from the beginning.
    var wasEmpty: Bool
    /// A compaction boundary right before it.
    var boundary: JSONValue?
    /// The last entry's usage and reason, of an answer that came in several.
    var last: JSONValue?
    /// How many API messages of the bundle are in it.
    var weight = 1
    /// The uuids of the entries it comes from.
    var uuids: [String] = []

    /// Whose messages are read.
    enum Scope {
        /// The session's: those of subagents are left out.
        case session
        /// Those of one subagent.
        case subagent
    }

    /// A line of the user that holds `results` and follows `message`; no message of the bundle is in it.
    init(answering message: CloneMessage, with results: [CloneBlock]) {
        role = .user
        source = message.source
        blocks = results
        wasEmpty = false
        weight = 0
    }

    /// Reads an entry.
    ///
    /// - Returns: `nil` when it is not carried over, with the reason counted.
    init?(_ entry: BundleMessage, _ scope: Scope = .session, drops: inout Drops) {
        guard scope == .subagent || !entry.isSidechain else {
            drops.count(.subagentMessage)
            return nil
        }
        if let reason = DropReason(ofLine: entry.type) {
            drops.count(reason)
            return nil
        }
        guard let message = entry.message else {
            drops.count(.unreadableMessage)
            return nil
        }
        guard let role = entry.role else {
            drops.count(.otherRole)
            return nil
        }
        guard let content = message["content"] else {
            drops.count(.unreadableMessage)
            return nil
        }
        self.role = role
        source = entry
        uuids = entry.uuid.map { [$0] } ?? []
        boundary = entry.boundary
        last = message
        blocks = []
        switch content.kind {
        case .string:
            if !content.isBlankText { blocks = [.text(content)] }
            if role == .user, !blocks.isEmpty { plainText = content }
            wasEmpty = blocks.isEmpty
        case .array, .object:
            var before = Drops()
            for element in content.kind == .array ? Array(content.elements) : [content] {
                if let block = CloneBlock(element, role: role, drops: &before) { blocks.append(block) }
            }
            wasEmpty = blocks.isEmpty && before.counts.isEmpty
            drops.add(before)
        default:
            wasEmpty = true
        }
        let hasResults = blocks.contains { if case .toolResult = $0 { true } else { false } }
        if entry.isMeta, !hasResults {
            drops.count(.hiddenMessage)
            return nil
        }
    }

    /// Puts another part of the same answer behind this one.
    mutating func join(_ other: CloneMessage, drops: inout Drops) {
        blocks += other.blocks
        uuids += other.uuids
        wasEmpty = wasEmpty && other.wasEmpty
        last = other.last
    }

    /// Takes away calls whose id stands in the message already.
    mutating func removeRepeatedCalls(drops: inout Drops) {
        var seen: Set<String> = []
        blocks.removeAll { block in
            guard case .toolUse(let key, _, _, _) = block, !seen.insert(key).inserted else { return false }
            drops.count(.repeatedCall)
            return true
        }
    }
}

extension Drops {
    /// Adds the counts of another.
    mutating func add(_ other: Drops) {
        for (reason, count) in other.counts {
            if let reason = DropReason(rawValue: reason) { self.count(reason, count) }
        }
    }
}
