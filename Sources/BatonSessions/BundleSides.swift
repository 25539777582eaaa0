internal import JSON
internal import Platform

extension Bundle {
    /// A subagent that worked for the session, as a bundle carries it.
    public struct Subagent: Sendable {
        /// Its id: 1 to 64 characters of `[A-Za-z0-9_-]`.
        public let id: String
        /// What sort of agent it is, on one line.
        public var type: String?
        /// Its task, on one line.
        public var description: String?
        /// Id of the tool call that started it, as the bundle has it.
        public var toolUseID: String?
        /// Id of the subagent that started it, in the form of ``id``.
        public var parentID: String?
        /// Name of the workflow's run that it was a part of, in the form of ``id``.
        public var workflow: String?
        /// What was said, in its order.
        public var messages: [BundleMessage] = []
    }

    /// A tool's result that the agent keeps in a file beside the transcript.
    public struct ToolResult: Sendable {
        /// Name of the file: 1 to 128 characters of `[A-Za-z0-9._-]`, no dot first.
        public let name: String
        fileprivate let json: JSONValue?
        fileprivate var stored: [UInt8] = []

        /// The text.
        public var bytes: [UInt8] { json?.utf8 ?? stored }
    }

    /// What stands beside the conversation.
    public struct Sides: Sendable {
        /// The subagents; no two have ids that differ in case only.
        public internal(set) var subagents: [Subagent] = []
        /// The results; no two have names that differ in case only.
        public internal(set) var toolResults: [ToolResult] = []
        /// Subagents and results whose name is missing, could harm, or is there twice, or that hold nothing.
        public internal(set) var unreadable = 0

        /// The most results that are read.
        public static let resultLimit = SideFileList.limit

        var messageCount = 0
        private var agentNames: Set<String> = []
        private var resultNames: Set<String> = []

        /// Whether there is nothing.
        public var isEmpty: Bool { subagents.isEmpty && toolResults.isEmpty }

        mutating func add(_ agent: Subagent, _ limits: Limits) throws {
            guard !agent.messages.isEmpty, agentNames.insert(agent.id.lowercased()).inserted else {
                unreadable += 1
                return
            }
            guard subagents.count < SubagentLimits.count else {
                throw BundleError.tooManySubagents(limit: SubagentLimits.count)
            }
            messageCount += agent.messages.count
            guard messageCount <= limits.messages else {
                throw BundleError.tooManyMessages(limit: limits.messages)
            }
            subagents.append(agent)
        }

        mutating func add(_ result: ToolResult) throws {
            guard resultNames.insert(result.name.lowercased()).inserted else {
                unreadable += 1
                return
            }
            guard toolResults.count < Self.resultLimit else {
                throw BundleError.tooManyResults(limit: Self.resultLimit)
            }
            toolResults.append(result)
        }
    }
}

extension Bundle.Sides {
    /// Reads `sidecars`, and of `raw` what `sidecars` does not have.
    init(_ root: JSONValue, _ limits: Bundle.Limits) throws {
        for entry in Self.list(root["sidecars"]?["subagents"]) { try add(subagent: entry, limits) }
        for entry in Self.list(root["sidecars"]?["tool_results"]) {
            try add(resultNamed: entry["name"]?.string, entry["content"])
        }
        let hasAgents = !subagents.isEmpty
        let hasResults = !toolResults.isEmpty
        var facts: [String: JSONValue] = [:]
        for entry in Self.list(root["raw"]?["files"]) {
            guard let place = RawPlace(entry["path"]?.string) else { continue }
            if place.isFacts { facts[place.agent ?? ""] = entry["text"] }
        }
        for entry in Self.list(root["raw"]?["files"]) {
            guard let place = RawPlace(entry["path"]?.string), !place.isFacts else { continue }
            if let id = place.agent, !hasAgents {
                try add(rawSubagent: id, place.workflow, entry["lines"], facts[id], limits)
            } else if let name = place.result, !hasResults {
                try add(resultNamed: name, entry["text"])
            }
        }
    }

    private static func list(_ json: JSONValue?) -> [JSONValue] {
        guard let json, json.kind == .array else { return [] }
        return Array(json.elements)
    }

    private mutating func add(subagent json: JSONValue, _ limits: Bundle.Limits) throws {
        guard let id = Self.name(json["id"]), let list = json["messages"], list.kind == .array else {
            unreadable += 1
            return
        }
        var agent = Bundle.Subagent(id: id)
        agent.type = BundleText.oneLine(json["type"])
        agent.description = BundleText.oneLine(json["description"])
        agent.toolUseID = json["toolUseId"]?.string
        agent.parentID = Self.name(json["parentId"])
        agent.workflow = Self.name(json["workflow"])
        agent.messages = try Self.messages(list, limits)
        try add(agent, limits)
    }

