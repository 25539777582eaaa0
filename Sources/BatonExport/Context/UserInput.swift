internal import BatonSessions
internal import JSON

/// What a user line holds for an overview: what the person typed, whether they stopped the agent, results of tools.
struct UserInput {
    /// Texts and commands that the person gave, with blank lines between.
    private(set) var typed: [UInt8] = []
    /// Whether the person stopped the agent.
    private(set) var isInterruption = false
    /// The results, each with the id of its call.
    private(set) var results: [(id: String, content: JSONValue?, isError: Bool)] = []

    /// Reads a line.
    init(_ record: RecordView) {
        guard let content = record.content else { return }
        for block in content.kind == .string ? [content] : Array(content.elements) {
            switch Block(block) {
            case .text(let value):
                for part in UserMarkup.parts(of: value.utf8 ?? []) {
                    switch part {
                    case .text(let text), .pasted(let text): add(text)
                    case .command(let command) where !Self.isHousekeeping(command):
                        add(Array(command.utf8)[...])
                    case .interruption: isInterruption = true
                    case .command, .shell, .output, .note: break
                    }
                }
            case .toolResult(let id, let content, let isError): results.append((id, content, isError))
            default: break
            }
        }
    }

    private mutating func add(_ text: ArraySlice<UInt8>) {
        if !typed.isEmpty { typed.put("\n\n") }
        typed.append(contentsOf: text)
    }

    /// Commands by which a person looks after the program, and asks nothing of the model.
    private static let housekeeping: Set<Substring> = [
        "/add-dir", "/clear", "/compact", "/config", "/context", "/copy", "/cost", "/doctor", "/exit",
        "/export", "/fast", "/help", "/hooks", "/ide", "/login", "/logout", "/mcp", "/memory", "/model",
        "/permissions", "/plugin", "/quit", "/rename", "/resume", "/rewind", "/status", "/statusline",
        "/theme", "/upgrade", "/usage", "/vim",
    ]

    private static func isHousekeeping(_ command: String) -> Bool {
        housekeeping.contains(command.prefix { $0 != " " && $0 != "\n" })
    }
}

/// What the person chose in answer to a call's questions, each with its question.
enum QuestionAnswers {
    /// The pairs from the record's own table (`toolUseResult.answers`); else the text of the result without a question.
    static func pairs(_ result: ToolResult, _ details: JSONValue?) -> [(question: [UInt8]?, answer: [UInt8])]
    {
        guard result.outcome == .fine else { return [] }
        let pairs = (details?["answers"]).map { Array($0.members) } ?? []
        let answers = pairs.compactMap { pair -> (question: [UInt8]?, answer: [UInt8])? in
            guard let question = pair.key.utf8, let answer = pair.value.utf8 else { return nil }
            return (question, answer)
        }
        return answers.isEmpty ? [(nil, Array(result.text))] : answers
    }
}
