import BatonExport
import BatonSessions
import JSON
import Platform
import TestSupport

/// The package's root.
let packageRoot = Paths.directory(Paths.directory(Paths.directory(#filePath)))

let exportTime = Timestamp(seconds: 1_772_289_000)

/// Opens a transcript file.
func transcript(at path: String) throws -> Transcript {
    try Transcript(SessionFinder(.poisoned(), projectDirectories: []).session(atPath: path))
}

/// An export without redaction.
func export(
    _ transcript: Transcript,
    _ format: ExportFormat,
    messages: Int? = nil,
    history: History? = nil,
    _ change: (inout ExportOptions) -> Void = { _ in }
) throws -> Document {
    var options = ExportOptions(exportedAt: exportTime)
    options.messages = messages
    options.history = history
    change(&options)
    return try Exporter(transcript, options, redaction: ExportRedaction(nil)).document(format)
}

/// An export of a built transcript.
func export(
    _ builder: TranscriptBuilder,
    _ format: ExportFormat,
    messages: Int? = nil,
    history: History? = nil,
    _ change: (inout ExportOptions) -> Void = { _ in }
) throws -> Document {
    try withTemporaryDirectory { root in
        let path = root + "/11111111-2222-4333-8444-555555555555.jsonl"
        try Files.write(builder.bytes, to: path)
        return try export(transcript(at: path), format, messages: messages, history: history, change)
    }
}

extension Document {
    var text: String { String(decoding: content, as: UTF8.self) }
}

/// Lines of Markdown that stand outside of code fences, by CommonMark's rules for the top level: containers are block
/// quotes here, which the line's beginning tells.
func linesOutsideFences(_ markdown: String) -> [Substring] {
    var result: [Substring] = []
    var open: (mark: Character, count: Int)?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
        let text = line.drop { $0 == " " }
        let isShallow = line.count - text.count <= 3
        let mark = text.first ?? " "
        let run = text.prefix { $0 == mark }.count
        let rest = text.dropFirst(run)
        if let fence = open {
            if isShallow, mark == fence.mark, run >= fence.count, rest.allSatisfy(\.isWhitespace) {
                open = nil
            }
        } else if isShallow, mark == "`" || mark == "~", run >= 3, mark == "~" || !rest.contains("`") {
            open = (mark, run)
        } else {
            result.append(line)
        }
    }
    if open != nil { result.append("an open fence") }
    return result
}

/// The headings of messages in an export.
func headings(_ markdown: String) -> [Substring] {
    linesOutsideFences(markdown).filter { $0.hasPrefix("### Message ") }
}
