internal import BatonSessions
internal import JSON
internal import Platform

/// A session's files as they are, apart from redaction: the transcript line by line, and all files beside it.
///
/// Lines that are no JSON cannot travel in a JSON document, and are counted. All files are looked at for secrets when
/// this is made, before anything is written.
struct RawFiles {
    private let files: [(path: String, open: () throws -> FileReader)]
    private let redaction: ExportRedaction
    private var kinds = RawKinds()
    private var repaired = 0
    private var leftOutLines = 0
    private var leftOutFiles: Int

    /// The largest file that is no list of lines, in bytes.
    private static let textLimit = 64 << 20

    init(_ transcript: Transcript, _ redaction: ExportRedaction) throws {
        let session = transcript.session
        let sides = try transcript.sideFiles()
        let name = SafeName.isValid(session.id) ? session.id : "session"
        files =
            [(name + ".jsonl", { try FileReader(session.path) })]
            + sides.files.map { file in (file.path, { try file.reader() }) }
        leftOutFiles = sides.leftOut
        self.redaction = redaction
        try learn()
    }

    private func learn() throws {
        for file in files {
            let reader = try file.open()
            try Cancellation.check()
            if Self.isLines(file.path) {
                try LineReader(reader, lineLimit: TranscriptIndex.lineLimit).forEachLine { line, _ in
                    try Cancellation.check()
                    var parser = JSONParser()
                    if let record = Self.record(line, &parser) {
                        try redaction.learn(record: record.bytes.span)
                    }
                }
            } else if let text = try Self.text(reader) {
                try redaction.learn(text: text.span)
            }
        }
    }

    /// Writes `{"files": […]}`; `flush` is called now and then to take what was written.
    mutating func write(to writer: inout JSONWriter, flush: (inout JSONWriter) throws -> Void) throws {
        writer.beginObject()
        writer.key("files")
        writer.beginArray()
        for file in files {
            let reader = try file.open()
            if Self.isLines(file.path) {
                writer.beginObject()
                writer.member("path", try redaction.redact(file.path))
                kinds.addFile(file.path)
                writer.key("lines")
                writer.beginArray()
                try writeLines(reader, to: &writer, flush)
                writer.endArray()
                writer.endObject()
            } else if let text = try Self.text(reader) {
                writer.beginObject()
                writer.member("path", try redaction.redact(file.path))
                kinds.addFile(file.path)
                let bytes = try redaction.redact(text: text.span) ?? text
                writer.member("text", String(decoding: bytes, as: UTF8.self))
                writer.endObject()
            } else {
                leftOutFiles += 1
            }
            try flush(&writer)
        }
        writer.endArray()
        writer.endObject()
    }

    private mutating func writeLines(
        _ reader: FileReader,
        to writer: inout JSONWriter,
        _ flush: (inout JSONWriter) throws -> Void
    ) throws {
        var parser = JSONParser()
        try LineReader(reader, lineLimit: TranscriptIndex.lineLimit).forEachLine { line, place in
            try Cancellation.check()
            guard let record = Self.record(line, &parser) else {
                if place.count > 0, !Self.isBlank(line) || line.count < place.count { leftOutLines += 1 }
                return
            }
            if record.isRepaired { repaired += 1 }
            kinds.add(record.root)
            writer.raw(try redaction.redact(record: record.bytes.span) ?? record.bytes)
            if writer.bytes.count > 1 << 18 { try flush(&writer) }
        }
    }

    // MARK: Reading

    private static func isLines(_ path: String) -> Bool { path.hasSuffix(".jsonl") }

    private static func isBlank(_ line: Span<UInt8>) -> Bool {
        for index in line.indices where line[index] > 0x20 { return false }
        return true
    }

    /// A line as JSON: its own bytes, or those of its repaired form; `nil` for what is no JSON object.
    private static func record(_ line: Span<UInt8>, _ parser: inout JSONParser) -> (
        bytes: [UInt8], root: JSONValue, isRepaired: Bool
    )? {
        var start = 0
        if line.count >= 3, line[0] == 0xef, line[1] == 0xbb, line[2] == 0xbf { start = 3 }
        var end = line.count
        while end > start, line[end - 1] <= 0x20 { end -= 1 }
        let text = line.extracting(start..<end)
        guard let (document, isRepaired) = try? parser.parseRepairing(text), document.root.kind == .object
        else {
            return nil
        }
        guard isRepaired else { return ((0..<text.count).map { text[$0] }, document.root, false) }
        var writer = JSONWriter()
        writer.copy(document.root)
        return (writer.bytes, document.root, true)
    }

    /// The text of a file; `nil` when it is too large, or holds bytes that no text has.
    private static func text(_ reader: FileReader) throws -> [UInt8]? {
        guard reader.size <= textLimit else { return nil }
        let bytes = try reader.all(limit: textLimit)
        return bytes.contains(0) ? nil : bytes
    }

    // MARK: Notes

    var notes: [String] {
        var notes: [String] = []
        let names = kinds.names
        if !names.isEmpty {
            notes.append(
                "--raw carries what other exports leave out: " + names.joined(separator: ", ")
            )
        }
        if repaired > 0 {
            notes.append(
                "\(repaired) \(repaired == 1 ? "line was" : "lines were") not valid Unicode and repaired"
            )
        }
        if leftOutLines > 0 {
            notes.append(
                "\(leftOutLines) \(leftOutLines == 1 ? "line is" : "lines are") no JSON object and left out"
            )
        }
        if leftOutFiles > 0 {
            notes.append(
                "\(leftOutFiles) \(leftOutFiles == 1 ? "file" : "files") beside the transcript left out: no text, too large, or oddly named"
            )
        }
        return notes
    }
}
