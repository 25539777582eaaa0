import BatonExport
import BatonRedaction
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

@Suite struct SidesTests {
    static let id = "11111111-2222-4333-8444-555555555555"

    /// A session on the disk with files beside it.
    func withSession<Result>(
        _ builder: TranscriptBuilder,
        _ files: [String: String],
        _ body: (Transcript) throws -> Result
    ) throws -> Result {
        try withTemporaryDirectory { root in
            try Files.write(builder.bytes, to: root + "/\(Self.id).jsonl")
            for (name, text) in files {
                let path = root + "/\(Self.id)/" + name
                _ = try Files.makeDirectory(Paths.directory(path))
                try Files.write(Array(text.utf8), to: path)
            }
            return try body(transcript(at: root + "/\(Self.id).jsonl"))
        }
    }

    /// A session whose agent asked a subagent, and one of whose results was too long.
    func session() -> TranscriptBuilder {
        var builder = TranscriptBuilder()
        builder.prompt("ask, with hunter1")
        builder.call(
            "m1",
            "t1",
            "Task",
            #"{"subagent_type":"Explore","description":"Look","prompt":"look around"}"#
        )
        builder.result("t1", "seen")
        builder.call("m2", "t2", "Bash", #"{"command":"cat long"}"#)
        builder.result(
            "t2",
            "<persisted-output>\nOutput too large. Full output saved to: /home/x/tool-results/o1.txt\n\nPreview:\nrow\n"
                + "</persisted-output>"
        )
        builder.answer("m3", "done")
        return builder
    }

    func agent(_ text: String) -> TranscriptBuilder {
        var builder = TranscriptBuilder(sessionID: Self.id)
        let fields = #""isSidechain":true,"agentId":"a1""#
        builder.prompt("look around", fields)
        builder.answer("a-m1", text, fields)
        return builder
    }

    func files(_ agentText: String, _ spilled: String) -> [String: String] {
        [
            "subagents/agent-a1.jsonl": agent(agentText).text,
            "subagents/agent-a1.meta.json":
                #"{"agentType":"Explore","description":"Look at hunter4","toolUseId":"t1"}"#,
            "tool-results/o1.txt": spilled,
        ]
    }

    func document(
        _ transcript: Transcript,
        _ format: ExportFormat,
        _ change: (inout ExportOptions) -> Void = { _ in }
    ) throws -> Document {
        var options = ExportOptions(exportedAt: exportTime)
        change(&options)
        let redactor = try Redactor(rules: RuleSet([Rule(id: "hunter", pattern: "hunter[0-9]+")]))
        return try Exporter(transcript, options, redaction: ExportRedaction(redactor)).document(format)
    }

    @Test(
        "secrets of subagents and of results beside the transcript do not travel",
        arguments: [ExportFormat.markdown, .html]
    )
    func secrets(format: ExportFormat) throws {
        try withSession(session(), files("found hunter1 and hunter2", "row\nhunter3\nend of file\n")) {
            transcript in
            let document = try document(transcript, format)
            #expect(!document.text.contains(/hunter[0-9]/))
            #expect(document.text.contains("found [redacted:hunter:1] and [redacted:hunter:"))
            #expect(document.text.contains("end of file"))
            #expect(document.summary.messageCount == 6)
        }
    }

    @Test(
        "they do not travel when the transcript itself holds none",
        arguments: [ExportFormat.markdown, .html]
    )
    func secretsBeside(format: ExportFormat) throws {
        var quiet = TranscriptBuilder()
        for line in session().lines { quiet.line(line.replacing("hunter1", with: "nothing")) }
        try withSession(quiet, files("found hunter2", "hunter3")) { transcript in
            let text = try document(transcript, format).text
            #expect(!text.contains(/hunter[0-9]/))
            #expect(text.contains("found [redacted:hunter:"))
        }
    }

    @Test("a brief page names subagents, one without tools does not, and neither holds their messages")
    func brief() throws {
        try withSession(session(), files("deep inside", "spilled text")) { transcript in
            for format in [ExportFormat.markdown, .html] {
                let brief = try document(transcript, format) { $0.tools = .brief }.text
                #expect(brief.contains("2 messages, 0 tool calls"))
                #expect(!brief.contains("deep inside") && !brief.contains("spilled text"))
                let none = try document(transcript, format) { $0.tools = .none }.text
                #expect(!none.contains("2 messages, 0 tool calls"))
            }
            let agent = try document(transcript, .markdown) { $0.audience = .agent }.text
            #expect(agent.contains("subagent Explore: Look at \\[redacted:hunter:"))
            #expect(!agent.contains("deep inside") && !agent.contains("spilled text"))
        }
    }

    @Test("subagents of messages that are left out do not travel")
    func limited() throws {
        var builder = session()
        builder.prompt("another thing")
        builder.answer("m4", "well")
        try withSession(builder, files("deep inside", "x")) { transcript in
            for format in [ExportFormat.markdown, .html] {
                let few = try document(transcript, format) { $0.messages = 2 }.text
                #expect(!few.contains("deep inside"))
                let all = try document(transcript, format) { $0.messages = nil }.text
                #expect(all.contains("deep inside"))
            }
        }
    }

    @Test("a subagent stands right under its call", arguments: [ExportFormat.markdown, .html])
    func place(format: ExportFormat) throws {
        var builder = TranscriptBuilder()
        builder.prompt("ask")
        builder.call("m1", "t1", "Task", #"{"description":"Look","prompt":"look around"}"#)
        builder.call("m1", "t2", "Bash", #"{"command":"echo behind"}"#)
        try withSession(builder, files("deep inside", "x")) { transcript in
            let text = try document(transcript, format).text
            let inside = try #require(text.firstRange(of: "deep inside"))
            let behind = try #require(text.firstRange(of: "echo behind"))
            #expect(inside.upperBound < behind.lowerBound)
            #expect(!text.contains("Subagents without a call"))
        }
    }

    @Test(
        "a subagent whose call nobody knows stands at the end of the whole conversation, without its secrets"
    )
    func uncalled() throws {
        var files = files("deep inside", "x")
        files["subagents/agent-a2.jsonl"] =
            agent("lonely, hunter9").text.replacing("a1", with: "a2").replacing(
                "look around",
                with: "look away"
            )
        try withSession(session(), files) { transcript in
            for format in [ExportFormat.markdown, .html] {
                let text = try document(transcript, format).text
                let title = try #require(text.firstRange(of: "Subagents without a call"))
                let inside = try #require(text.firstRange(of: "lonely, [redacted:hunter:"))
                #expect(title.upperBound < inside.lowerBound)
                #expect(text[title.lowerBound...].firstRange(of: "deep inside") == nil)
                #expect(!text.contains(/hunter[0-9]/))
                let few = try document(transcript, format) { $0.messages = 2 }.text
                #expect(!few.contains("lonely") && !few.contains("Subagents without a call"))
                let none = try document(transcript, format) { $0.tools = .none }.text
                #expect(!none.contains("Subagents without a call"))
            }
            let agent = try document(transcript, .markdown) { $0.audience = .agent }.text
            #expect(agent.contains("Subagents without a call") && !agent.contains("lonely"))
        }
    }

    @Test("a very long result beside the transcript is cut with a count of the rest")
    func long() throws {
        let text = (0..<300_000).map { "row \($0)\n" }.joined()
        try withSession(session(), files("x", text)) { transcript in
            let page = try document(transcript, .markdown)
            #expect(page.content.count < 2 << 20)
            #expect(page.text.contains("KiB more, left out"))
        }
    }

    @Test("subagents that start each other end")
    func cycle() throws {
        var first = TranscriptBuilder(sessionID: Self.id)
        first.prompt("look around", #""isSidechain":true,"agentId":"a1""#)
        first.call("c-m", "tc", "Task", #"{"prompt":"again"}"#, #""isSidechain":true,"agentId":"a1""#)
        let files = [
            "subagents/agent-a1.jsonl": first.text,
            "subagents/agent-a1.meta.json": #"{"toolUseId":"t1","parentAgentId":"a2"}"#,
            "subagents/agent-a2.jsonl": first.text.replacing("a1", with: "a2"),
            "subagents/agent-a2.meta.json": #"{"toolUseId":"tc","parentAgentId":"a1"}"#,
        ]
        try withSession(session(), files) { transcript in
            for format in [ExportFormat.markdown, .html] {
                let text = try document(transcript, format).text
                #expect(
                    text.split(separator: "2 messages, 1 tool call", omittingEmptySubsequences: false).count
                        == 3
                )
            }
        }
    }
}
