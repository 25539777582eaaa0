internal import JSON
internal import Platform

/// Translates the messages of a Gemini CLI session into records.
struct GeminiTranslation {
    private var records: RecordWriter
    private var calls = CallIDs()
    /// Calls that have their answer, which the agent's history may tell a second time.
    private var answered: Set<String> = []

    /// The records of the session.
    static func records(of session: Session) throws -> [UInt8] {
        let chat = try GeminiChat(session.path)
        var translation = GeminiTranslation(records: RecordWriter(session))
        for (kind, count) in chat.noteCounts.sorted(by: { $0.key < $1.key }) {
            for _ in 0..<count { try translation.records.note(kind) }
        }
        var parser = JSONParser()
        for message in chat.messages {
            guard let (document, _) = try? parser.parseRepairing(message.span) else { continue }
            try translation.add(document.root)
        }
        return translation.records.finish()
    }

    private init(records: RecordWriter) { self.records = records }

    private mutating func add(_ message: JSONValue) throws {
        let time = message["timestamp"]?.withText { Timestamp(utf8: $0) } ?? nil
        switch message["type"]?.string {
        case "user": try addUser(message, time)
        case "gemini": try addAnswer(message, time)
        case let type?:
            // What the program told the person: no part of the conversation.
            let texts = Self.parts(of: message["content"]).compactMap { GeminiPart($0).text?.string }
            try records.system(type, at: time, texts.joined(separator: "\n"))
        case nil: try records.note("unknown")
        }
    }

    /// The parts of a content: a text, one part, or a list of both.
    static func parts(of content: JSONValue?) -> [JSONValue] {
        guard let content else { return [] }
        return content.kind == .array ? Array(content.elements) : [content]
    }

    private mutating func addUser(_ message: JSONValue, _ time: Timestamp?) throws {
        let parts = Self.parts(of: message["content"])
        // An answer to a call is in the call too, mostly.
        for part in parts {
            guard let response = part["functionResponse"], response.kind == .object else { continue }
            try addResult(id: calls.answering(response["id"]?.string), isError: false, [part], time)
        }
        let rest = parts.filter { $0["functionResponse"] == nil }
        guard !rest.isEmpty else { return }
        try records.user(at: time, isPrompt: true) { writer in
            if rest.count == 1, let text = GeminiPart(rest[0]).text { return writer.copy(text) }
            writer.array { writer in
                for part in rest { GeminiPart(part).write(to: &writer) }
            }
        }
    }

    private mutating func addAnswer(_ message: JSONValue, _ time: Timestamp?) throws {
        records.endAnswer()
        if let model = message["model"]?.string { records.model = model }
        let parts = Self.parts(of: message["content"])
        let thoughts = Self.thoughts(of: message) + parts.compactMap { GeminiPart($0).thought }
        let texts = parts.filter { part in
            let part = GeminiPart(part)
            return part.isShown && (part.text == nil || part.text?.utf8Count != 0)
        }
        let list = calls(of: message, parts)
        guard !thoughts.isEmpty || !texts.isEmpty || !list.isEmpty else { return try records.note("gemini") }
        try records.assistant(at: time) { writer in
            if !thoughts.isEmpty { writer.thinkingBlock(thoughts.joined(separator: "\n\n")) }
            for part in texts { GeminiPart(part).write(to: &writer) }
            for call in list {
                writer.toolUseBlock(id: call.id, name: call.name) { writer in
                    if let input = call.input { writer.copy(input) } else { writer.object { _ in } }
                }
            }
        }
        addTokens(message["tokens"])
        for call in list {
            guard let result = call.result else { continue }
            try addResult(id: call.id, isError: call.isError, result, call.time ?? time)
        }
    }

    private static func thoughts(of message: JSONValue) -> [String] {
        message["thoughts"]?.elements.compactMap { thought in
            let subject = thought["subject"]?.string.flatMap { $0.isEmpty ? nil : "**\($0)**" }
            let text = [subject, thought["description"]?.string].compactMap { $0 }.joined(separator: "\n")
            return text.isEmpty ? nil : text
        } ?? []
    }

    // MARK: Calls

    private struct Call {
        let id: String
        let name: String
        let input: JSONValue?
        var isError = false
        var time: Timestamp?
        /// What came back; `nil` when nothing did.
        var result: [JSONValue]?
    }

    private mutating func calls(of message: JSONValue, _ parts: [JSONValue]) -> [Call] {
        var list: [Call] = []
        for call in message["toolCalls"]?.elements.map({ $0 }) ?? [] where call.kind == .object {
            let status = call["status"]?.string ?? ""
            var result = call["result"].flatMap { $0.isNull ? nil : Self.parts(of: $0) }
            if result == nil, let display = call["resultDisplay"], !display.isNull { result = [display] }
            list.append(
                Call(
                    id: calls.begin(call["id"]?.string),
                    name: call["name"]?.string ?? "unknown",
                    input: call["args"].flatMap { $0.kind == .object ? $0 : nil },
                    isError: status == "error" || status == "cancelled",
                    time: call["timestamp"]?.withText { Timestamp(utf8: $0) } ?? nil,
                    result: result
                )
            )
        }
        // The content of a message tells its calls too, in some versions.
        let (ids, names) = (Set(list.map(\.id)), Set(list.map(\.name)))
        for part in parts {
            guard let call = part["functionCall"], call.kind == .object else { continue }
            let name = call["name"]?.string ?? "unknown"
            if call["id"]?.string.map(ids.contains) ?? names.contains(name) { continue }
            let input = call["args"].flatMap { $0.kind == .object ? $0 : nil }
            list.append(Call(id: calls.begin(call["id"]?.string), name: name, input: input))
        }
        return list
    }

    private mutating func addResult(id: String, isError: Bool, _ parts: [JSONValue], _ time: Timestamp?)
        throws
    {
        guard answered.insert(id).inserted else { return }
        try records.user(at: time) { writer in
            writer.toolResult(id: id, isError: isError) { writer in
                if parts.count == 1, let text = GeminiPart(parts[0]).answerText { return writer.textOf(text) }
                writer.array { writer in
                    for part in parts { GeminiPart(part).write(to: &writer) }
                }
            }
        }
    }

    private mutating func addTokens(_ tokens: JSONValue?) {
        guard let tokens, tokens.kind == .object else { return }
        let cached = AnswerTokens.count(tokens["cached"])
        records.add(
            AnswerTokens(
                // Gemini counts what a cache served as input, and thoughts beside the output.
                input: max(0, AnswerTokens.count(tokens["input"]) - cached)
                    + AnswerTokens.count(tokens["tool"]),
                output: AnswerTokens.count(tokens["output"]) + AnswerTokens.count(tokens["thoughts"]),
                cacheRead: cached
            )
        )
    }
}
