public import JSON

/// What happened in a session, counted while its file is indexed.
///
/// All lines of the file count, those of subagents that stand among them too.
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

    /// A compaction of the conversation.
    public struct Compaction: Sendable, Equatable {
        /// Why it happened: `auto` or `manual`.
        public let trigger: String?
        /// Tokens of the conversation before it.
        public let tokensBefore: Int?
        /// Tokens of the conversation after it.
        public let tokensAfter: Int?

        /// A compaction as its facts tell it.
        public init(trigger: String?, tokensBefore: Int?, tokensAfter: Int?) {
            self.trigger = trigger
            self.tokensBefore = tokensBefore
            self.tokensAfter = tokensAfter
        }
    }

    /// Model of the last answer that a model gave.
    public private(set) var model: String?
    /// Compactions in the order of the file, the first ``compactionLimit`` of them.
    public private(set) var compactions: [Compaction] = []
    /// How many compactions there were.
    public private(set) var compactionCount = 0
    /// Answers that the agent wrote in place of ones that failed.
    public private(set) var apiErrors = 0
    /// Requests that failed and were tried again (`system/api_error`).
    public private(set) var apiRetries = 0
    /// Times that the person stopped the agent.
    public private(set) var interruptions = 0
    /// Prompts that a person gave while the agent worked.
    public private(set) var queuedPrompts = 0
    /// Ends of background tasks that the agent was told of.
    public private(set) var taskNotifications = 0
    /// Pictures in prompts and results.
    public private(set) var images = 0
    /// Documents in prompts and results.
    public private(set) var documents = 0
    /// Content blocks of kinds that are not known, by type.
    public private(set) var unknownBlocks: [String: Int] = [:]

    private var directoryTexts = DistinctTexts()
    private var branchTexts = DistinctTexts()
    private var versionTexts = DistinctTexts()
    private var linkTexts = DistinctTexts()
    private var usage = UsageTally()
    private var tools = ToolTally()
    private var activity = ActivityTally()

    /// The most compactions that are told one by one.
    public static let compactionLimit = 1_000

    /// Calls and failures by the name of the tool.
    public var toolUses: [String: ToolUse] { tools.tools }
    /// Calls by the name of the tool; a call that is repeated in the file counts once.
    public var toolCounts: [String: Int] { tools.tools.mapValues(\.calls) }
    /// Files that tools edited or wrote, in the order of their first change.
    public var fileUses: [FileUse] { tools.files }
    /// Paths that tools edited or wrote, in the order of their first change.
    public var files: [String] { tools.files.map(\.path) }
    /// Directories of the records, in the order of their first appearance.
    public var directories: [String] { directoryTexts.values }
    /// Branches of the records, in the order of their first appearance.
    public var branches: [String] { branchTexts.values }
    /// Versions of the agent that wrote the records, in the order of their first appearance.
    public var versions: [String] { versionTexts.values }
    /// Addresses of pull requests that the agent noted.
    public var pullRequests: [String] { linkTexts.values }
    /// Directory of the first record that has one.
    public var cwd: String? { directoryTexts.values.first }
    /// Branch of the last record that has one.
    public var branch: String? { branchTexts.latest }
    /// How the session's time went.
    public var times: SessionTimes { activity.result }

    /// Usage by model, in the order of their first answers; an answer that names no model counts as `unknown`.
    public var usageByModel: [(model: String, usage: TokenUsage)] { usage.sums.models }
    /// Answers by the service tier that the API gave them.
    public var serviceTiers: [String: Int] { usage.sums.tiers }
    /// Usage over all answers.
    public var totalUsage: TokenUsage { usage.sums.models.reduce(TokenUsage()) { $0 + $1.usage } }
    /// Tokens over all answers: of several lines with one message id the last one counts.
    public var tokens: Tokens {
        let total = totalUsage
        var tokens = Tokens()
        tokens.input = total.input
        tokens.output = total.output
        tokens.cacheRead = total.cacheRead
        tokens.cacheWrite = total.cacheWrite
        return tokens
    }

    init() {}

    // MARK: Counting

    mutating func add(_ record: RecordView, _ fields: RecordFields) {
        directoryTexts.add(fields.cwd)
        branchTexts.add(fields.branch)
        versionTexts.add(fields.version)
        guard let type = fields.type else {
            activity.add(fields.timestamp, isMessage: false)
            return
        }
        let isAnswer = type.equals("assistant")
        let isUser = !isAnswer && type.equals("user")
        // A prompt ends the turn before it, and is no part of that.
        defer {
            activity.add(fields.timestamp, isMessage: isAnswer || isUser && !fields.flags.contains(.meta))
        }
        if isAnswer {
            addAnswer(fields)
        } else if isUser {
            addUser(fields)
        } else if type.equals("system") {
            addSystem(record, fields)
        } else if fields.flags.contains(.queued) {
            if fields.attachment?["commandMode"]?.equals("task-notification") == true {
                taskNotifications += 1
            } else {
                queuedPrompts += 1
            }
        } else if type.equals("pr-link") {
            linkTexts.add(record.json["prUrl"])
        }
    }

    private mutating func addAnswer(_ fields: RecordFields) {
        guard let message = fields.message else { return }
        if fields.flags.contains(.apiError) { apiErrors += 1 }
        let model = message["model"]
        if !fields.flags.contains(.sidechain), let name = model?.string, name != "<synthetic>" {
            self.model = name
        }
        if let usage = message["usage"], usage.kind == .object {
            self.usage.add(usage, id: RecordKey(message["id"]), model: model)
        }
        guard let content = message["content"] else { return }
        for block in content.elements {
            guard let type = block["type"] else { continue }
            if type.equals("tool_use") { tools.addCall(block) } else { noteUnknown(type) }
        }
    }

    private mutating func addUser(_ fields: RecordFields) {
        guard let content = fields.message?["content"] else { return }
        var text = content.kind == .string ? content : nil
        for block in content.elements {
            guard let type = block["type"] else {
                if text == nil, block.kind == .string { text = block }
                continue
            }
            if type.equals("tool_result") {
                if block["is_error"]?.bool == true { tools.addFailure(block) }
                if let inner = block["content"], inner.kind == .array {
                    for part in inner.elements { notePicture(part["type"]) }
                }
            } else if type.equals("text") {
                if text == nil { text = block["text"] }
            } else if !notePicture(type) {
                noteUnknown(type)
            }
        }
        let kind = text.map(PromptKind.init) ?? .prompt
        if kind == .interruption { interruptions += 1 }
        if kind == .taskNotification { taskNotifications += 1 }
        let isPrompt = fields.flags.contains(.prompt) && kind == .prompt
        if isPrompt, fields.flags.isDisjoint(with: [.sidechain, .team, .meta, .summary]) {
            activity.beginTurn(fields.timestamp)
        }
    }

    private mutating func addSystem(_ record: RecordView, _ fields: RecordFields) {
        guard let subtype = record.json["subtype"] else { return }
        if fields.flags.contains(.boundary) {
            compactionCount += 1
            guard compactions.count < Self.compactionLimit else { return }
            let facts = record.json["compactMetadata"]
            compactions.append(
                Compaction(
                    trigger: facts?["trigger"]?.string,
                    tokensBefore: facts?["preTokens"]?.int.flatMap { Int(exactly: $0) },
                    tokensAfter: facts?["postTokens"]?.int.flatMap { Int(exactly: $0) }
                )
            )
        } else if subtype.equals("turn_duration") {
            activity.addMeasured(milliseconds: record.json["durationMs"]?.int ?? 0)
        } else if subtype.equals("api_error") {
            apiRetries += 1
        }
    }

    @discardableResult
    private mutating func notePicture(_ type: JSONValue?) -> Bool {
        guard let type else { return false }
        if type.equals("image") {
            images += 1
        } else if type.equals("document") {
            documents += 1
        } else {
            return false
        }
        return true
    }

    private mutating func noteUnknown(_ type: JSONValue) {
        if type.equals("text") || type.equals("thinking") || type.equals("redacted_thinking") { return }
        guard let name = type.string else { return }
        guard unknownBlocks.count < DistinctTexts.limit || unknownBlocks[name] != nil else { return }
        unknownBlocks[name, default: 0] += 1
    }

    /// Claude Code's tools that change files, and those of Codex, Gemini CLI and OpenCode.
    private static let changers: Set<String> = [
        "Edit", "MultiEdit", "Write", "NotebookEdit", "apply_patch", "replace", "write_file", "edit", "write",
    ]

    /// The paths that a call of a tool edits or writes; none for a tool that does neither.
    ///
    /// A patch may be for several files.
    public static func files(ofTool tool: String, _ input: JSONValue?) -> [String] {
        guard changers.contains(tool) else { return [] }
        if let path = (input?["file_path"] ?? input?["notebook_path"])?.string { return [path] }
        return tool == "apply_patch" ? PatchFiles.paths(ofCall: input) : []
    }
}
