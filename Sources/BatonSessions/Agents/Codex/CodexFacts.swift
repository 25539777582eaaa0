internal import JSON
internal import Platform

/// What a list shows of a rollout.
struct CodexFacts {
    private(set) var id: String?
    private(set) var cwd: String?
    private(set) var branch: String?
    private(set) var model: String?
    private(set) var title: String?
    private(set) var started: Timestamp?
    private(set) var updated: Timestamp?

    /// Reads the beginning of a rollout.
    init(_ head: TranscriptHead) {
        for line in head.lines { note(CodexItem(line)) }
    }

    /// Reads the end of a rollout, which tells the model and the time of the last change.
    mutating func readTail(of path: String) throws {
        let file = try FileReader(path)
        let start = max(0, file.size - TranscriptHead.window)
        let bytes = try file.bytes(from: start, count: TranscriptHead.window)
        var parser = JSONParser()
        for range in LineReader.lines(in: bytes.span).dropFirst(start > 0 ? 1 : 0) {
            if let item = CodexItem(bytes.span.extracting(range), &parser) { note(item) }
        }
    }

    private mutating func note(_ item: CodexItem) {
        if let time = item.time {
            if started == nil { started = time }
            updated = max(updated ?? time, time)
        }
        switch item.kind {
        case .meta(let meta):
            // A rollout that goes on from another one holds that one's too.
            if id == nil { id = meta["id"]?.string }
            if cwd == nil { cwd = meta["cwd"]?.string }
            if let name = meta["git"]?["branch"]?.string, !name.isEmpty { branch = name }
        case .context(let context):
            if let name = context["model"]?.string { model = name }
            if cwd == nil { cwd = context["cwd"]?.string }
        case .message(role: "user", let content) where title == nil && !CodexText.isContext(content):
            title =
                CodexText.texts(of: content).lazy.compactMap {
                    $0.string.flatMap { PromptText($0).firstLine }
                }.first
        case .event(let event, type: "user_message") where title == nil:
            guard let text = event["message"], !CodexText.isContext(text) else { return }
            title = text.string.flatMap { PromptText($0).firstLine }
        default: break
        }
    }
}