    private mutating func add(
        rawSubagent id: String,
        _ workflow: String?,
        _ lines: JSONValue?,
        _ text: JSONValue?,
        _ limits: Bundle.Limits
    ) throws {
        var agent = Bundle.Subagent(id: id)
        if let lines, lines.kind == .array { agent.messages = try Self.messages(lines, limits) }
        agent.workflow = workflow
        if let text = text?.utf8, text.count <= 1 << 20, let facts = try? JSONParser.parse(text) {
            agent.type = BundleText.oneLine(facts["agentType"])
            agent.description = BundleText.oneLine(facts["description"])
            agent.toolUseID = facts["toolUseId"]?.string
            agent.parentID = Self.name(facts["parentAgentId"])
        }
        try add(agent, limits)
    }

    private mutating func add(resultNamed name: String?, _ content: JSONValue?) throws {
        guard let name, SpilledResult.isSafe(name), !name.hasPrefix("-"), let content, content.kind == .string
        else {
            unreadable += 1
            return
        }
        try add(Bundle.ToolResult(name: name, json: content))
    }

    private static func name(_ json: JSONValue?) -> String? {
        json?.string.flatMap { isName($0) ? $0 : nil }
    }

    /// Whether a stranger's text may name a file or folder: no program takes it for an option.
    private static func isName(_ text: String) -> Bool { SafeName.isValid(text) && !text.hasPrefix("-") }

    private static func messages(_ list: JSONValue, _ limits: Bundle.Limits) throws -> [BundleMessage] {
        do {
            return try Bundle.messages(list, limits).0
        } catch BundleError.noMessages {
            return []
        }
    }

    /// Where a file of `raw` stood beside the transcript; of its path only names count.
    private struct RawPlace {
        var agent: String?
        var workflow: String?
        var result: String?
        var isFacts = false

        init?(_ path: String?) {
            guard let path, path.utf8.count <= 1024 else { return nil }
            let parts = path.split(separator: "/").map(String.init)
            guard parts.count >= 2, let name = parts.last else { return nil }
            if parts[parts.count - 2] == "tool-results" {
                result = name
                return
            }
            guard parts.contains("subagents"), name.hasPrefix("agent-") else { return nil }
            isFacts = name.hasSuffix(".meta.json")
            let file = isFacts ? name.dropLast(10) + ".jsonl" : Substring(name)
            agent = SubagentFinder.id(inName: String(file)).flatMap { isName($0) ? $0 : nil }
            if parts.count >= 4, parts[parts.count - 3] == "workflows",
                isName(parts[parts.count - 2])
            {
                workflow = parts[parts.count - 2]
            }
            if agent == nil { return nil }
        }
    }
}

extension Bundle {
    /// Adds the subagents and spilled results of a transcript on this machine.
    mutating func addSides(of transcript: Transcript, _ limits: Limits) throws {
        var sides = Sides()
        for agent in try transcript.subagents() {
            guard let messages = try? Self.messages(of: agent, transcript, limits) else {
                sides.unreadable += 1
                continue
            }
            var copy = Subagent(id: agent.id)
            copy.type = agent.type.flatMap { BundleText.oneLine($0) }
            copy.description = agent.description.flatMap { BundleText.oneLine($0) }
            copy.toolUseID = agent.toolUseID
            copy.parentID = agent.parentID
            copy.workflow = agent.workflow
            copy.messages = messages
            try sides.add(copy, limits)
        }
        for name in transcript.spilledNames() {
            guard let result = try transcript.spilledResult(named: name), !result.bytes.contains(0) else {
                sides.unreadable += 1
                continue
            }
            let text =
                String(validating: result.bytes, as: UTF8.self) == nil
                ? Array(String(decoding: result.bytes, as: UTF8.self).utf8) : result.bytes
            try sides.add(ToolResult(name: name, json: nil, stored: text))
        }
        self.sides = sides
    }

    private static func messages(
        of agent: BatonSessions.Subagent,
        _ transcript: Transcript,
        _ limits: Limits
    ) throws -> [BundleMessage] {
        let bytes: [UInt8]
        let scope: ConversationScope
        switch agent.source {
        case .file(let folder, let name):
            bytes = try folder.reader(name).all(limit: SubagentLimits.fileBytes)
            scope = .file
        case .records(let numbers):
            bytes = try Files.read(transcript.session.path, limit: limits.bytes)
            scope = .records(numbers)
        }
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var list = try BundleTranscript(reading: bytes, from: start, limits: limits, scope: scope)
        list.take(id: agent.id)
        return try list.bundle(limits).messages
    }
}
