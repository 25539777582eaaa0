internal import JSON

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
    private var usage: [RecordKey: Tokens] = [:]
    private var anonymous = Tokens()
    private var calls: Set<RecordKey> = []
    private var knownFiles: Set<String> = []

    /// Tokens over all answers: of several lines with one message id the last one counts.
    public var tokens: Tokens {
        usage.values.reduce(anonymous) { $0 + $1 }
    }

    mutating func add(_ record: RecordView) {
        if cwd == nil { cwd = record.cwd }
        if let branch = record.branch, !branch.isEmpty { self.branch = branch }
        guard record.json["type"]?.equals("assistant") == true, let message = record.message else { return }
        if let model = message["model"]?.string, model != "<synthetic>", !record.isSidechain {
            self.model = model
        }
        if let tokens = message["usage"].map(Tokens.init) {
            if let id = message["id"]?.utf8 {
                usage[RecordKey(id)] = tokens
            } else {
                anonymous = anonymous + tokens
            }
        }
        guard let content = message["content"] else { return }
        for block in content.elements where block["type"]?.equals("tool_use") == true {
            if let id = block["id"]?.utf8, !calls.insert(RecordKey(id)).inserted { continue }
            guard let name = block["name"]?.string else { continue }
            toolCounts[name, default: 0] += 1
            noteFile(of: name, block["input"])
        }
    }

    private mutating func noteFile(of tool: String, _ input: JSONValue?) {
        guard ["Edit", "MultiEdit", "Write", "NotebookEdit"].contains(tool) else { return }
        guard let path = (input?["file_path"] ?? input?["notebook_path"])?.string else { return }
        if knownFiles.insert(path).inserted { files.append(path) }
    }
}

extension TranscriptStatistics.Tokens {
    init(_ usage: JSONValue) {
        input = Self.count(usage["input_tokens"])
        output = Self.count(usage["output_tokens"])
        cacheRead = Self.count(usage["cache_read_input_tokens"])
        cacheWrite = Self.count(usage["cache_creation_input_tokens"])
    }

    /// A count that no sum can overflow with: transcripts are not trusted.
    private static func count(_ value: JSONValue?) -> Int {
        min(max(Int(value?.int ?? 0), 0), 1 << 40)
    }

    static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.input += right.input
        sum.output += right.output
        sum.cacheRead += right.cacheRead
        sum.cacheWrite += right.cacheWrite
        return sum
    }
}
