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
    private var parser = JSONParser()

    /// The session in the file at `path`.
    static func session(at path: String, id: String, status: FileStatus) throws -> Session {
        var peek = SessionPeek()
        let file = try FileReader(path)
        // The line in the middle of a file that both windows cover is whole.
        let isShort = file.size <= 2 * window
        peek.read(try file.bytes(from: 0, count: isShort ? 2 * window : window)[...], cutAtEnd: !isShort)
        if !isShort {
            // The first line of the tail is cut, unless the byte before it ends a line.
            let tail = try file.bytes(from: file.size - window - 1, count: window + 1)
            peek.read(tail.drop { $0 != 0x0a }, cutAtEnd: false)
        }
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

    private mutating func read(_ bytes: ArraySlice<UInt8>, cutAtEnd: Bool) {
        var rest = bytes
        // A byte order mark is no part of the first line.
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest.removeFirst(3) }
        while let start = rest.firstIndex(where: { $0 != 0x0a }) {
            let end = rest[start...].firstIndex(of: 0x0a)
            if end == nil, cutAtEnd { return }
            let line = rest[start..<(end ?? rest.endIndex)]
            rest = rest[line.endIndex...]
            guard let (document, _) = try? parser.parseRepairing(line.span), document.root.kind == .object
            else { continue }
            note(RecordView(document.root))
        }
    }

    private mutating func note(_ record: RecordView) {
        switch record.type {
        case "custom-title": customTitle = record.json["customTitle"]?.string ?? customTitle
        case "ai-title": generatedTitle = record.json["aiTitle"]?.string ?? generatedTitle
        case "last-prompt": lastPrompt = record.json["lastPrompt"]?.string ?? lastPrompt
        case "user", "assistant", "system", "attachment", "progress":
            if cwd == nil { cwd = record.cwd }
            if let branch = record.branch, !branch.isEmpty { self.branch = branch }
            if let time = record.timestamp {
                if started == nil { started = time }
                updated = max(updated ?? time, time)
            }
            if let model = record.model, model != "<synthetic>", !record.isSidechain { self.model = model }
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
