internal import BatonSessions
internal import JSON

/// What a reader has to know of one session, gathered from its messages one by one; nothing is made up.
///
/// Memory is bounded: lists keep their latest entries, texts are cut, and when they are very many only their first lines
/// are kept.
struct SessionDigest {
    private struct Text {
        let number: Int
        let forms: [[UInt8]]
        var rank = 0
    }

    private var first: Text?
    private var prompts = BoundedList<Text>(limit: 200)
    private var decisions = BoundedList<Text>(limit: 300)
    private var todos = TodoState()
    private var files = FileChanges()
    private var checks = CheckRuns()
    private var dropped: DroppedWork
    private var calls: [String: (call: ToolCall, number: Int)] = [:]
    /// The text of this turn that nothing follows yet.
    private var answer: (number: Int, text: [UInt8])?
    private var unansweredPrompt: Int?
    private var failedAnswer: Int?
    /// Bytes of all forms so far.
    private var bytes = 0
    private let cwd: String

    private static let callLimit = 512
    private static let byteLimit = 1 << 20

    /// A digest of a session that ran in a directory.
    init(cwd: String) {
        self.cwd = cwd
        dropped = DroppedWork(cwd: cwd)
    }

    // MARK: Gathering

    /// Takes the next message, which has that number.
    mutating func add(_ message: Message, _ number: Int) {
        if message.isCompactSummary { return }
        if message.role == .user {
            for record in message.records { addUser(record, number) }
        } else {
            addAnswer(message, number)
        }
    }

    private mutating func addUser(_ record: RecordView, _ number: Int) {
        let input = UserInput(record)
        if input.isInterruption { interrupt(number) }
        for (id, content, isError) in input.results {
            guard let (call, made) = calls.removeValue(forKey: id) else { continue }
            let result = ToolResult(content, isError: isError, kind: call.kind)
            close(call, made, result, record.json["toolUseResult"], number)
            dropped.close(call, made, result, number)
            if result.outcome == .interrupted { interrupt(number) }
        }
        guard !input.typed.isEmpty else { return }
        endTurn()
        dropped.beginTurn(input.typed)
        let prompt = text(number, "", input.typed)
        if first == nil { first = prompt } else { prompts.append(prompt) }
        unansweredPrompt = number
        failedAnswer = nil
    }

    private mutating func interrupt(_ number: Int) {
        dropped.interrupt(number)
        answer = nil
        unansweredPrompt = nil
    }

