internal import JSON
internal import Platform

extension Bundle {
    /// Reads a shared session: a bundle of this or of the original tool, or a raw `.jsonl` transcript.
    ///
    /// - Throws: ``BundleError`` when the bytes are none, are larger than the limits, or hold an id that could harm.
    ///   Single messages that are broken are no error: they are counted.
    public static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws -> Bundle {
        guard bytes.count <= limits.bytes else {
            throw BundleError.tooLarge(bytes: bytes.count, limit: limits.bytes)
        }
        if let look = BundleLook(bytes) { throw BundleError.looksLike(look) }
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        var parser = JSONParser()
        let root: JSONValue
        do {
            root = try parser.parseRepairing(bytes, from: start).root
        } catch {
            if error == .empty { throw BundleError.empty }
            // What a failed parse has reserved would stand beside what a transcript needs.
            parser = JSONParser()
            if let rollout = try rollout(bytes, from: start, limits) { return rollout }
            guard let transcript = try BundleTranscript(bytes, from: start, limits: limits) else {
                throw BundleError.notJSON(error)
            }
            return try transcript.bundle(limits)
        }
        guard root.kind == .object else { throw BundleError.notAnObject }
        if root["messages"] == nil, root["conversation"] == nil,
            let rollout = try rollout(bytes, from: start, limits)
        {
            return rollout
        }
        // A transcript of one line is a JSON document too.
        if root["messages"] == nil, root["conversation"] == nil, root["type"]?.kind == .string,
            let transcript = try BundleTranscript(bytes, from: start, limits: limits)
        {
            return try transcript.bundle(limits)
        }
        return try Bundle(root, limits)
    }

    private init(_ root: JSONValue, _ limits: Limits) throws {
        guard let version = BundleText.oneLine(root["version"], limit: 32) else {
            throw BundleError.missingVersion
        }
        warnings = []
        if let major = Self.major(of: version), major > 1 {
            throw BundleError.unsupportedVersion(major: major)
        }
        if Self.major(of: version) != 1 {
            warnings.append("the file says it is version '\(version)' of the format, which is not known")
        }
        self.version = version
        guard let facts = root["conversation"], facts.kind == .object, let id = facts["id"], !id.isNull else {
            throw BundleError.missingConversation
        }
        conversation = try Conversation(facts, id: id)
        origin = Origin(root)
        guard let list = root["messages"], list.kind == .array else { throw BundleError.invalidMessages }
        (messages, unreadableMessages) = try Self.messages(list, limits)
        sides = try Sides(root, limits)
        warnings += Self.notInstalled(root, sides)
    }

    /// What stands beside the conversation and is not read, as sentences.
    private static func notInstalled(_ root: JSONValue, _ sides: Sides) -> [String] {
        let files = root["raw"]?["files"]?.elements.reduce(0) { count, _ in count + 1 } ?? 0
        var sentences: [String] = []
        if files > 0 {
            let read = sides.isEmpty ? "" : " but for subagents and spilled results"
            sentences.append(
                "\(files) raw \(files == 1 ? "file" : "files") in the file will not be installed\(read)"
            )
        }
        if sides.unreadable > 0 {
            sentences.append(
                "\(sides.unreadable) \(sides.unreadable == 1 ? "file" : "files") beside the conversation "
                    + "cannot be read, or would overwrite another"
            )
        }
        return sentences
    }

    /// The entries of a list that are objects, and how many are not.
    static func messages(_ list: JSONValue, _ limits: Limits) throws -> ([BundleMessage], unreadable: Int) {
        var messages: [BundleMessage] = []
        var unreadable = 0
        var boundary: JSONValue?
        // Before anything is made of them.
        guard list.elements.reduce(0, { count, _ in count + 1 }) <= limits.messages else {
            throw BundleError.tooManyMessages(limit: limits.messages)
        }
        for (position, element) in list.elements.enumerated() {
            guard element.kind == .object else {
                unreadable += 1
                continue
            }
            let message = BundleMessage(element, boundary: boundary)
            if message.isBoundary {
                boundary = element
                continue
            }
            boundary = nil
            if let content = message.content, content.kind == .array {
                var blocks = 0
                for _ in content.elements {
                    blocks += 1
                    guard blocks <= limits.blocks else {
                        throw BundleError.tooManyBlocks(message: position + 1, limit: limits.blocks)
                    }
                }
            }
            messages.append(message)
        }
        guard !messages.isEmpty else { throw BundleError.noMessages }
        return (messages, unreadable)
    }

    /// The number before the first dot.
    private static func major(of version: String) -> Int? {
        Int(version.prefix { $0 != "." })
    }
}

extension Bundle.Conversation {
    fileprivate init(_ json: JSONValue, id: JSONValue) throws {
        guard let text = id.string else { throw BundleError.missingConversation }
        guard SafeName.isValid(text) else {
            throw text.isEmpty ? BundleError.missingConversation : BundleError.unsafeSessionID
        }
        self.id = text
        project = BundleText.oneLine(json["project"])
        title = BundleText.oneLine(json["title"])
        cwd = BundleText.oneLine(json["cwd"])
        branch = BundleText.oneLine(json["gitBranch"])
        model = BundleText.oneLine(json["model"])
        agent = BundleText.oneLine(json["agent"])
        created = Self.moment(json["created"])
        lastModified = Self.moment(json["lastModified"])
        totalMessageCount = json["totalMessageCount"]?.int.flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
        wasLimited = json["wasLimited"]?.bool ?? false
    }

    fileprivate static func moment(_ json: JSONValue?) -> Timestamp? {
        BundleText.oneLine(json, limit: 64).flatMap { Timestamp($0) }
    }
}

extension Bundle.Origin {
    fileprivate init(_ root: JSONValue) {
        exportedAt = Bundle.Conversation.moment(root["exported_at"])
        let metadata = root["metadata"]
        tool = BundleText.oneLine(metadata?["exportTool"])
        version = BundleText.oneLine(metadata?["exportVersion"])
        description = BundleText.oneLine(metadata?["description"])
    }
}
