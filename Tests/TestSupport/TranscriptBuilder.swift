import Platform

/// Builds a synthetic transcript line by line, as Claude Code writes them: each line follows the one before, one second
/// later, unless it says otherwise.
public struct TranscriptBuilder {
    /// The lines so far, each without a newline.
    public private(set) var lines: [String] = []
    /// The uuid of the last line that has one.
    public private(set) var last: String?
    private var number = 0
    private var time = Timestamp(seconds: 1_772_274_615)
    private let sessionID: String
    private let cwd: String

    /// An empty transcript.
    public init(sessionID: String = "11111111-2222-4333-8444-555555555555", cwd: String = "/home/dev/demo") {
        self.sessionID = sessionID
        self.cwd = cwd
    }

    /// The file's text.
    public var text: String { lines.map { $0 + "\n" }.joined() }
    /// The file's bytes.
    public var bytes: [UInt8] { Array(text.utf8) }

    /// Whose line a line follows.
    public enum Parent: Sendable {
        /// The line before.
        case last
        /// The line with that uuid.
        case uuid(String)
        /// Nobody's: `parentUuid` is null.
        case root
        /// There is no `parentUuid`.
        case absent
    }

    /// Adds a line of any kind with the envelope of the chain.
    ///
    /// `fields` are further members, as JSON, such as `"isMeta":true`.
    ///
    /// - Returns: the line's uuid.
    @discardableResult
    public mutating func record(
        _ type: String,
        _ fields: String = "",
        parent: Parent = .last,
        uuid: String? = nil,
        hasUUID: Bool = true
    ) -> String {
        number += 1
        time = time.advanced(byMilliseconds: 1000)
        let digits = String(number, radix: 16)
        let uuid =
            uuid ?? "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        var members = ["\"type\":\(Self.quoted(type))"]
        switch parent {
        case .last: members.append("\"parentUuid\":\(last.map(Self.quoted) ?? "null")")
        case .uuid(let uuid): members.append("\"parentUuid\":\(Self.quoted(uuid))")
        case .root: members.append("\"parentUuid\":null")
        case .absent: break
        }
        if hasUUID { members.append("\"uuid\":\(Self.quoted(uuid))") }
        members.append("\"timestamp\":\"\(time.iso8601)\"")
        members.append(
            "\"sessionId\":\(Self.quoted(sessionID)),\"cwd\":\(Self.quoted(cwd)),\"version\":\"2.1.80\""
        )
        members.append("\"gitBranch\":\"main\",\"userType\":\"external\"")
        if !fields.contains("\"isSidechain\"") { members.append("\"isSidechain\":false") }
        if !fields.isEmpty { members.append(fields) }
        lines.append("{" + members.joined(separator: ",") + "}")
        if hasUUID { last = uuid }
        return uuid
    }

    /// Adds a prompt.
    @discardableResult
    public mutating func prompt(_ text: String, _ fields: String = "", parent: Parent = .last) -> String {
        user(content: Self.quoted(text), fields, parent: parent)
    }

    /// Adds a user line with any content.
    @discardableResult
    public mutating func user(content: String, _ fields: String = "", parent: Parent = .last) -> String {
        let rest = fields.isEmpty ? "" : "," + fields
        return record("user", "\"message\":{\"role\":\"user\",\"content\":\(content)}" + rest, parent: parent)
    }

    /// Adds the result of a call.
    @discardableResult
    public mutating func result(
        _ id: String,
        _ text: String,
        isError: Bool = false,
        _ fields: String = "",
        parent: Parent = .last
    ) -> String {
        user(
            content: """
                [{"type":"tool_result","tool_use_id":\(Self.quoted(id)),"content":\(Self.quoted(text)),"is_error":\(isError)}]
                """,
            fields,
            parent: parent
        )
    }

    /// Adds a line of an answer with the given blocks.
    @discardableResult
    public mutating func assistant(
        _ message: String,
        blocks: String,
        _ fields: String = "",
        parent: Parent = .last
    ) -> String {
        let rest = fields.isEmpty ? "" : "," + fields
        return record(
            "assistant",
            """
            "requestId":"req_\(message)","message":{"id":\(Self.quoted(message)),"type":"message","role":"assistant",\
            "model":"claude-sonnet-4-5","content":[\(blocks)],"stop_reason":null,"stop_sequence":null,\
            "usage":{"input_tokens":10,"output_tokens":5,"cache_read_input_tokens":2,"cache_creation_input_tokens":1}}\(rest)
            """,
            parent: parent
        )
    }

    /// Adds a line of an answer that is text.
    @discardableResult
    public mutating func answer(
        _ message: String,
        _ text: String,
        _ fields: String = "",
        parent: Parent = .last
    ) -> String {
        assistant(
            message,
            blocks: "{\"type\":\"text\",\"text\":\(Self.quoted(text))}",
            fields,
            parent: parent
        )
    }

    /// Adds a line of an answer that calls a tool.
    @discardableResult
    public mutating func call(
        _ message: String,
        _ id: String,
        _ tool: String = "Bash",
        _ input: String = "{\"command\":\"ls\"}",
        _ fields: String = "",
        parent: Parent = .last
    ) -> String {
        assistant(
            message,
            blocks: """
                {"type":"tool_use","id":\(Self.quoted(id)),"name":\(Self.quoted(tool)),"input":\(input)}
                """,
            fields,
            parent: parent
        )
    }

    /// Adds a compaction boundary.
    @discardableResult
    public mutating func boundary(logicalParent: String?) -> String {
        let logical = logicalParent.map { ",\"logicalParentUuid\":\(Self.quoted($0))" } ?? ""
        return record(
            "system",
            "\"subtype\":\"compact_boundary\",\"content\":\"Conversation compacted\""
                + ",\"compactMetadata\":{\"trigger\":\"auto\",\"preTokens\":1000}" + logical,
            parent: .root
        )
    }

    /// Adds any line.
    public mutating func line(_ text: String) { lines.append(text) }

    /// `text` as a JSON string.
    public static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
