internal import JSON
internal import Platform

/// Translates what `opencode export` writes, `{info, messages: [{info, parts}]}`, into records.
///
/// The kinds of parts are those of opencode, `packages/opencode/src/session/message-v2.ts`.
struct OpenCodeTranslation {
    /// The largest session that is read, in bytes.
    static let limit = 256 << 20

    private var records: RecordWriter
    private var calls = CallIDs()
    /// A message of the user's that asked for a compaction, whose answer is the summary.
    private var isCompacting = false

    /// The records of the session.
    static func records(of session: Session) throws -> [UInt8] {
        let document = try OpenCodeFile(session.path)
        var translation = OpenCodeTranslation(records: RecordWriter(session))
        for message in document.messages { try translation.add(message) }
        return translation.records.finish()
    }

    private init(records: RecordWriter) { self.records = records }

    private mutating func add(_ message: OpenCodeMessage) throws {
        switch message.info["role"]?.string {
        case "user": try addUser(message)
        case "assistant": try addAnswer(message)
        default: try records.note("message")
        }
    }

    // MARK: The user's side

    private mutating func addUser(_ message: OpenCodeMessage) throws {
        if message.parts.contains(where: { $0["type"]?.equals("compaction") == true }) {
            isCompacting = true
            return try records.note("compaction")
        }
        isCompacting = false
        // What the program wrote in the person's name, such as the content of a file.
        let (hidden, shown) = message.parts.reduce(into: ([JSONValue](), [JSONValue]())) { lists, part in
            if part["synthetic"]?.bool == true || part["ignored"]?.bool == true {
                lists.0.append(part)
            } else if Self.isShown(part) {
                lists.1.append(part)
            }
        }
        if !shown.isEmpty { try addUser(shown, hidden: false, message.time) }
        if !hidden.isEmpty { try addUser(hidden, hidden: true, message.time) }
    }

    private mutating func addUser(_ parts: [JSONValue], hidden: Bool, _ time: Timestamp?) throws {
        try records.user(at: time, hidden: hidden, isPrompt: !hidden) { writer in
            if parts.count == 1, let text = parts[0]["text"], text.kind == .string {
                return writer.copy(text)
            }
            writer.array { writer in
                for part in parts { Self.write(part, to: &writer) }
            }
        }
    }

    private static func isShown(_ part: JSONValue) -> Bool {
        switch part["type"]?.string {
        case "text": part["text"]?.utf8Count ?? 0 > 0
        case "file": true
        case "subtask": part["prompt"]?.kind == .string
        default: false
        }
    }

    private static func write(_ part: JSONValue, to writer: inout JSONWriter) {
        if let text = part["text"], text.kind == .string {
            writer.textBlock(text)
        } else if let url = part["url"], url.kind == .string,
            part["mime"]?.string?.hasPrefix("image/") == true
        {
            writer.imageBlock(url: url)
        } else if let prompt = part["prompt"], prompt.kind == .string {
            writer.textBlock(prompt)
        } else {
            let name = part["filename"]?.string ?? part["source"]?["path"]?.string ?? part["mime"]?.string
            writer.textBlock("[file: \(name ?? "?")]")
        }
    }

    // MARK: The model's side

    private mutating func addAnswer(_ message: OpenCodeMessage) throws {
        records.endAnswer()
        let model = message.info["modelID"] ?? message.info["model"]?["modelID"]
        if let name = model?.string { records.model = name }
        if let path = message.info["path"]?["cwd"]?.string { records.cwd = path }
        if isCompacting || message.info["summary"]?.bool == true {
            isCompacting = false
            let texts = message.parts.filter { $0["type"]?.equals("text") == true }.compactMap {
                $0["text"]?.string
            }
            let summary = texts.joined(separator: "\n\n")
            if !summary.isEmpty { return try records.compaction(at: message.time) { $0.string(summary) } }
        }
        var step = Step()
        var isFirst = true
        for part in message.parts {
            if part["type"]?.equals("tool") == true {
                step.calls.append((calls.begin(part["callID"]?.string), part))
            } else if Self.isText(part) {
                // A text behind calls is of another answer, which had their results.
                if !step.calls.isEmpty { try write(&step, message, &isFirst) }
                step.texts.append(part)
            } else if part["type"]?.equals("step-start") == true {
                try write(&step, message, &isFirst)
            } else {
                try records.note(part["type"]?.string ?? "unknown")
            }
        }
        try write(&step, message, &isFirst)
        if let error = message.info["error"], error.kind == .object {
            let text = error["data"]?["message"]?.string ?? error["name"]?.string ?? ""
            try records.system("api_error", at: message.time, text)
        }
    }

