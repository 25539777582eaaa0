internal import BatonHost
internal import BatonSessions
internal import JSON
internal import Lua
internal import Platform

/// A made-up session as the agent would have written it.
struct TestingTranscript {
    private let id: String
    private let work: String
    private let branch: String
    private let model: String
    private var time: Timestamp
    private var lines: [[UInt8]] = []
    private var last: String?

    /// The session that a call describes.
    ///
    /// - Throws: `HostError` when a message has no role, or an unknown field.
    init(_ call: HostCall, number: Int, work: String) throws {
        id = call.optionalText("id") ?? Self.uuid(0x1000_0000 + number)
        guard UniqueID.isLowercaseUUID(id) else { throw call.problem("id", "must be a UUID in lower case") }
        self.work = work
        branch = call.optionalText("branch") ?? "main"
        model = call.optionalText("model") ?? "claude-sonnet-4-5"
        // One after another, so that the last one made is the latest.
        time = Timestamp(seconds: 1_772_274_600 + Int64(number) * 1000)
        for value in call["messages"].list ?? [] {
            let fields = try TestingFunctions.named(value, "TestMessage", call)
            switch fields["role"]?.text {
            case "user"?: user(.text(fields["text"]?.text ?? ""))
            case "assistant"?: assistant(fields)
            default:
                throw HostError(
                    "arg",
                    "\(call.function.fullName): a message needs the role user or assistant"
                )
            }
        }
        if let title = call.optionalText("title") {
            let id = id
            add { writer in
                writer.member("type", "custom-title")
                writer.member("customTitle", title)
                writer.member("sessionId", id)
            }
        }
    }

    /// Writes it into the agent's folder and gives its path.
    func write(home: String) throws -> String {
        let folder = Paths.join(home, ".claude/projects/" + ProjectFolder.name(of: work))
        try Files.makeDirectory(folder)
        let path = Paths.join(folder, id + ".jsonl")
        try Files.write(lines.flatMap { $0 + [0x0a] }, to: path)
        return path
    }

    private mutating func assistant(_ fields: [String: HostValue]) {
        let number = lines.count + 1
        if let text = fields["text"]?.text {
            answer(number, .record(["type": .text("text"), "text": .text(text)]))
        }
        guard let tool = fields["tool"]?.text else { return }
        let call = "toolu_\(number)"
        let input = fields["input"].flatMap { $0.list?.isEmpty == true ? nil : $0 } ?? .table([:])
        answer(
            number,
            .record(["type": .text("tool_use"), "id": .text(call), "name": .text(tool), "input": input])
        )
        let result = HostValue.record([
            "type": .text("tool_result"), "tool_use_id": .text(call),
            "content": .text(fields["output"]?.text ?? ""), "is_error": .bool(false),
        ])
        user(.array([result]))
    }

    private mutating func user(_ content: HostValue) {
        record("user", .record(["role": .text("user"), "content": content]))
    }

    private mutating func answer(_ number: Int, _ block: HostValue) {
        let usage = HostValue.record(["input_tokens": .int(10), "output_tokens": .int(5)])
        record(
            "assistant",
            .record([
                "id": .text("msg_\(number)"), "type": .text("message"), "role": .text("assistant"),
                "model": .text(model), "content": .array([block]), "usage": usage,
            ])
        )
    }

    private mutating func record(_ type: String, _ message: HostValue) {
        time = Timestamp(milliseconds: time.milliseconds + 1000)
        let uuid = Self.uuid(lines.count + 1)
        let (time, parent) = (time.iso8601, last)
        let (work, id, branch) = (work, id, branch)
        add { writer in
            writer.key("parentUuid")
            if let parent { writer.string(parent) } else { writer.null() }
            writer.key("isSidechain")
            writer.bool(false)
            writer.member("userType", "external")
            writer.member("cwd", work)
            writer.member("sessionId", id)
            writer.member("version", "2.1.81")
            writer.member("gitBranch", branch)
            writer.member("type", type)
            writer.key("message")
            ValueJSON.write(message, to: &writer)
            writer.member("uuid", uuid)
            writer.member("timestamp", time)
        }
        last = uuid
    }

    private mutating func add(_ members: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object { members(&$0) }
        lines.append(writer.bytes)
    }

    private static func uuid(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }
}
