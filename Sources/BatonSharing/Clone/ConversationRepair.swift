internal import BatonSessions
internal import JSON
internal import Platform

/// Makes of a bundle's entries a conversation that the Messages API takes: answers in one piece, every call answered
/// right behind its message, nothing empty, no id twice.
struct ConversationRepair {
    private(set) var drops = Drops()
    private(set) var messages: [CloneMessage] = []
    /// Calls that got a made answer.
    private(set) var unansweredCalls = 0
    private var usedCallIDs: Set<String> = []
    private var random = RandomBytes()
    /// For each call's id in the bundle, the one that is written; of several calls the first.
    private(set) var callIDs: [String: String] = [:]

    /// What was put in that no message of the bundle holds.
    var warnings: [String] {
        switch unansweredCalls {
        case 0: []
        case 1: ["1 tool call has no result; it got one that says so"]
        default: ["\(unansweredCalls) tool calls have no result; each got one that says so"]
        }
    }

    init(_ bundle: Bundle, isPlain: Bool) {
        self.init(bundle.messages, scope: .session, isPlain: isPlain)
        drops.count(.unreadableMessage, bundle.unreadableMessages)
        for (type, count) in bundle.otherLines {
            if let reason = DropReason(ofLine: type) { drops.count(reason, count) }
        }
    }

    /// Repairs a list of entries.
    ///
    /// `isPlain` asks for summaries in the place of calls and results, for an agent that does not have the tools.
    init(_ entries: [BundleMessage], scope: CloneMessage.Scope, isPlain: Bool = false) {
        messages = Self.joined(entries, scope, drops: &drops)
        if isPlain { messages = PlainTurns.of(messages) }
        messages = PreservedMessages.moved(messages)
        for index in messages.indices { messages[index].removeRepeatedCalls(drops: &drops) }
        pair(answers())
        removeEmptied()
    }

    /// Reads the entries and joins the parts of one answer.
    ///
    /// The agent writes an answer as several lines with one message id; between them stand results at most.
    private static func joined(
        _ entries: [BundleMessage],
        _ scope: CloneMessage.Scope,
        drops: inout Drops
    ) -> [CloneMessage] {
        var result: [CloneMessage] = []
        var open: (id: String, place: Int)?
        var boundary: JSONValue?
        for entry in entries {
            guard var message = CloneMessage(entry, scope, drops: &drops) else {
                boundary = entry.boundary ?? boundary
                continue
            }
            message.boundary = message.boundary ?? boundary
            boundary = nil
            if message.boundary != nil { open = nil }
            if message.role == .assistant {
                let id = entry.messageID
                if let open, open.id == id {
                    result[open.place].join(message, drops: &drops)
                    continue
                }
                open = id.map { (id: $0, place: result.count) }
            } else if !message.isOnlyResults {
                open = nil
            }
            result.append(message)
        }
        return result
    }

    // MARK: Calls and results

    /// For each call, by the place of its message and its key: the place of its result.
    private struct Answer {
        var message: Int
        var block: Int
    }

    private struct CallPlace: Hashable {
        var message: Int
        var key: String
    }

    /// Gives every result to the nearest call before it that has its id and no result yet.
    private func answers() -> [CallPlace: Answer] {
        var open: [String: [Int]] = [:]
        var answers: [CallPlace: Answer] = [:]
        for (place, message) in messages.enumerated() {
            // What stands before a compaction is not seen any more.
            if message.boundary != nil { open.removeAll() }
            for (number, block) in message.blocks.enumerated() {
                switch block {
                case .toolUse(let key, _, _, _): open[key, default: []].append(place)
                case .toolResult(let key, _, _, _):
                    guard let call = open[key]?.popLast() else { continue }
                    answers[CallPlace(message: call, key: key)] = Answer(message: place, block: number)
                default: break
                }
            }
        }
        return answers
    }

