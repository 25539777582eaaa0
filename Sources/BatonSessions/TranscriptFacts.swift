internal import JSON

/// What an export says of a session besides its messages.
public struct TranscriptFacts: Sendable {
    /// Directory of the first record that has one.
    public private(set) var cwd: String?
    /// Branch of the last record that has one.
    public private(set) var branch: String?
    /// Model of the last answer that a model gave.
    public private(set) var model: String?

    /// Usage of the answers in the order of the file; the lines of one answer mostly follow each other, and are one here.
    private var answers: [AnswerUsage] = []
    private var anonymous = TranscriptStatistics.Tokens()

    init() {}

    /// Takes note of a record.
    mutating func add(_ fields: RecordFields) {
        if cwd == nil, let text = fields.cwd?.string, !text.isEmpty { cwd = text }
        Self.take(fields.branch, as: &branch)
        guard fields.type?.equals("assistant") == true, let content = fields.message else { return }
        if let usage = content["usage"], usage.kind == .object {
            add(AnswerUsage(TokenUsage(usage), message: fields.messageNumber))
        }
        guard !fields.flags.contains(.sidechain), let model = content["model"], !model.equals("<synthetic>")
        else { return }
        Self.take(model, as: &self.model)
    }

    private mutating func add(_ tokens: AnswerUsage) {
        // What the agent wrote itself cost nothing.
        guard !tokens.isNothing else { return }
        if tokens.message < 0 {
            anonymous.add(tokens)
        } else if answers.last?.message == tokens.message {
            answers[answers.count - 1] = tokens
        } else {
            answers.append(tokens)
        }
    }

    /// Tokens over all answers, counted as ``TranscriptStatistics/tokens``.
    public var tokens: TranscriptStatistics.Tokens {
        // Per message: which of the different answers it was.
        var places = [Int32](repeating: -1, count: Int(answers.reduce(-1) { max($0, $1.message) }) + 1)
        var kept: [AnswerUsage] = []
        for answer in answers {
            let place = Int(places[Int(answer.message)])
            if place < 0 {
                places[Int(answer.message)] = Int32(kept.count)
                kept.append(answer)
            } else if place >= kept.count - UsageTally.remembered {
                kept[place] = answer
            }
        }
        return kept.reduce(into: anonymous) { $0.add($1) }
    }

    /// Takes what a later part of the file says; `ids` tells the numbers of its messages here.
    mutating func append(_ later: TranscriptFacts, ids: [Int32]) {
        answers.append(contentsOf: later.answers.lazy.map { $0.numbered(ids[Int($0.message)]) })
        anonymous.add(later.anonymous)
        cwd = cwd ?? later.cwd
        branch = later.branch ?? branch
        model = later.model ?? model
    }

    /// Most lines repeat the line before, which costs a comparison only.
    private static func take(_ value: JSONValue?, as text: inout String?) {
        guard let value, value.utf8Count ?? 0 > 0, !isEqual(value, text) else { return }
        text = value.string ?? text
    }

    private static func isEqual(_ value: JSONValue, _ text: String?) -> Bool {
        guard let text else { return false }
        return value.withText { bytes in
            guard bytes.count == text.utf8.count else { return false }
            var place = 0
            for byte in text.utf8 {
                if bytes[place] != byte { return false }
                place += 1
            }
            return true
        } ?? false
    }
}

/// What one answer took, in 20 bytes: there may be hundreds of thousands.
private struct AnswerUsage: Sendable {
    var message: Int32
    let input: UInt32
    let output: UInt32
    let cacheRead: UInt32
    let cacheWrite: UInt32

    init(_ usage: TokenUsage, message: Int32) {
        self.message = message
        input = UInt32(clamping: usage.input)
        output = UInt32(clamping: usage.output)
        cacheRead = UInt32(clamping: usage.cacheRead)
        cacheWrite = UInt32(clamping: usage.cacheWrite)
    }

    var isNothing: Bool { input | output | cacheRead | cacheWrite == 0 }

    func numbered(_ message: Int32) -> AnswerUsage {
        var copy = self
        copy.message = message
        return copy
    }
}

extension TranscriptStatistics.Tokens {
    fileprivate mutating func add(_ answer: AnswerUsage) {
        input += Int(answer.input)
        output += Int(answer.output)
        cacheRead += Int(answer.cacheRead)
        cacheWrite += Int(answer.cacheWrite)
    }

    fileprivate mutating func add(_ other: Self) {
        input += other.input
        output += other.output
        cacheRead += other.cacheRead
        cacheWrite += other.cacheWrite
    }
}
