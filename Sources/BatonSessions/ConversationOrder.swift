/// Which messages of a transcript make up its conversation, and in which order.
///
/// A transcript is a tree: parallel tool calls fork it, going back to an earlier prompt leaves a branch behind, and
/// a compaction begins a new root. The order follows Anthropic's own algorithm for rebuilding a conversation
/// (claude-agent-sdk for Python, `sessions.py`, `_build_conversation_chain`).
public enum History: String, Sendable, CaseIterable {
    /// All from the first prompt on, across compactions.
    case full
    /// What the agent sees when the session is resumed: from the last compaction on.
    case resume
}

/// One API message: the lines it is joined from, by their numbers in the index.
struct MessageLines: Sendable {
    let first: Int32
    /// Further lines, of an assistant message that was streamed.
    ///
    /// Most messages have none, and then take no memory here.
    var others: [Int32] = []
    /// Compaction boundaries, and commands of the agent's own, that stand right before the message.
    var before: [Int32] = []

    /// All lines in their order.
    var records: [Int32] { [first] + others }
}

/// Whose messages make the conversation.
enum ConversationScope: Sendable {
    /// The session's: lines of subagents and teammates are not part of it.
    case session
    /// All of a file that belongs to one subagent.
    case file
    /// Those of a subagent whose lines stand among the session's.
    case records([Int32])
}

struct ConversationOrder {
    private let index: TranscriptIndex
    private let history: History
    private let scope: ConversationScope

    init(_ index: TranscriptIndex, history: History, scope: ConversationScope = .session) {
        self.index = index
        self.history = history
        self.scope = scope
    }

    /// The messages in order.
    func messages() -> [MessageLines] {
        // A subagent works in one go, and its file may hold several: nothing of it is left behind.
        switch scope {
        case .session: break
        case .file: return joined(visible(Array(Int32(0)..<Int32(index.entries.count))))
        case .records(let numbers): return joined(visible(numbers))
        }
        guard hasLinks else { return joined(visible(Array(Int32(0)..<Int32(index.entries.count)))) }
        return joined(visible(withSiblings(chain())))
    }

    /// Whether any line names another one as its parent; without links the order of the file is all there is.
    private var hasLinks: Bool {
        index.entries.contains { $0.parent >= 0 && record(ofUUID: $0.parent) != nil }
    }

    // MARK: The chain

    /// Records from the root to the last leaf.
    private func chain() -> [Int32] {
        let entries = index.entries
        var isNamed = [Bool](repeating: false, count: index.recordOfUUID.count)
        for entry in entries where entry.parent >= 0 { isNamed[Int(entry.parent)] = true }
        var leaf: Int32?
        var wasPassed = [Bool](repeating: false, count: entries.count)
        for (number, entry) in entries.enumerated() {
            guard entry.uuid >= 0, !isNamed[Int(entry.uuid)], isCurrent(Int32(number), entry) else {
                continue
            }
            if let candidate = nearestMessage(from: Int32(number), &wasPassed), candidate > leaf ?? -1 {
                leaf = candidate
            }
        }
        guard let leaf = leaf ?? lastMessage() else { return [] }
        return walk(from: leaf)
    }

    /// Whether the record is the last one of its uuid.
    private func isCurrent(_ number: Int32, _ entry: TranscriptIndex.Entry) -> Bool {
        record(ofUUID: entry.uuid) == number
    }

    private func record(ofUUID number: Int32) -> Int32? {
        guard number >= 0, index.recordOfUUID[Int(number)] >= 0 else { return nil }
        return index.recordOfUUID[Int(number)]
    }

    /// The first user or assistant line on the way up, if it is one that a conversation can end with and no walk
    /// before this one has passed.
    private func nearestMessage(from start: Int32, _ wasPassed: inout [Bool]) -> Int32? {
        var next: Int32? = start
        while let number = next, !wasPassed[Int(number)] {
            wasPassed[Int(number)] = true
            let entry = index.entries[Int(number)]
            if entry.kind == .user || entry.kind == .assistant || entry.flags.contains(.queued) {
                return entry.flags.isDisjoint(with: [.sidechain, .team, .meta]) ? number : nil
            }
            next = record(ofUUID: entry.parent)
        }
        return nil
    }

