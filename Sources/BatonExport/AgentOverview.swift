internal import BatonSessions
internal import JSON

/// What an agent that goes on with a session has to know first, gathered from its records; nothing is made up.
///
/// Memory is bounded: lists keep their latest entries, and texts are cut.
struct AgentOverview {
    /// A message of the session by its number, and a text.
    struct Entry {
        let number: Int
        let text: [UInt8]
    }

    /// The first lines of the prompts.
    private(set) var prompts = BoundedList<Entry>(limit: 200)
    private(set) var firstPrompt: Entry?
    private(set) var lastPrompt: Entry?
    /// Where the turn before the latest begins.
    private(set) var previousPrompt = 1
    /// What was decided: plans, answers to questions, compactions, each on one line.
    private(set) var decisions = BoundedList<Entry>(limit: 200)
    private(set) var plan: Entry?
    private(set) var summary: Entry?
    private(set) var todos = TodoState()
    private(set) var files = FileChanges()
    private(set) var commands = CommandOutcomes()
    /// The number of the prompt that nothing answers yet.
    private(set) var unansweredPrompt: Int?
    private(set) var interruption: Int?
    private(set) var failedAnswer: Int?
    private var calls: [String: (call: ToolCall, number: Int)] = [:]

    private static let callLimit = 512

    /// Calls without a result, in order.
    var openCalls: [(call: ToolCall, number: Int)] {
        calls.values.sorted { ($0.number, $0.call.id) < ($1.number, $1.call.id) }
    }

    /// Takes the next message, which has that number.
    mutating func add(_ message: Message, _ number: Int) {
        if message.isCompactSummary {
            let text = message.content.compactMap { $0.utf8 ?? $0["text"]?.utf8 }.joined(separator: [0x0a])
            summary = Entry(number: number, text: Array(text))
            decisions.append(Entry(number: number, text: Array("the agent compacted the conversation".utf8)))
        } else if message.role == .user {
            for record in message.records { addUser(record, number) }
        } else {
            addAnswer(message, number)
        }
    }

    private mutating func addUser(_ record: RecordView, _ number: Int) {
        let input = UserInput(record)
        if input.isInterruption { interruption = number }
        for (id, content, isError) in input.results {
            guard let (call, made) = calls.removeValue(forKey: id) else { continue }
            let result = ToolResult(content, isError: isError, kind: call.kind)
            if result.outcome == .interrupted { interruption = number }
            close(call, made, result, record.json["toolUseResult"], number)
        }
        guard !input.typed.isEmpty else { return }
        if let last = lastPrompt, last.number < number { previousPrompt = last.number }
        let entry = Entry(number: number, text: input.typed)
        firstPrompt = firstPrompt ?? entry
        lastPrompt = entry
        prompts.append(Entry(number: number, text: Array(OneLine.cut(input.typed[...], 160))))
        unansweredPrompt = number
        interruption = nil
        failedAnswer = nil
    }

    private mutating func addAnswer(_ message: Message, _ number: Int) {
        guard !message.isAPIError else {
            failedAnswer = number
            return
        }
        for block in message.content {
            switch Block(block) {
            case .text(let text):
                guard (text.utf8Count ?? 0) > 0 else { continue }
                unansweredPrompt = nil
                interruption = nil
            case .toolUse(let id, let name, let input):
                unansweredPrompt = nil
                interruption = nil
                let call = ToolCall(id: id, name: name, input: input)
                todos.add(call, number)
                if calls.count < Self.callLimit { calls[id] = (call, number) }
            default: break
            }
        }
        if unansweredPrompt == nil { failedAnswer = nil }
    }

    /// Notes how a call went.
    private mutating func close(
        _ call: ToolCall,
        _ made: Int,
        _ result: ToolResult,
        _ details: JSONValue?,
        _ number: Int
    ) {
        let isFine = result.outcome == .fine
        switch call.kind {
        case .edit, .write, .patch:
            if isFine { for path in call.changedPaths { files.add(path, call.kind, number) } }
        case .command: commands.add(call, result, number)
        case .task: if isFine { todos.close(call, details, result, number) }
        case .plan:
            let title =
                call.subject.map { ": " + String(decoding: OneLine.cut($0[...], 200), as: UTF8.self) } ?? ""
            decisions.append(
                Entry(
                    number: number,
                    text: Array("plan \(isFine ? "accepted" : "not accepted")\(title)".utf8)
                )
            )
            if isFine, let text = call.plan { plan = Entry(number: made, text: text) }
        case .question:
            for answer in Self.answers(call, details, result) {
                decisions.append(Entry(number: number, text: answer))
            }
        default: break
        }
    }

    private static func answers(_ call: ToolCall, _ details: JSONValue?, _ result: ToolResult) -> [[UInt8]] {
        QuestionAnswers.pairs(result, details).map { question, answer in
            guard let question else { return Array(OneLine.cut(answer[...], 800)) }
            return Array(OneLine.cut(question[...], 400)) + Array(" → ".utf8)
                + Array(OneLine.cut(answer[...], 400))
        }
    }
}

/// A list that keeps its latest entries, and counts those it forgot.
struct BoundedList<Element> {
    private let limit: Int
    private var kept: [Element] = []
    private var count = 0

    init(limit: Int) { self.limit = limit }

    /// The latest entries.
    var entries: ArraySlice<Element> { kept.suffix(limit) }
    /// How many entries there were before them.
    var forgotten: Int { count - entries.count }

    mutating func append(_ entry: Element) {
        count += 1
        kept.append(entry)
        // Half of them at once, so that each costs the same.
        if kept.count >= 2 * limit { kept.removeFirst(kept.count - limit) }
    }

    /// Forgets the latest entry that `matches`, as if it had never been there.
    mutating func removeLast(where matches: (Element) -> Bool) {
        guard let place = entries.lastIndex(where: matches) else { return }
        kept.remove(at: place)
        count -= 1
    }
}

/// Texts on one line.
enum OneLine {
    /// The first line that has text, without terminal sequences, at most `limit` bytes of it and `…`.
    static func cut(_ text: ArraySlice<UInt8>, _ limit: Int) -> ArraySlice<UInt8> {
        let head = TerminalText.plain(text.drop { $0 <= 0x20 }.prefix(4 * limit)).trimmed
        let line = head.prefix { $0 != 0x0a }
        let (part, isCut) = line.cut(limit)
        let isWhole = !isCut && line.count == head.count && text.count <= 4 * limit
        return isWhole ? part : part.trimmed + Array(" …".utf8)
    }
}
