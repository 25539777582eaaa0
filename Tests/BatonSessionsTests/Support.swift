#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import BatonSessions
import JSON
import Platform
import TestSupport

/// Writes a transcript and opens it.
func withTranscript<Result>(_ bytes: [UInt8], _ body: (Transcript) throws -> Result) throws -> Result {
    try withTemporaryDirectory { root in
        let path = root + "/11111111-2222-4333-8444-555555555555.jsonl"
        try Files.write(bytes, to: path)
        let finder = SessionFinder(.poisoned(), projectDirectories: [])
        return try body(Transcript(finder.session(atPath: path)))
    }
}

/// The texts of a conversation's messages: texts, `call ID` and `result ID`, joined by commas.
func sketch(_ conversation: Conversation) throws -> [String] {
    var result: [String] = []
    try conversation.forEach { message in
        let blocks = message.blocks.map { block in
            switch block {
            case .text(let text): text.string ?? "?"
            case .toolUse(let id, _, _): "call \(id)"
            case .toolResult(let id, _, _): "result \(id)"
            default: "other"
            }
        }
        let mark = message.boundary == nil ? "" : "| "
        result.append(mark + (message.role == .user ? "U:" : "A:") + blocks.joined(separator: ","))
    }
    return result
}

/// The sketch of a built transcript.
func sketch(_ builder: TranscriptBuilder, _ history: History) throws -> [String] {
    try withTranscript(builder.bytes) { try sketch($0.conversation(history)) }
}

/// The sketch of a transcript's bytes.
func sketch(_ bytes: [UInt8], _ history: History) throws -> [String] {
    try withTranscript(bytes) { try sketch($0.conversation(history)) }
}

/// Makes a symbolic link.
func link(_ target: String, at path: String) throws {
    guard symlink(target, path) == 0 else {
        throw PlatformError.file(operation: "link", path: path, errno: errno)
    }
}

/// Sets the time of a file's last change.
func touch(_ path: String, seconds: Int) {
    var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    utimensat(AT_FDCWD, path, &times, 0)
}