    /// For a tree that is all cycles: the last line that could be a leaf.
    private func lastMessage() -> Int32? {
        let last = index.entries.lastIndex { entry in
            (entry.kind == .user || entry.kind == .assistant)
                && entry.flags.isDisjoint(with: [.sidechain, .team, .meta])
        }
        return last.map { Int32($0) }
    }

    private func walk(from leaf: Int32) -> [Int32] {
        var wasPassed = [Bool](repeating: false, count: index.entries.count)
        var chain: [Int32] = []
        var next: Int32? = leaf
        while let number = next, !wasPassed[Int(number)] {
            wasPassed[Int(number)] = true
            chain.append(number)
            let entry = index.entries[Int(number)]
            next = record(ofUUID: entry.parent)
            if next == nil, history == .full { next = recordBefore(number, entry) }
        }
        return chain.reversed()
    }

    /// What a compaction boundary follows in the full history.
    private func recordBefore(_ number: Int32, _ entry: TranscriptIndex.Entry) -> Int32? {
        guard entry.flags.contains(.boundary) else { return nil }
        if let logical = record(ofUUID: index.logicalParent[number] ?? -1) { return logical }
        // The line that is named may be gone: then the last main line before this one.
        return index.entries[..<Int(number)].lastIndex { earlier in
            earlier.uuid >= 0 && !earlier.flags.contains(.sidechain) && earlier.kind != .other
        }.map { Int32($0) }
    }

    // MARK: Parallel calls

    /// Puts back the lines of a message, and the answers to its calls, that hang beside the chain.
    private func withSiblings(_ chain: [Int32]) -> [Int32] {
        var isShown = [Bool](repeating: false, count: index.entries.count)
        // Per message: the place of its last line on the chain, or -1.
        var lastOfMessage = [Int32](repeating: -1, count: index.recordOfUUID.count)
        for (position, number) in chain.enumerated() {
            isShown[Int(number)] = true
            let entry = index.entries[Int(number)]
            guard entry.kind == .assistant, entry.message >= 0 else { continue }
            lastOfMessage[Int(entry.message)] = Int32(position)
        }
        var extra: [Int: [Int32]] = [:]
        var owners: [RecordKey: Int32]?
        // First the lines of the same message, then the answers to any of its lines.
        for (number, entry) in index.entries.enumerated() {
            let number = Int32(number)
            guard entry.kind == .assistant, entry.message >= 0, !isShown[Int(number)],
                isCurrent(number, entry) || entry.uuid < 0, !entry.flags.contains(.sidechain),
                lastOfMessage[Int(entry.message)] >= 0
            else { continue }
            extra[Int(lastOfMessage[Int(entry.message)]), default: []].append(number)
            isShown[Int(number)] = true
        }
        for (number, entry) in index.entries.enumerated() {
            let number = Int32(number)
            guard entry.kind == .user, entry.flags.contains(.toolResult), !isShown[Int(number)],
                isCurrent(number, entry) || entry.uuid < 0, !entry.flags.contains(.sidechain),
                let message = messageAnswered(by: number, entry, isShown, &owners),
                lastOfMessage[Int(message)] >= 0
            else { continue }
            extra[Int(lastOfMessage[Int(message)]), default: []].append(number)
        }
        guard !extra.isEmpty else { return chain }
        var result: [Int32] = []
        for (position, number) in chain.enumerated() {
            result.append(number)
            guard let siblings = extra[position] else { continue }
            result.append(
                contentsOf: siblings.enumerated().sorted { left, right in
                    let first = index.entries[Int(left.element)].time
                    let second = index.entries[Int(right.element)].time
                    if let first, let second, first != second { return first < second }
                    return left.offset < right.offset
                }.map(\.element)
            )
        }
        return result
    }

