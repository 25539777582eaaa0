internal import JSON
internal import Platform

/// What a list shows of a Gemini CLI session.
struct GeminiFacts {
    private(set) var id: String?
    private(set) var model: String?
    private(set) var started: Timestamp?
    private(set) var updated: Timestamp?
    private var summary: String?
    private var firstPrompt: String?
    private let isDocument: Bool

    /// The agent's summary of the session, else its first prompt.
    var title: String? { summary ?? firstPrompt }

    /// Reads the beginning of a session.
    init(_ path: String) throws {
        let head = try TranscriptHead(path)
        isDocument = head.document != nil
        if let document = head.document { noteSession(document) }
        for line in head.lines { note(line) }
    }

    /// Reads the end of a session.
    mutating func readTail(of path: String) throws {
        guard !isDocument else { return }
        let file = try FileReader(path)
        let start = max(0, file.size - TranscriptHead.window)
        let bytes = try file.bytes(from: start, count: TranscriptHead.window)
        var parser = JSONParser()
        for range in LineReader.lines(in: bytes.span).dropFirst(start > 0 ? 1 : 0) {
            guard let (document, _) = try? parser.parseRepairing(bytes.span.extracting(range)) else {
                continue
            }
            note(document.root)
        }
    }

    private mutating func note(_ line: JSONValue) {
        if line["id"]?.kind == .string {
            noteMessage(line)
        } else {
            noteSession(line["$set"] ?? line)
        }
    }

    private mutating func noteSession(_ session: JSONValue) {
        if id == nil, let text = session["sessionId"]?.string, SafeName.isValid(text) { id = text }
        if let text = session["summary"]?.string { summary = PromptText.onOneLine(text) ?? summary }
        if started == nil { started = Self.time(session["startTime"]) }
        if let time = Self.time(session["lastUpdated"]) { updated = max(updated ?? time, time) }
        for message in session["messages"]?.elements.map({ $0 }) ?? [] { noteMessage(message) }
    }

    private mutating func noteMessage(_ message: JSONValue) {
        if let time = Self.time(message["timestamp"]) {
            if started == nil { started = time }
            updated = max(updated ?? time, time)
        }
        if let name = message["model"]?.string { model = name }
        guard firstPrompt == nil, message["type"]?.equals("user") == true else { return }
        for part in GeminiTranslation.parts(of: message["content"]) where firstPrompt == nil {
            firstPrompt = GeminiPart(part).text?.string.flatMap { PromptText($0).firstLine }
        }
    }

    private static func time(_ value: JSONValue?) -> Timestamp? {
        value?.withText { Timestamp(utf8: $0) } ?? nil
    }
}