    /// Puts each answer's results right behind it, and drops calls and results without a partner.
    private mutating func pair(_ answers: [CallPlace: Answer]) {
        // The last is the next: each is moved out, since copies of all the messages of a large session are dear.
        var old = messages
        messages = []
        old.reverse()
        let count = old.count
        messages.reserveCapacity(count)
        // Results that were moved to the line behind their call, by message and block.
        var moved: [Int: Set<Int>] = [:]
        var merged: (from: Int, into: Int)?
        while var message = old.popLast() {
            let place = count - 1 - old.count
            if message.role == .assistant {
                let results = takeResults(of: &message, at: place, answers, old, count)
                messages.append(message)
                for answer in results.answers { moved[answer.message, default: []].insert(answer.block) }
                if let line = results.line {
                    messages.append(line)
                    merged = (place + 1, messages.count - 1)
                }
                continue
            }
            let taken = moved[place] ?? []
            if taken.isEmpty, !message.hasResults {
                messages.append(message)
                continue
            }
            var rest: [CloneBlock] = []
            for (number, block) in message.blocks.enumerated() where !taken.contains(number) {
                if case .toolResult(_, _, let content, _) = block {
                    drops.count(.resultWithoutCall)
                    rest.append(.strayResult(content: content))
                } else {
                    rest.append(block)
                }
            }
            if taken.isEmpty {
                message.blocks = rest
                messages.append(message)
            } else if let merged, merged.from == place {
                messages[merged.into].blocks += rest
            } else if !rest.isEmpty {
                message.blocks = rest
                message.weight = 0
                messages.append(message)
            }
        }
    }

    /// Gives the calls of an answer ids that no other call has, and takes their results; a call that nothing answered,
    /// such as one that was interrupted, gets a result that says so, since the agent drops a call without one.
    ///
    /// - Parameters:
    ///   - message: the answer.
    ///   - place: its place among all messages.
    ///   - answers: where results stand.
    ///   - old: the messages behind it, the last one first.
    ///   - count: how many messages there are in all.
    /// - Returns: the line of results, in the order in which they came.
    private mutating func takeResults(
        of message: inout CloneMessage,
        at place: Int,
        _ answers: [CallPlace: Answer],
        _ old: [CloneMessage],
        _ count: Int
    ) -> (line: CloneMessage?, answers: [Answer]) {
        var found: [(answer: Answer, id: String)] = []
        var kept: [CloneBlock] = []
        var unanswered: [CloneBlock] = []
        for block in message.blocks {
            guard case .toolUse(let key, _, let name, let input) = block else {
                kept.append(block)
                continue
            }
            let id = unusedCallID(key)
            if callIDs[key] == nil { callIDs[key] = id }
            kept.append(.toolUse(key: key, id: id, name: name, input: input))
            if let answer = answers[CallPlace(message: place, key: key)] {
                found.append((answer, id))
            } else {
                unanswered.append(.missingResult(id: id))
            }
        }
        message.blocks = kept
        unansweredCalls += unanswered.count
        guard !found.isEmpty else {
            guard !unanswered.isEmpty else { return (nil, []) }
            return (CloneMessage(answering: message, with: unanswered), [])
        }
        found.sort { ($0.answer.message, $0.answer.block) < ($1.answer.message, $1.answer.block) }
        var line = old[count - 1 - found[0].answer.message]
        line.plainText = nil
        line.boundary = nil
        line.weight = Set(found.map(\.answer.message)).count
        line.blocks =
            found.compactMap { answer, id in
                guard
                    case .toolResult(let key, _, let content, let isError) = old[
                        count - 1 - answer.message
                    ].blocks[answer.block]
                else {
                    return nil
                }
                return .toolResult(key: key, id: id, content: content, isError: isError)
            } + unanswered
        return (line, found.map(\.answer))
    }

    private mutating func unusedCallID(_ key: String) -> String {
        var id = SafeField.identifier(key) ?? SafeField.newIdentifier("toolu_", &random)
        while !usedCallIDs.insert(id).inserted { id = SafeField.newIdentifier("toolu_", &random) }
        return id
    }

    // MARK: Empty messages

    /// Drops messages of which nothing is left; those that never held anything get a text, as the agent gives them.
    private mutating func removeEmptied() {
        var boundary: JSONValue?
        for place in messages.indices {
            if let earlier = boundary {
                messages[place].boundary = messages[place].boundary ?? earlier
                boundary = nil
            }
            guard messages[place].blocks.isEmpty else { continue }
            if messages[place].wasEmpty {
                messages[place].blocks = [.notice(CloneBlock.noContent)]
            } else {
                drops.count(.emptiedMessage)
                boundary = messages[place].boundary
            }
        }
        messages.removeAll(where: \.blocks.isEmpty)
    }
}

extension CloneMessage {
    /// Whether there is a tool result in the message.
    fileprivate var hasResults: Bool {
        blocks.contains { if case .toolResult = $0 { true } else { false } }
    }

    /// Whether the message holds tool results and nothing else.
    fileprivate var isOnlyResults: Bool {
        !blocks.isEmpty && blocks.allSatisfy { if case .toolResult = $0 { true } else { false } }
    }
}