    private func messageAnswered(
        by number: Int32,
        _ entry: TranscriptIndex.Entry,
        _ isShown: [Bool],
        _ owners: inout [RecordKey: Int32]?
    ) -> Int32? {
        func message(of number: Int32?) -> Int32? {
            guard let number, isShown[Int(number)] else { return nil }
            let entry = index.entries[Int(number)]
            return entry.kind == .assistant && entry.message >= 0 ? entry.message : nil
        }
        if let message = message(of: record(ofUUID: entry.parent)) { return message }
        if let message = message(of: index.sourceOfResult[number].flatMap { record(ofUUID: $0) }) {
            return message
        }
        // Made only for the few files that need it.
        let owner = owners ?? index.calls.owners()
        owners = owner
        for call in index.answers.calls(of: number) {
            if let message = message(of: owner[call]) { return message }
        }
        return nil
    }

    // MARK: Messages

    /// User and assistant lines that a person sees, prompts that were queued, and what stands between messages.
    private func visible(_ records: [Int32]) -> [Int32] {
        let doubled = queuedTwice(records)
        return records.filter { number in
            let entry = index.entries[Int(number)]
            if case .session = scope, !entry.flags.isDisjoint(with: [.sidechain, .team]) { return false }
            switch entry.kind {
            // A result that is hidden would leave its call without an answer.
            case .user, .assistant: return !entry.flags.contains(.meta) || entry.flags.contains(.toolResult)
            case .system:
                return entry.flags.contains(.boundary)
                    || history == .full && entry.flags.contains(.localCommand) && !entry.flags.contains(.meta)
            case .other:
                return entry.flags.contains(.queued) && !entry.flags.contains(.meta)
                    && !doubled.contains(number)
            }
        }
    }

    /// Queued prompts that stand there once more as a line of their own: before the next answer, or anywhere behind
    /// with the same prompt id.
    private func queuedTwice(_ records: [Int32]) -> Set<Int32> {
        guard !index.promptTexts.isEmpty else { return [] }
        var found: Set<Int32> = []
        var beforeAnswer: Set<RecordKey> = []
        var withID: Set<TranscriptIndex.PromptKey> = []
        for number in records.reversed() {
            let entry = index.entries[Int(number)]
            if entry.kind == .assistant { beforeAnswer = [] }
            guard let key = index.promptTexts[number], let text = key.text else { continue }
            if entry.flags.contains(.queued) {
                if beforeAnswer.contains(text) || key.id != nil && withID.contains(key) {
                    found.insert(number)
                }
            } else if entry.flags.isDisjoint(with: [.sidechain, .team, .meta]) {
                beforeAnswer.insert(text)
                withID.insert(key)
            }
        }
        return found
    }

    /// Lines of one message id are one message, with results between them put behind it; a queued prompt goes to the
    /// user message before it.
    ///
    /// A prompt or a compaction between them ends that: copies of a message then stay where they are.
    private func joined(_ records: [Int32]) -> [MessageLines] {
        var messages: [MessageLines] = []
        var placeOfMessage: [Int32: Int] = [:]
        var before: [Int32] = []
        var isBehindBoundary = false
        for number in records {
            let entry = index.entries[Int(number)]
            if entry.kind == .system {
                before.append(number)
                if entry.flags.contains(.boundary) {
                    placeOfMessage = [:]
                    isBehindBoundary = true
                }
                continue
            }
            // Not by commands between them: those are in one view only, and both count alike.
            if entry.kind == .other, !isBehindBoundary, let last = messages.last,
                index.entries[Int(last.first)].kind != .assistant
            {
                messages[messages.count - 1].others.append(number)
                continue
            }
            if entry.kind != .assistant, !entry.flags.contains(.toolResult) { placeOfMessage = [:] }
            if entry.kind == .assistant, entry.message >= 0 {
                if let place = placeOfMessage[entry.message] {
                    messages[place].others.append(number)
                    continue
                }
                placeOfMessage[entry.message] = messages.count
            }
            messages.append(MessageLines(first: number, before: before))
            before = []
            isBehindBoundary = false
        }
        return messages
    }
}
