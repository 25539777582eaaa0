public import JSON

/// What happened in a session, counted while its file is indexed.
public struct TranscriptStatistics: Sendable {
    /// Tokens as the API bills them.
    public struct Tokens: Sendable, Equatable {
        /// Tokens of the request that no cache served.
        public var input = 0
        /// Tokens of the answer.
        public var output = 0
        /// Tokens read from the cache.
        public var cacheRead = 0
        /// Tokens written to the cache.
        public var cacheWrite = 0

        /// No tokens.
        public init() {}
    }

    /// Calls by the name of the tool; a call that is repeated in the file counts once.
    public private(set) var toolCounts: [String: Int] = [:]
    /// Paths that tools edited or wrote, in the order of their first change.
    public private(set) var files: [String] = []
    /// Model of the last answer that a model gave.
    public private(set) var model: String?
    /// Directory of the first record that has one.
    public private(set) var cwd: String?
    /// Branch of the last record that has one.
    public private(set) var branch: String?
    private var usage: [RecordKey: SmallTokens] = [:]
    private var anonymous = Tokens()
    private var calls: Set<RecordKey> = []
    private var knownFiles: Set<String> = []

    /// Tokens over all answers: of several lines with one message id the last one counts.
    public var tokens: Tokens {
        usage.values.reduce(anonymous) { $0 + Tokens($1) }
    }

    mutating func add(_ record: RecordView, _ fields: RecordFields) {
        if cwd == nil { cwd = fields.cwd?.string }
        if let branch = fields.branch?.string, !branch.isEmpty { self.branch = branch }
        guard fields.type?.equals("assistant") == true, let message = fields.message else { return }
        if let model = message["model"]?.string, model != "<synthetic>", !fields.flags.contains(.sidechain) {
            self.model = model
        }
        if let tokens = message["usage"].map(SmallTokens.init) {
            if let id = RecordKey(message["id"]) {
                usage[id] = tokens
            } else {
                anonymous = anonymous + Tokens(tokens)
            }
        }
        guard let content = message["content"] else { return }
        for block in content.elements where block["type"]?.equals("tool_use") == true {
            if let id = RecordKey(block["id"]), !calls.insert(id).inserted { continue }
            guard let name = block["name"]?.string else { continue }
            toolCounts[name, default: 0] += 1
            noteFile(of: name, block["input"])
        }
    }

    private mutating func noteFile(of tool: String, _ input: JSONValue?) {
        guard let path = Self.file(ofTool: tool, input) else { return }
        if knownFiles.insert(path).inserted { files.append(path) }
    }

    /// Claude Code's tools that change files, and those of Codex, Gemini CLI and OpenCode.
    private static let changers: Set<String> = [
        "Edit", "MultiEdit", "Write", "NotebookEdit", "apply_patch", "replace", "write_file", "edit", "write",
    ]

    /// The path that a call of a tool edits or writes; `nil` for a tool that does neither.
    public static func file(ofTool tool: String, _ input: JSONValue?) -> String? {
        guard changers.contains(tool) else { return nil }
        return (input?["file_path"] ?? input?["notebook_path"])?.string
    }
}

/// The tokens of one answer, in half the room: there is one for each answer of the session.
private struct SmallTokens {
    let input: UInt32
    let output: UInt32
    let cacheRead: UInt32
    let cacheWrite: UInt32

    init(_ usage: JSONValue) {
        input = UInt32(clamping: usage["input_tokens"]?.int ?? 0)
        output = UInt32(clamping: usage["output_tokens"]?.int ?? 0)
        cacheRead = UInt32(clamping: usage["cache_read_input_tokens"]?.int ?? 0)
        cacheWrite = UInt32(clamping: usage["cache_creation_input_tokens"]?.int ?? 0)
    }
}

extension TranscriptStatistics.Tokens {
    fileprivate init(_ tokens: SmallTokens) {
        input = Int(tokens.input)
        output = Int(tokens.output)
        cacheRead = Int(tokens.cacheRead)
        cacheWrite = Int(tokens.cacheWrite)
    }

    fileprivate static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.input += right.input
        sum.output += right.output
        sum.cacheRead += right.cacheRead
        sum.cacheWrite += right.cacheWrite
        return sum
    }
}
