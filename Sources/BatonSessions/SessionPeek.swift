internal import JSON
internal import Platform

/// Reads what lists show of sessions, one after another, with memory kept from one to the next.
struct SessionPeeker {
    static let window = 64 << 10

    private var bytes = [UInt8](repeating: 0, count: 2 * Self.window + 1)
    private var lines: [Range<Int>] = []
    private var parser = JSONParser()

    /// The session in the file at `path`.
    mutating func session(at path: String, id: String, status: FileStatus) throws -> Session {
        let file = try FileReader(path)
        // Out of this value while they are read, so that the rest of it can be used.
        var bytes: [UInt8] = []
        swap(&bytes, &self.bytes)
        defer { swap(&bytes, &self.bytes) }
        var head = SessionPeek()
        // The line in the middle of a file that both windows cover is whole.
        if file.size <= 2 * Self.window {
            let count = try file.read(into: &bytes, at: 0, from: 0, count: file.size)
            findLines(in: bytes.span.extracting(0..<count))
            for line in lines { head.read(bytes.span.extracting(line), &parser) }
        } else {
            let count = try file.read(into: &bytes, at: 0, from: 0, count: Self.window)
            findLines(in: bytes.span.extracting(0..<count))
            // The last line of the head is cut, and the first one of the tail.
            if count > 0, bytes[count - 1] != 0x0a { _ = lines.popLast() }
            for line in lines { head.read(bytes.span.extracting(line), &parser) }
            let start = file.size - Self.window - 1
            let end = try file.read(into: &bytes, at: 0, from: start, count: Self.window + 1)
            findLines(in: bytes.span.extracting(0..<end))
            if end > 0, bytes[0] != 0x0a, !lines.isEmpty { lines.removeFirst() }
        }
        var tail = SessionPeek()
        tail.isTail = true
        tail.needsPrompt = !head.hasPrompt
        for line in lines.reversed() { tail.read(bytes.span.extracting(line), &parser) }
        head.merge(tail)
        if !head.hasCustomTitle { head.takeCustomTitle(besides: path) }
        return head.session(at: path, id: id, status: status)
    }

    /// Finds the lines that hold anything, without their newlines.
    private mutating func findLines(in bytes: Span<UInt8>) {
        lines.removeAll(keepingCapacity: true)
        var start = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: 0x0a, from: start) ?? bytes.count
            if end > start { lines.append(start..<end) }
            start = end + 1
        }
    }
}

/// What a list shows of a session, as one end of its transcript tells it.
///
/// Claude Code's own picker reads the first and last 64 KiB too, so what it can show, this can.
struct SessionPeek {
    private var cwd: String?
    private var branch: String?
    private var model: String?
    private var started: Timestamp?
    private var updated: Timestamp?
    private var customTitle: String?
    private var generatedTitle: String?
    private var lastPrompt: String?
    private var firstPrompt: String?
    private var commandName: String?
    private var tag: String?
    private var entrypoint: String?
    private var isSubagent = false
    private var messageCount = 0
    fileprivate var isTail = false
    fileprivate var needsPrompt = true

    fileprivate var hasCustomTitle: Bool { customTitle != nil }
    fileprivate var hasPrompt: Bool { firstPrompt != nil }

    /// The session in the file at `path`.
    static func session(at path: String, id: String, status: FileStatus) throws -> Session {
        var peeker = SessionPeeker()
        return try peeker.session(at: path, id: id, status: status)
    }

    fileprivate func session(at path: String, id: String, status: FileStatus) -> Session {
        Session(
            id: id,
            agent: ClaudeCodeStore.agent,
            path: path,
            project: cwd.map { Paths.name($0) } ?? Paths.name(Paths.directory(path)),
            cwd: cwd,
            title: title,
            customTitle: customTitle,
            branch: branch,
            model: model,
            started: started,
            updated: updated ?? status.modified,
            modified: status.modified,
            bytes: status.size,
            tag: tag.flatMap { PromptText.onOneLine($0) },
            isSubagent: isSubagent,
            isHeadless: entrypoint == "sdk-cli"
        )
    }

    /// The first of the titles, in the agent's order, that has any words.
    private var title: String? {
        for title in [customTitle, generatedTitle, lastPrompt, firstPrompt, commandName] {
            if let title, let line = PromptText.onOneLine(title) { return line }
        }
        return nil
    }

