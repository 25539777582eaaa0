internal import JSON
internal import Platform

/// What the first lines of a subagent's file tell.
struct SubagentHead {
    /// The session it worked for.
    private(set) var sessionID: String?
    private(set) var isSidechain = false
    private(set) var started: Timestamp?
    /// What the first prompt is known by.
    private(set) var prompt: RecordKey?

    /// Reads the beginning of a file; `nil` when it holds no record.
    init?(_ file: FileReader) {
        var found = false
        var parser = JSONParser()
        // A prompt may be long, with what it quotes.
        for size in [64 << 10, 4 << 20] {
            guard let bytes = try? file.bytes(from: 0, count: min(size, file.size)) else { return nil }
            let lines = LineReader.lines(in: bytes.span)
            for line in lines.prefix(8) where prompt == nil {
                let text = bytes.span.extracting(line)
                guard let (document, _) = try? parser.parseRepairing(text), document.root.kind == .object
                else { continue }
                found = true
                note(RecordView(document.root))
            }
            if prompt != nil || file.size <= size { break }
        }
        guard found else { return nil }
    }

    private mutating func note(_ record: RecordView) {
        sessionID = sessionID ?? record.json["sessionId"]?.string
        isSidechain = isSidechain || record.isSidechain
        started = started ?? record.timestamp
        guard record.type == "user", let content = record.content else { return }
        prompt = RecordKey(content.firstText)
    }
}
