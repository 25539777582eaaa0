internal import JSON
internal import Platform

/// Translates a Codex rollout into records.
///
/// A rollout interleaves two logs: what the model was sent and answered (`response_item`), and what the person saw
/// (`event_msg`). The first is translated; of the second only messages that the first does not have, as in
/// rollouts of versions that wrote only one of them.
struct CodexTranslation {
    /// How often each text is in the first log.
    private var known: [RecordKey: Int] = [:]
    private var userLines = 0
    private var userEvents = 0

    private var records: RecordWriter
    private var total: Int?
    private var calls = CallIDs()

    private init(_ session: Session) { records = RecordWriter(session) }

    /// The records of the rollout of `session`.
    static func records(of session: Session) throws -> [UInt8] {
        var translation = CodexTranslation(session)
        try forEachItem(in: session.path) { translation.learn($0) }
        try forEachItem(in: session.path) { try translation.add($0) }
        return translation.records.finish()
    }

    /// The records of a rollout that is in memory, of which the first `start` bytes are passed over.
    static func records(of session: Session, in bytes: [UInt8], from start: Int) throws -> [UInt8] {
        var translation = CodexTranslation(session)
        let text = bytes.span.extracting(droppingFirst: start)
        let lines = LineReader.lines(in: text).filter { $0.count <= TranscriptIndex.lineLimit }
        var parser = JSONParser()
        for line in lines {
            if let item = CodexItem(text.extracting(line), &parser) { translation.learn(item) }
        }
        for line in lines {
            if let item = CodexItem(text.extracting(line), &parser) { try translation.add(item) }
        }
        return translation.records.finish()
    }

    private static func forEachItem(in path: String, _ body: (CodexItem) throws -> Void) throws {
        var parser = JSONParser()
        try TranscriptLines.forEach(in: path) { line in
            if let item = CodexItem(line, &parser) { try body(item) }
            return true
        }
    }

    // MARK: First pass

    private mutating func learn(_ item: CodexItem) {
        switch item.kind {
        case .message(let role, let content):
            if role == "user" {
                if CodexText.isContext(content) { return }
                userLines += 1
            }
            known[CodexText.key(role, CodexText.texts(of: content)), default: 0] += 1
        case .reasoning(let item):
            for text in Self.thoughts(of: item) { known[CodexText.key("thought", [text]), default: 0] += 1 }
        case .event(_, type: "user_message"): userEvents += 1
        default: break
        }
    }

    // MARK: Second pass

    private mutating func add(_ item: CodexItem) throws {
        switch item.kind {
        case .meta(let meta): try addMeta(meta, item)
        case .context(let context):
            if let model = context["model"]?.string { records.model = model }
            if let cwd = context["cwd"]?.string { records.cwd = cwd }
            try records.note(item.name)
        case .message(let role, let content): try addMessage(role, content, item)
        case .reasoning(let reasoning): try addReasoning(reasoning, item)
        case .call(let call, let type): try addCall(call, type, item)
        case .output(let output):
            let id = calls.answering(CodexCall.id(of: output))
            try records.user(at: item.time) { CodexCall.writeResult(output, id: id, to: &$0) }
        case .compacted(let compacted):
            // A summary that is encrypted is of no use here: then the conversation goes on as it was.
            guard let summary = compacted["message"], summary.utf8Count ?? 0 > 0 else {
                return try records.note(item.name)
            }
            try records.compaction(at: item.time) { $0.copy(summary) }
        case .event(let event, let type): try addEvent(event, type, item)
        case .other: try records.note(item.name)
        }
    }

    private mutating func addMeta(_ meta: JSONValue, _ item: CodexItem) throws {
        if let cwd = meta["cwd"]?.string { records.cwd = cwd }
        if let branch = meta["git"]?["branch"]?.string { records.branch = branch }
        try records.note(item.name.isEmpty ? "session_meta" : item.name)
    }

    private mutating func addMessage(_ role: String, _ content: JSONValue, _ item: CodexItem) throws {
        switch role {
        case "assistant":
            guard CodexText.texts(of: content).contains(where: { $0.utf8Count ?? 0 > 0 }) else {
                return try records.note(item.name)
            }
            try records.assistant(at: item.time) { CodexText.write(content, asBlocks: true, to: &$0) }
        case "user":
            if let (command, output) = CodexText.shellCommand(in: content) {
                try records.user(at: item.time, isPrompt: true) {
                    $0.string("<bash-input>\(command)</bash-input>\n<bash-stdout>\(output)</bash-stdout>")
                }
                return
            }
            let hidden = CodexText.isContext(content)
            try records.user(at: item.time, hidden: hidden, isPrompt: !hidden) {
                CodexText.write(content, asBlocks: false, to: &$0)
            }
        default:
            // Instructions to the model, by the agent.
            records.endAnswer()
            let text = CodexText.texts(of: content).compactMap(\.string).joined(separator: "\n\n")
            try records.system(role == "developer" ? "developer" : "instructions", at: item.time, text)
        }
    }