    /// What the model gave at one time: texts and reasoning, and then calls.
    private struct Step {
        var texts: [JSONValue] = []
        var calls: [(id: String, part: JSONValue)] = []

        var isEmpty: Bool { texts.isEmpty && calls.isEmpty }

        /// When it was begun, as its first part tells.
        var time: Timestamp? {
            let first = texts.first?["time"] ?? calls.first?.part["state"]?["time"]
            return OpenCodeMessage.time(first?["start"])
        }
    }

    private static func isText(_ part: JSONValue) -> Bool {
        guard let type = part["type"], type.equals("text") || type.equals("reasoning") else { return false }
        return part["text"]?.utf8Count ?? 0 > 0
    }

    private mutating func write(_ step: inout Step, _ message: OpenCodeMessage, _ isFirst: inout Bool) throws
    {
        guard !step.isEmpty else { return }
        let done = step
        step = Step()
        records.endAnswer()
        try records.assistant(at: done.time ?? message.time) { writer in
            for part in done.texts {
                if part["type"]?.equals("reasoning") == true {
                    writer.thinkingBlock(part["text"]?.string ?? "")
                } else if let text = part["text"] {
                    writer.textBlock(text)
                }
            }
            for call in done.calls {
                writer.toolUseBlock(id: call.id, name: call.part["tool"]?.string ?? "unknown") { writer in
                    Self.writeInput(call.part["state"]?["input"], to: &writer)
                }
            }
        }
        if isFirst { addTokens(message.info["tokens"]) }
        isFirst = false
        for call in done.calls { try addResult(call.id, call.part["state"], message.time) }
    }

    /// Copies an input; the path of a file gets the name that it has elsewhere.
    private static func writeInput(_ input: JSONValue?, to writer: inout JSONWriter) {
        writer.object { writer in
            guard let input, input.kind == .object else { return }
            let isRenamed = input["file_path"] == nil
            for (key, value) in input.members {
                let name = isRenamed && key.equals("filePath") ? "file_path" : key.string ?? ""
                writer.member(name, copying: value)
            }
        }
    }

    private mutating func addResult(_ id: String, _ state: JSONValue?, _ start: Timestamp?) throws {
        guard let state, let status = state["status"]?.string else { return }
        let isError = status == "error"
        // A call that never ended has no answer.
        guard isError || status == "completed" else { return }
        let time = OpenCodeMessage.time(state["time"]?["end"]) ?? start
        let pictures = (state["attachments"]?.elements.map { $0 } ?? []).filter { $0["url"]?.kind == .string }
        try records.user(at: time) { writer in
            writer.toolResult(id: id, isError: isError) { writer in
                let text = isError ? state["error"] : state["output"]
                guard !pictures.isEmpty else { return writer.textOf(text) }
                writer.array { writer in
                    if let text, text.kind == .string { writer.textBlock(text) }
                    for picture in pictures { Self.write(picture, to: &writer) }
                }
            }
        }
    }

    private mutating func addTokens(_ tokens: JSONValue?) {
        guard let tokens, tokens.kind == .object else { return }
        records.add(
            AnswerTokens(
                input: AnswerTokens.count(tokens["input"]),
                output: AnswerTokens.count(tokens["output"]) + AnswerTokens.count(tokens["reasoning"]),
                cacheRead: AnswerTokens.count(tokens["cache"]?["read"]),
                cacheWrite: AnswerTokens.count(tokens["cache"]?["write"])
            )
        )
    }
}
