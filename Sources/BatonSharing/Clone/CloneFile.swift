internal import Platform

/// The transcript that is to be installed, in the form of the agent that will continue it.
enum CloneFile: Sendable {
    /// Lines of Claude Code.
    case claudeCode(SessionFile)
    /// A rollout of Codex.
    case codex(CodexFile)

    /// How many lines the file has.
    var lineCount: Int {
        switch self {
        case .claudeCode(let file): file.lineCount
        case .codex(let file): file.lineCount
        }
    }

    /// The uuid within the first 128 bytes, by which the file is known again.
    func mark(sessionID: String) -> String {
        switch self {
        case .claudeCode(let file): file.firstUUID
        case .codex: sessionID
        }
    }

    /// Hands over the lines, each with its newline, in pieces.
    func write(sessionID: String, directory: String, to sink: (Span<UInt8>) throws -> Void) rethrows {
        switch self {
        case .claudeCode(let file): try file.write(sessionID: sessionID, directory: directory, to: sink)
        case .codex(let file): try file.write(sessionID: sessionID, directory: directory, to: sink)
        }
    }
}