    /// Reads a line; lines come from one end of the file inwards.
    ///
    /// Of each field the first value counts. Once all but the titles are known, lines that cannot be titles are passed over.
    fileprivate mutating func read(_ line: Span<UInt8>, _ parser: inout JSONParser) {
        if isSettled, !Self.mayBeTitle(line) { return }
        // A byte order mark is no part of the first line.
        let skipped = line.begins(with: "\u{feff}") ? 3 : 0
        guard let (document, _) = try? parser.parseRepairing(line.extracting(droppingFirst: skipped)),
            document.root.kind == .object
        else { return }
        note(RecordView(document.root))
    }

    /// Whether no more can be learned but titles.
    ///
    /// A session outside of a repository has no branch, and one without an answer no model, so that a few lines must do
    /// for these.
    private var isSettled: Bool {
        cwd != nil && started != nil && (firstPrompt != nil || !needsPrompt)
            && (branch != nil && model != nil || messageCount >= 16)
    }

    private static let titles: [BytePattern] = [
        BytePattern("\"custom-title\""), BytePattern("\"ai-title\""), BytePattern("\"last-prompt\""),
        BytePattern("\"tag\""),
    ]

    /// Whether a line could be a title.
    ///
    /// The agent writes `type` first in lines that are outside of the chain, and `parentUuid` in the others; only lines
    /// of another form are searched.
    private static func mayBeTitle(_ line: Span<UInt8>) -> Bool {
        if line.begins(with: "{\"parentUuid\"") { return false }
        guard line.begins(with: "{\"type\":\"") else {
            return titles.contains { $0.occurs(in: line) }
        }
        let type = line.extracting(droppingFirst: 9)
        return type.begins(with: "custom-title") || type.begins(with: "ai-title")
            || type.begins(with: "last-prompt") || type.begins(with: "tag\"")
    }

    /// Takes what the other end of the file says better.
    fileprivate mutating func merge(_ tail: SessionPeek) {
        customTitle = tail.customTitle ?? customTitle
        generatedTitle = tail.generatedTitle ?? generatedTitle
        lastPrompt = tail.lastPrompt ?? lastPrompt
        tag = tail.tag ?? tag
        firstPrompt = firstPrompt ?? tail.firstPrompt
        commandName = commandName ?? tail.commandName
        cwd = cwd ?? tail.cwd
        branch = tail.branch ?? branch
        model = tail.model ?? model
        updated = tail.updated ?? updated
    }

    /// Takes the title of `<id>/custom-title.json` beside the transcript, where Claude Code 2.1.330 keeps a name that a
    /// person gave.
    ///
    /// A line in the transcript counts before it: other programs that rename sessions write only that.
    fileprivate mutating func takeCustomTitle(besides path: String) {
        guard path.hasSuffix(".jsonl"),
            let bytes = try? Files.read(String(path.dropLast(6)) + "/custom-title.json", limit: 1 << 16)
        else { return }
        customTitle = (try? JSONParser.parse(bytes))?["customTitle"]?.string
    }

    /// Takes a title, of which the last one in the file counts.
    private mutating func take(_ title: JSONValue?, as field: WritableKeyPath<SessionPeek, String?>) {
        guard let title = title?.string, !isTail || self[keyPath: field] == nil else { return }
        self[keyPath: field] = title
    }

    private mutating func note(_ record: RecordView) {
        let type = record.type
        switch type {
        case "custom-title": take(record.json["customTitle"], as: \.customTitle)
        case "ai-title": take(record.json["aiTitle"], as: \.generatedTitle)
        case "last-prompt": take(record.json["lastPrompt"], as: \.lastPrompt)
        case "tag": take(record.json["tag"], as: \.tag)
        case "user", "assistant", "system", "attachment", "progress":
            if messageCount == 0 { isSubagent = record.isSidechain }
            if entrypoint == nil { entrypoint = record.json["entrypoint"]?.string }
            messageCount += 1
            if cwd == nil { cwd = record.cwd }
            if branch == nil, let name = record.branch, !name.isEmpty { branch = name }
            if let time = record.timestamp {
                if started == nil { started = time }
                updated = max(updated ?? time, time)
            }
            if model == nil, let name = record.model, name != "<synthetic>", !record.isSidechain {
                model = name
            }
            if type == "user", firstPrompt == nil, needsPrompt { notePrompt(record) }
        default: break
        }
    }

    private mutating func notePrompt(_ record: RecordView) {
        guard !record.isMeta, !record.isSidechain, !record.isCompactSummary else { return }
        for block in record.blocks {
            if block.isToolResult { return }
            guard case .text(let value) = block, let text = value.string else { continue }
            let prompt = PromptText(text)
            if let command = prompt.command { commandName = commandName ?? command }
            if let line = prompt.firstLine {
                firstPrompt = line
                return
            }
        }
    }
}
