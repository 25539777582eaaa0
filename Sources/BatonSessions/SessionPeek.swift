internal import JSON
internal import Platform

/// Reads what a list of sessions shows from both ends of a transcript.
///
/// Claude Code's own picker reads the first and last 64 KiB too, so what it can show, this can.
struct SessionPeek {
    static let window = 64 << 10

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
    private var messageCount = 0
    private var isTail = false
    private var parser = JSONParser()

    /// The session in the file at `path`.
    static func session(at path: String, id: String, status: FileStatus) throws -> Session {
        var peek = SessionPeek()
        let file = try FileReader(path)
        var tail = SessionPeek()
        tail.isTail = true
        // The line in the middle of a file that both windows cover is whole.
        if file.size <= 2 * window {
            let bytes = try file.bytes(from: 0, count: 2 * window)
            let lines = LineReader.lines(in: bytes.span)
            peek.read(bytes, lines)
            tail.read(bytes, lines.reversed())
        } else {
            let head = try file.bytes(from: 0, count: window)
            // The last line of the head is cut, and the first one of the tail.
            let whole = LineReader.lines(in: head.span)
            peek.read(head, head.last == 0x0a ? whole[...] : whole.dropLast())
            let end = try file.bytes(from: file.size - window - 1, count: window + 1)
            let lines = LineReader.lines(in: end.span)
            tail.read(end, (end.first == 0x0a ? lines[...] : lines.dropFirst()).reversed())
        }
        peek.merge(tail)
        return Session(
            id: id,
            agent: ClaudeCodeStore.agent,
            path: path,
            project: peek.cwd.map { Paths.name($0) } ?? Paths.name(Paths.directory(path)),
            cwd: peek.cwd,
            title: peek.title,
            customTitle: peek.customTitle,
            branch: peek.branch,
            model: peek.model,
            started: peek.started,
            updated: peek.updated ?? status.modified,
            modified: status.modified,
            bytes: status.size
        )
    }

    /// The first of the titles, in the agent's order, that has any words.
    private var title: String? {
        for title in [customTitle, generatedTitle, lastPrompt, firstPrompt, commandName] {
            if let title, let line = PromptText.onOneLine(title) { return line }
        }
        return nil
    }

    /// Reads lines from one end inwards.
    ///
    /// Of each field the first value counts. Once all but the titles are known, lines that cannot be titles are passed over.
    private mutating func read(_ bytes: [UInt8], _ lines: some Sequence<Range<Int>>) {
        for range in lines {
            var line = bytes[range]
            // A byte order mark is no part of the first line.
            if line.starts(with: [0xef, 0xbb, 0xbf]) { line.removeFirst(3) }
            if isSettled, !Self.mayBeTitle(line) { continue }
            guard let (document, _) = try? parser.parseRepairing(line.span), document.root.kind == .object
            else { continue }
            note(RecordView(document.root))
        }
    }

    /// Whether no more can be learned but titles.
    ///
    /// A session outside of a repository has no branch, and one without an answer no model, so that a few lines must do
    /// for these.
    private var isSettled: Bool {
        cwd != nil && started != nil && (firstPrompt != nil || isTail)
            && (branch != nil && model != nil || messageCount >= 16)
    }

    /// Whether a line could be a title.
    ///
    /// The agent writes `type` first in lines that are outside of the chain, and `parentUuid` in the others; a short
    /// line of another form is worth a look.
    private static func mayBeTitle(_ line: ArraySlice<UInt8>) -> Bool {
        let head = "{\"type\":\"".utf8
        guard line.starts(with: head) else {
            return line.count <= 512 && !line.starts(with: "{\"parentUuid\"".utf8)
        }
        let type = line.dropFirst(head.count)
        return type.starts(with: "custom-title".utf8) || type.starts(with: "ai-title".utf8)
            || type.starts(with: "last-prompt".utf8)
    }

    /// Takes what the other end of the file says better.
    private mutating func merge(_ tail: SessionPeek) {
        customTitle = tail.customTitle ?? customTitle
        generatedTitle = tail.generatedTitle ?? generatedTitle
        lastPrompt = tail.lastPrompt ?? lastPrompt
        firstPrompt = firstPrompt ?? tail.firstPrompt
        commandName = commandName ?? tail.commandName
        cwd = cwd ?? tail.cwd
        branch = tail.branch ?? branch
        model = tail.model ?? model
        updated = tail.updated ?? updated
    }

    /// Takes a title, of which the last one in the file counts.
    private mutating func take(_ title: JSONValue?, as field: WritableKeyPath<SessionPeek, String?>) {
        guard let title = title?.string, !isTail || self[keyPath: field] == nil else { return }
        self[keyPath: field] = title
    }

    private mutating func note(_ record: RecordView) {
        switch record.type {
        case "custom-title": take(record.json["customTitle"], as: \.customTitle)
        case "ai-title": take(record.json["aiTitle"], as: \.generatedTitle)
        case "last-prompt": take(record.json["lastPrompt"], as: \.lastPrompt)
        case "user", "assistant", "system", "attachment", "progress":
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
            if record.type == "user", firstPrompt == nil { notePrompt(record) }
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
