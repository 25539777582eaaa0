internal import BatonSessions
internal import JSON
internal import Platform

/// The turns of a session that changed files of a commit, in little memory however long the session is.
///
/// Where no call can be told to have changed one of them, as when a shell command wrote it, the latest turns stand for them.
struct EntryTurns {
    /// What turns have together.
    struct Sum {
        /// What was asked in them, the first and the latest ones.
        var prompts: [String] = []
        /// How many prompts are not listed.
        var promptsLeftOut = 0
        /// The last text of the model.
        var answer = ""
        /// How many messages they have.
        var messages = 0
        /// Time of the last message.
        var time: Timestamp?
        /// Model of the last answer.
        var model: String?
        /// How often each tool was called.
        var calls: [String: Int] = [:]
    }

    fileprivate struct Turn {
        var prompt = ""
        var answer = ""
        var messages = 0
        var time: Timestamp?
        var model: String?
        var calls: [String: Int] = [:]
        var touches = false
    }

    private var current = Turn()
    private var touched = Sum()
    private var latest: [Turn] = []
    private let names: Set<Substring>
    private let files: [String]
    private let roots: [String]

    private static let mostLatest = 5
    private static let mostTools = 100

    init(files: [String], roots: [String]) {
        self.files = files
        self.roots = roots
        names = Set(files.map { $0.split(separator: "/").last ?? "" })
    }

    /// What counts of all that was read.
    var sum: Sum {
        guard touched.messages == 0 else { return touched }
        var sum = Sum()
        for turn in latest { sum.add(turn) }
        return sum
    }

    /// Takes the next message.
    mutating func add(_ message: Message) {
        let blocks = message.blocks
        if let prompt = Self.prompt(message, blocks) {
            end()
            current.prompt = prompt
        }
        current.messages += 1
        current.time = message.timestamp ?? current.time
        guard message.role == .assistant else { return }
        if let name = message.model, !name.hasPrefix("<") { current.model = name }
        for block in blocks {
            switch block {
            case .text(let text):
                let said = Self.text(text)
                if !said.isEmpty { current.answer = said }
            case .toolUse(_, let name, let input):
                if current.calls.count < Self.mostTools || current.calls[name] != nil {
                    current.calls[name, default: 0] += 1
                }
                if !current.touches {
                    current.touches = TranscriptStatistics.files(ofTool: name, input).contains(where: isOurs)
                }
            default: break
            }
        }
    }

    /// Ends the turn that is being read.
    mutating func end() {
        defer { current = Turn() }
        guard current.messages > 0 else { return }
        if current.touches {
            touched.add(current)
        } else if touched.messages == 0 {
            latest.append(current)
            if latest.count > Self.mostLatest { latest.removeFirst() }
        }
    }

    private func isOurs(_ path: String) -> Bool {
        guard names.contains(path.split(separator: "/").last ?? "") else { return false }
        return files.contains { file in
            path == file || path.hasSuffix("/" + file)
                || roots.contains { Paths.normalized(path) == Paths.join($0, file) }
        }
    }

    /// What a person asked with a message; `nil` when it is no prompt.
    private static func prompt(_ message: Message, _ blocks: [Block]) -> String? {
        guard message.role == .user, !message.isCompactSummary, !message.records[0].isMeta,
            !blocks.contains(where: \.isToolResult)
        else { return nil }
        var text = ""
        for case .text(let part) in blocks {
            let said = Self.text(part)
            let prompt = PromptText(said)
            if let command = prompt.command { return command }
            if prompt.firstLine != nil { text += (text.isEmpty ? "" : "\n") + said }
        }
        return text.isEmpty ? nil : text
    }

    private static func text(_ value: JSONValue) -> String {
        String(decoding: (value.utf8 ?? []).prefix(EntryComposer.longestText), as: UTF8.self)
    }
}

extension EntryTurns.Sum {
    private static let mostTools = 12

    /// The tools that were called, on one line.
    var callsLine: String {
        guard !calls.isEmpty else { return "" }
        let sorted = calls.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
        let shown = sorted.prefix(Self.mostTools).map { "\(NoteText.line($0.key, longest: 60)) \($0.value)" }
        return "Calls: " + shown.joined(separator: ", ") + (sorted.count > Self.mostTools ? ", …" : "")
    }

    fileprivate mutating func add(_ turn: EntryTurns.Turn) {
        if !turn.prompt.isEmpty { prompts.append(turn.prompt) }
        if prompts.count > EntryComposer.mostPrompts {
            // The first one says what it was about.
            prompts.remove(at: 1)
            promptsLeftOut += 1
        }
        if !turn.answer.isEmpty { answer = turn.answer }
        messages += turn.messages
        time = turn.time ?? time
        model = turn.model ?? model
        for (name, count) in turn.calls where calls.count < 100 || calls[name] != nil {
            calls[name, default: 0] += count
        }
    }
}
