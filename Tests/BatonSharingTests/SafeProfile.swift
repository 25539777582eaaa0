import BatonSessions
import JSON
import Platform

/// The rules of a transcript that four versions of the agent resume without loss; says what a file breaks.
enum SafeProfile {
    static let userKeys: Set<String> = [
        "parentUuid", "uuid", "isSidechain", "userType", "cwd", "sessionId", "version", "gitBranch", "type",
        "message",
        "timestamp", "isCompactSummary",
    ]
    static let boundaryKeys: Set<String> = [
        "parentUuid", "uuid", "logicalParentUuid", "isSidechain", "userType", "cwd", "sessionId", "version",
        "gitBranch",
        "type", "subtype", "content", "level", "compactMetadata", "timestamp",
    ]
    static let assistantMessageKeys: Set<String> = [
        "id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage",
    ]
    static let usageKeys: Set<String> = [
        "input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens",
    ]

    /// What is wrong with the transcript at `path`; empty when all is well.
    static func violations(path: String, project: String, latest: Timestamp) throws -> [String] {
        var problems: [String] = []
        let bytes = try Files.read(path)
        if Files.status(path)?.mode != 0o600 { problems.append("mode is not 0600") }
        if bytes.last != 0x0a { problems.append("no final newline") }
        if bytes.contains(0x0d) { problems.append("carriage return") }
        let text = String(validating: bytes, as: UTF8.self)
        if text == nil { problems.append("not UTF-8") }
        let id = Paths.stem(path)
        var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
        lines.removeLast()
        var check = Check(id: id, project: project, latest: latest)
        for (number, line) in lines.enumerated() {
            guard let json = try? JSONParser.parse(Array(line)), json.kind == .object else {
                problems.append("line \(number + 1) is no JSON object")
                continue
            }
            var compact = JSONWriter()
            compact.copy(json)
            if compact.bytes.count != line.count { problems.append("line \(number + 1) is not compact") }
            check.line(json, isLast: number == lines.count - 1)
            problems += check.problems.map { "line \(number + 1): \($0)" }
            check.problems = []
        }
        check.finish()
        return problems + check.problems
    }

    private struct Check {
        let id: String
        let project: String
        let latest: Timestamp
        var problems: [String] = []
        var previous: String?
        var time = Timestamp(milliseconds: -1)
        var uuids: Set<String> = []
        var messageIDs: Set<String> = []
        var callIDs: Set<String> = []
        var open: Set<String> = []
        var expectsUser = true
        var count = 0

        mutating func require(_ condition: Bool, _ problem: String) {
            if !condition { problems.append(problem) }
        }

        mutating func line(_ json: JSONValue, isLast: Bool) {
            let keys = Set(json.members.map { $0.key.string ?? "" })
            let type = json["type"]?.string
            if type == "custom-title" {
                require(isLast, "a title that is not last")
                require(keys == ["type", "customTitle", "sessionId"], "keys of a title")
                require(json["sessionId"]?.string == id, "session id")
                let title = json["customTitle"]?.string ?? ""
                require((1...200).contains(title.count), "length of the title")
                return
            }
            count += 1
            envelope(json)
            switch type {
            case "system":
                require(open.isEmpty, "boundary between a call and its result")
                require(keys.isSubset(of: SafeProfile.boundaryKeys), "keys \(keys.sorted())")
                require(json["subtype"]?.string == "compact_boundary", "subtype")
                require(json["parentUuid"]?.isNull == true, "boundary with a parent")
                if let logical = json["logicalParentUuid"]?.string {
                    require(uuids.contains(logical), "logical parent")
                }
                let metadata = Set(json["compactMetadata"]?.members.map { $0.key.string ?? "" } ?? [])
                require(metadata == ["trigger", "preTokens"], "compact metadata")
                expectsUser = true
            case "user":
                require(keys.isSubset(of: SafeProfile.userKeys), "keys \(keys.sorted())")
                user(json["message"])
                expectsUser = false
            case "assistant":
                require(
                    keys.isSubset(of: SafeProfile.userKeys.subtracting(["isCompactSummary"])),
                    "keys \(keys.sorted())"
                )
                require(!expectsUser, "a chain that begins with the assistant")
                assistant(json["message"])
            default: problems.append("type")
            }
        }

        mutating func envelope(_ json: JSONValue) {
            let uuid = json["uuid"]?.string ?? ""
            require(UniqueID.isLowercaseUUID(uuid), "uuid")
            require(uuids.insert(uuid).inserted, "uuid twice")
            let parent = json["parentUuid"]
            let isBoundary = json["type"]?.string == "system"
            require(
                previous == nil || isBoundary ? parent?.isNull == true : parent?.string == previous,
                "parent"
            )
            previous = uuid
            require(json["sessionId"]?.string == id, "session id")
            require(json["cwd"]?.string == project, "cwd")
            require(json["isSidechain"]?.bool == false, "isSidechain")
            require(json["userType"]?.string == "external", "userType")
            let version = json["version"]?.string?.split(separator: ".") ?? []
            require(version.count == 3 && version.allSatisfy { Int($0) != nil }, "version")
            let text = json["timestamp"]?.string ?? ""
            guard let moment = Timestamp(text), moment.iso8601 == text else {
                problems.append("timestamp")
                return
            }
            require(moment > time, "time does not increase")
            require(moment <= latest, "time in the future")
            time = moment
        }