    private mutating func addAnswer(_ message: Message, _ number: Int) {
        guard !message.isAPIError else {
            failedAnswer = number
            return
        }
        for block in message.content {
            switch Block(block) {
            case .text(let value):
                guard let text = value.utf8, !text[...].trimmed.isEmpty else { continue }
                unansweredPrompt = nil
                let before = answer.flatMap { $0.number == number ? $0.text + [0x0a, 0x0a] : nil } ?? []
                answer = (number, before + text)
            case .toolUse(let id, let name, let input):
                unansweredPrompt = nil
                answer = nil
                let call = ToolCall(id: id, name: name, input: input)
                if call.kind == .todos { todos.add(call, number) }
                if calls.count < Self.callLimit { calls[id] = (call, number) }
            default: break
            }
        }
        if unansweredPrompt == nil { failedAnswer = nil }
    }

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
        case .command:
            if isFine || result.outcome == .failed, let command = call.subject, CommandWords.isCheck(command)
            {
                checks.add(command, result, number)
            }
        case .task: if isFine { todos.close(call, details, result, number) }
        case .plan:
            if isFine, let plan = call.plan { decide(text(number, "plan accepted: ", plan)) }
        case .question:
            for (question, chosen) in QuestionAnswers.pairs(result, details).prefix(20) {
                decide(choice(number, question, chosen))
            }
        default: break
        }
    }

    /// What the agent said last in a turn is how the turn ended.
    private mutating func endTurn() {
        guard let (number, said) = answer else { return }
        answer = nil
        var entry = text(number, "answer: ", said)
        // What the person decided themselves matters more.
        entry.rank = 1
        decisions.append(entry)
    }

    private mutating func decide(_ entry: Text) { decisions.append(entry) }

    private mutating func choice(_ number: Int, _ question: [UInt8]?, _ chosen: [UInt8]) -> Text {
        guard let question else { return text(number, "answer of the person: ", chosen) }
        let forms = [100, 500].map { count in
            Array(
                "- (\(number)) \(ContextText.oneLine(question[...], count)) → \(ContextText.oneLine(chosen[...], count))"
                    .utf8
            )
        }
        bytes += forms[1].count
        return Text(number: number, forms: forms[0] == forms[1] ? [forms[0]] : forms)
    }

    private mutating func text(_ number: Int, _ label: String, _ text: [UInt8]) -> Text {
        var forms = ContextText.forms("(\(number)) \(label)", text)
        if bytes > Self.byteLimit { forms.removeLast(forms.count - 1) }
        bytes += forms.reduce(0) { $0 + $1.count }
        return Text(number: number, forms: forms)
    }

    // MARK: The parts

    /// Ends the last turn; call it once behind the last message.
    mutating func finish() { endTurn() }

    /// The entries of a part of the page, in order.
    func list(_ section: ContextSection) -> ContextList {
        switch section {
        case .prompts: promptList
        case .decisions: decisionList
        case .files: fileList
        case .commands: checks.list
        case .dropped: dropped.list
        case .open: openList
        }
    }

    /// The first prompt says what it was about, the latest where it went.
    private var promptList: ContextList {
        let rest = prompts.entries
        var entries = first.map { [ContextEntry($0.forms)] } ?? []
        for (place, prompt) in rest.enumerated() {
            entries.append(ContextEntry(prompt.forms, rank: rest.count - place))
        }
        return ContextList(entries, forgotten: prompts.forgotten)
    }

    private var decisionList: ContextList {
        let all = decisions.entries
        var entries = all.enumerated().map { place, entry in
            ContextEntry(entry.forms, rank: all.count - place + entry.rank * 1000)
        }
        if let number = todos.number, !todos.todos.isEmpty {
            let done = todos.todos.count { $0.state == .done }
            let line = "- (\(number)) things to do: \(done) of \(todos.todos.count) done"
            var long = Array(line.utf8)
            for todo in todos.todos.prefix(100) {
                long.put("\n  - [\(todo.state == .done ? "x" : " ")] ")
                long.put(ContextText.oneLine(todo.text[...], 200))
                if todo.state == .inProgress { long.put(" *(in progress)*") }
            }
            if todos.todos.count > 100 { long.put("\n  - … \(todos.todos.count - 100) more") }
            entries.append(ContextEntry([Array(line.utf8), long]))
        }
        return ContextList(entries, forgotten: decisions.forgotten)
    }

    private var fileList: ContextList {
        let counted = files.files.map { file in (file: file, count: file.edits + file.writes) }
        let order = counted.indices.sorted { (counted[$1].count, $0) < (counted[$0].count, $1) }
        var ranks = [Int](repeating: 0, count: counted.count)
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ContextList(
            counted.enumerated().map { index, entry in
                let edits = entry.file.edits == 0 ? nil : "edited \(Self.times(entry.file.edits))"
                let writes = entry.file.writes == 0 ? nil : "written \(Self.times(entry.file.writes))"
                let acts = [edits, writes].compactMap(\.self).joined(separator: ", ")
                let path = MarkdownText.code(FilePlaces.relative(entry.file.path, to: cwd))
                return ContextEntry("- \(path): \(acts), last in (\(entry.file.last))", rank: ranks[index])
            },
            forgotten: files.others
        )
    }

    private var openList: ContextList {
        var lines: [String] = []
        for todo in todos.todos.filter({ $0.state != .done }).prefix(50) {
            let state = todo.state == .inProgress ? " *(in progress)*" : ""
            lines.append("- [ ] \(ContextText.oneLine(todo.text[...], 200))\(state)")
        }
        if let number = unansweredPrompt { lines.append("- the prompt (\(number)) has no answer") }
        if let number = failedAnswer { lines.append("- the API failed at (\(number))") }
        let open = calls.values.sorted { ($0.number, $0.call.id) < ($1.number, $1.call.id) }
        for (call, number) in open.suffix(20) {
            let subject = call.subject.map { " " + ContextText.code($0[...], 120) } ?? ""
            lines.append(
                "- \(MarkdownText.inline(String(call.title.prefix(80))))\(subject) of (\(number)) has no result"
            )
        }
        return ContextList(lines.enumerated().map { ContextEntry($1, rank: $0) })
    }

    private static func times(_ count: Int) -> String {
        switch count {
        case 1: "once"
        case 2: "twice"
        default: "\(count) times"
        }
    }
}