    private static func thoughts(of item: JSONValue) -> [JSONValue] {
        ["summary", "content"].flatMap { key in
            item[key: key]?.elements.compactMap { $0["text"].flatMap { $0.kind == .string ? $0 : nil } } ?? []
        }
    }

    private mutating func addReasoning(_ reasoning: JSONValue, _ item: CodexItem) throws {
        let text = Self.thoughts(of: reasoning).compactMap(\.string).joined(separator: "\n\n")
        // Most reasoning is encrypted, with nothing to read.
        guard !text.isEmpty else { return try records.note(item.name) }
        try records.assistant(at: item.time) { $0.thinkingBlock(text) }
    }

    private mutating func addCall(_ call: JSONValue, _ type: String, _ item: CodexItem) throws {
        let name = CodexCall.name(of: call, type: type)
        let id = calls.begin(CodexCall.id(of: call))
        try records.assistant(at: item.time) { writer in
            writer.toolUseBlock(id: id, name: name) { CodexCall.writeInput(of: call, name: name, to: &$0) }
        }
        // A picture that was made comes with its call.
        guard type == "image_generation_call", let data = call["result"]?.utf8, !data.isEmpty else { return }
        try records.user(at: item.time) { writer in
            writer.toolResult(id: id, isError: false) { writer in
                writer.array { $0.imageBlock(mediaType: "image/png", data: data.span) }
            }
        }
    }

    // MARK: Events

    private mutating func addEvent(_ event: JSONValue, _ type: String, _ item: CodexItem) throws {
        switch type {
        case "token_count": addTokens(event["info"])
        case "thread_rolled_back": records.goBack(turns: AnswerTokens.count(event["num_turns"]))
        case "user_message":
            if userEvents > userLines, try addUserEvent(event, item) { return }
        case "agent_message":
            if let text = event["message"], text.utf8Count ?? 0 > 0, isNew("assistant", text) {
                return try records.assistant(at: item.time) { $0.textBlock(text) }
            }
        case "agent_reasoning", "agent_reasoning_raw_content":
            if let text = event["text"], let string = text.string, !string.isEmpty, isNew("thought", text) {
                return try records.assistant(at: item.time) { $0.thinkingBlock(string) }
            }
        default: break
        }
        try records.note(item.name)
    }

    private mutating func addUserEvent(_ event: JSONValue, _ item: CodexItem) throws -> Bool {
        guard let text = event["message"], text.kind == .string, isNew("user", text) else { return false }
        let images = event["images"]?.elements.filter { $0.kind == .string } ?? []
        // What the agent says in the user's name is in this log too, in some versions.
        let hidden = CodexText.isContext(text)
        try records.user(at: item.time, hidden: hidden, isPrompt: !hidden) { writer in
            guard !images.isEmpty else { return writer.copy(text) }
            writer.array { writer in
                writer.textBlock(text)
                for image in images { writer.imageBlock(url: image) }
            }
        }
        return true
    }

    /// Whether a text of the second log is not in the first.
    private mutating func isNew(_ role: String, _ text: JSONValue) -> Bool {
        let key = CodexText.key(role, [text])
        guard let count = known[key], count > 0 else { return true }
        known[key] = count - 1
        return false
    }

    /// Adds what the last answer used; the same count is told again and again.
    private mutating func addTokens(_ info: JSONValue?) {
        guard let info, info.kind == .object, let last = info["last_token_usage"] else { return }
        let sum = AnswerTokens.count(info["total_token_usage"]?["total_tokens"])
        guard sum != total else { return }
        total = sum
        let cached = AnswerTokens.count(last["cached_input_tokens"])
        records.add(
            AnswerTokens(
                // Codex counts what a cache served as input.
                input: max(0, AnswerTokens.count(last["input_tokens"]) - cached),
                output: AnswerTokens.count(last["output_tokens"]),
                cacheRead: cached
            )
        )
    }
}