        mutating func user(_ message: JSONValue?) {
            let keys = Set(message?.members.map { $0.key.string ?? "" } ?? [])
            require(keys == ["role", "content"], "keys of the message")
            require(message?["role"]?.string == "user", "role")
            guard let content = message?["content"] else { return }
            if content.kind == .string {
                require(open.isEmpty, "a call without its result")
                require(!isBlank(content), "blank content")
                return
            }
            require(content.kind == .array && content.elements.contains { _ in true }, "empty content")
            var sawOther = false
            for block in content.elements {
                let keys = Set(block.members.map { $0.key.string ?? "" })
                switch block["type"]?.string {
                case "tool_result":
                    require(!sawOther, "a result behind other content")
                    require(
                        keys.subtracting(["is_error"]) == ["type", "tool_use_id", "content"],
                        "keys of a result"
                    )
                    require(
                        open.remove(block["tool_use_id"]?.string ?? "") != nil,
                        "a result without its call"
                    )
                    if block["is_error"]?.bool == true {
                        require(
                            block["content"]?.kind == .array || !isBlank(block["content"]),
                            "an error without content"
                        )
                    }
                    result(block["content"])
                case "text", "image", "document":
                    sawOther = true
                    plain(block)
                default: problems.append("block in a user message")
                }
            }
            require(open.isEmpty, "a call without its result")
        }

        mutating func result(_ content: JSONValue?) {
            if content?.kind == .string { return }
            require(content?.kind == .array, "kind of a result's content")
            for block in content.map({ Array($0.elements) }) ?? [] { plain(block) }
        }

        mutating func plain(_ block: JSONValue) {
            let keys = Set(block.members.map { $0.key.string ?? "" })
            if block["type"]?.string == "text" {
                require(keys == ["type", "text"], "keys of a text")
                require(!isBlank(block["text"]), "blank text")
            } else {
                require(keys == ["type", "source"], "keys of a picture")
                require(
                    ["base64", "text"].contains(block["source"]?["type"]?.string ?? ""),
                    "source of a picture"
                )
                let sourceKeys = Set(block["source"]?.members.map { $0.key.string ?? "" } ?? [])
                require(sourceKeys == ["type", "media_type", "data"], "keys of a source")
            }
        }

        mutating func assistant(_ message: JSONValue?) {
            require(open.isEmpty, "a call without its result")
            guard let message else { return problems.append("message") }
            require(
                Set(message.members.map { $0.key.string ?? "" }) == SafeProfile.assistantMessageKeys,
                "keys of the message"
            )
            let messageID = message["id"]?.string ?? ""
            require(isIdentifier(messageID), "message id")
            require(messageIDs.insert(messageID).inserted, "message id twice")
            require(message["type"]?.string == "message", "type of the message")
            require(message["role"]?.string == "assistant", "role")
            let model = message["model"]?.string ?? ""
            require((1...128).contains(model.utf8.count), "model")
            require(message["stop_sequence"]?.isNull == true, "stop sequence")
            require(message["stop_reason"]?.kind == .string, "stop reason")
            let usage = message["usage"]
            require(
                Set(usage?.members.map { $0.key.string ?? "" } ?? []).isSubset(of: SafeProfile.usageKeys),
                "usage"
            )
            for member in usage.map({ Array($0.members) }) ?? [] {
                require((0...1_000_000).contains(member.value.int ?? -1), "count in the usage")
            }
            guard let content = message["content"], content.kind == .array,
                content.elements.contains(where: { _ in true })
            else { return problems.append("empty content") }
            for block in content.elements {
                if block["type"]?.string == "tool_use" {
                    let call = block["id"]?.string ?? ""
                    require(
                        Set(block.members.map { $0.key.string ?? "" }) == ["type", "id", "name", "input"],
                        "keys of a call"
                    )
                    require(isIdentifier(call), "id of a call")
                    require(isIdentifier(block["name"]?.string ?? ""), "name of a tool")
                    require(callIDs.insert(call).inserted, "id of a call twice")
                    require(block["input"]?.kind == .object, "input")
                    open.insert(call)
                } else {
                    require(block["type"]?.string == "text", "block in an assistant message")
                    plain(block)
                }
            }
        }

        mutating func finish() {
            require(open.isEmpty, "a call without its result at the end")
            require(count > 0, "no message")
        }

        func isBlank(_ json: JSONValue?) -> Bool {
            json?.string?.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isWhitespace || scalar == "\u{feff}"
                    || ("\u{1c}"..."\u{1f}").contains(scalar)
            } ?? true
        }

        func isIdentifier(_ text: String) -> Bool {
            (1...128).contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                        || Character(Unicode.Scalar(byte)).isLetter
                        || Character(Unicode.Scalar(byte)).isNumber
                }
        }
    }
}
