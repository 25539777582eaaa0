internal import JSON

/// An agent whose transcripts are told apart from others, but not read.
///
/// The forms are those of the agents' own files, as the test data of public readers holds them (git-ai, agentsview,
/// ccusage).
enum UnreadAgent: CaseIterable {
    case qwen, copilot, copilotChat, cursor, droid, pi, windsurf, amp, continueDev

    /// The agent that a file seems to be of; `nil` when it is of none of these.
    init?(_ head: TranscriptHead) {
        for line in head.lines {
            guard let agent = Self.agent(ofLine: line) else { continue }
            self = agent
            return
        }
        guard let agent = head.document.flatMap(Self.agent(ofDocument:)) else { return nil }
        self = agent
    }

    /// The name that people know.
    var name: String {
        switch self {
        case .qwen: "Qwen Code"
        case .copilot: "GitHub Copilot CLI"
        case .copilotChat: "GitHub Copilot Chat"
        case .cursor: "Cursor"
        case .droid: "Factory Droid"
        case .pi: "Pi"
        case .windsurf: "Windsurf"
        case .amp: "Amp"
        case .continueDev: "Continue"
        }
    }

    private static func agent(ofLine line: JSONValue) -> UnreadAgent? {
        // Qwen Code mimics the lines of Claude Code, with messages as Gemini has them.
        if line["message"]?["parts"]?.kind == .array, line["uuid"] != nil { return .qwen }
        if line["kind"]?.kind == .integer, line["v"] != nil { return .copilotChat }
        if line["type"] == nil {
            if line["message"]?.kind == .object, line["role"]?.kind == .string { return .cursor }
            return agent(ofDocument: line)
        }
        guard let type = line["type"]?.string else { return nil }
        if line["data"]?.kind == .object, line["parentId"] != nil, type.contains(".") { return .copilot }
        if type == "session_start", line["id"] != nil { return .droid }
        if type == "session", line["version"] != nil, line["id"] != nil { return .pi }
        if type == "message", line["message"]?["role"] != nil, line["id"] != nil, line["uuid"] == nil {
            return line["parentId"] == nil ? .droid : .pi
        }
        if line["status"]?.kind == .string, line[key: type]?.kind == .object { return .windsurf }
        return nil
    }

    private static func agent(ofDocument document: JSONValue) -> UnreadAgent? {
        if document["requests"]?.kind == .array, document["inputState"] != nil || document["version"] != nil {
            return .copilotChat
        }
        if document["id"]?.string?.hasPrefix("T-") == true, document["messages"]?.kind == .array {
            return .amp
        }
        if document["sessionId"] != nil, document["history"]?.kind == .array { return .continueDev }
        return nil
    }
}
