import BatonExport
import BatonRedaction
import BatonSessions
import JSON
import Platform
import TestSupport
import Testing

/// A session of three turns with a subagent, a spilled result and more beside it.
private struct BusySession {
    static let id = "11111111-2222-4333-8444-555555555555"
    /// Invented when the tests run, so that no scanner takes it for a real one.
    let token =
        "ghp_"
        + String((0..<36).map { _ in Array("abcdefghijkmnpqrstuvwxyz23456789").randomElement() ?? "x" })
    let root: String

    init(_ root: String) throws {
        self.root = root
        var builder = TranscriptBuilder()
        builder.prompt("first")
        builder.call("m1", "t1", "Task", #"{"subagent_type":"Explore","description":"Look","prompt":"look"}"#)
        builder.result("t1", "seen")
        builder.answer("m2", "done")
        builder.prompt("second")
        builder.call("m3", "t2")
        builder.result(
            "t2",
            "<persisted-output>\nOutput too large (40KB). Full output saved to: /home/ann/x/b1.txt\n\nPreview:\nbegin"
        )
        builder.record("attachment", #""attachment":{"type":"environment","text":"PATH"}"#)
        builder.line(#"{"type":"file-history-snapshot","messageId":"x","snapshot":{}}"#)
        builder.line(#"{"type":"user","text":"\ud83d"}"#)
        builder.line("garbage")
        builder.line("")
        builder.answer("m4", "done again")
        try write(builder.text, Self.id + ".jsonl")
        let side = #""isSidechain":true,"agentId":"a1""#
        var agent = TranscriptBuilder()
        agent.prompt("look", side)
        agent.answer("s1", "the token is \(token)", side)
        try write(agent.text, Self.id + "/subagents/agent-a1.jsonl")
        try write(#"{"agentType":"Explore","toolUseId":"t1"}"#, Self.id + "/subagents/agent-a1.meta.json")
        try write("whole output with \(token)", Self.id + "/tool-results/b1.txt")
        try write("never named", Self.id + "/tool-results/b2.txt")
        try write("a\u{0}b", Self.id + "/tool-results/b3.bin")
    }

    private func write(_ text: String, _ name: String) throws {
        let path = Paths.join(root, name)
        _ = try Files.makeDirectory(Paths.directory(path))
        try Files.write(Array(text.utf8), to: path)
    }

    /// The bundle, and what a person is told.
    func bundle(messages: Int? = nil, _ change: (inout ExportOptions) -> Void) throws -> (
        json: JSONValue, document: Document
    ) {
        var options = ExportOptions(exportedAt: exportTime)
        options.messages = messages
        change(&options)
        let opened = try transcript(at: root + "/" + Self.id + ".jsonl")
        let document = try Exporter(opened, options, redaction: ExportRedaction(Redactor())).document(.json)
        return (try JSONParser.parse(document.content), document)
    }
}

@Suite struct SidecarTests {
    private func withSession(_ body: (BusySession) throws -> Void) throws {
        try withTemporaryDirectory { try body(BusySession($0)) }
    }

    @Test("what subagents said is counted in no export of the session")
    func countsWithSidecars() throws {
        try withSession { session in
            let plain = try session.bundle { _ in }.document.summary.counts
            #expect(try session.bundle { $0.sidecars = true }.document.summary.counts == plain)
        }
    }

    @Test("a spilled result that is no text does not travel, and is told")
    func binaryResult() throws {
        try withSession { session in
            let path = Paths.join(session.root, BusySession.id + "/tool-results/b1.txt")
            try Files.write([UInt8](repeating: 0, count: 4096), to: path)
            let (bundle, document) = try session.bundle { $0.sidecars = true }
            #expect(bundle["sidecars"]?["tool_results"]?.elements.map { $0 }.isEmpty == true)
            #expect(document.summary.notes == ["1 spilled result is no text and left out"])
            #expect(document.content.count < 16_384)
        }
    }

    @Test("subagents that are too many are told")
    func manySubagents() throws {
        try withSession { session in
            let line = #"{"type":"user","uuid":"x","isSidechain":true,"message":{"content":"x"}}"#
            for number in 0..<SubagentLimits.count + 4 {
                let path = Paths.join(session.root, BusySession.id + "/subagents/agent-b\(number).jsonl")
                try Files.write(Array(line.utf8), to: path)
            }
            let (bundle, document) = try session.bundle { $0.sidecars = true }
            #expect(bundle["sidecars"]?["subagents"]?.elements.map { $0 }.count == SubagentLimits.count)
            #expect(document.summary.notes == ["5 subagents beyond 2000 left out"])
        }
    }

    @Test("subagents and spilled results travel when asked, without secrets")
    func sidecars() throws {
        try withSession { session in
            let plain = try session.bundle { _ in }
            #expect(plain.json["sidecars"] == nil && plain.json["raw"] == nil)
            let (bundle, document) = try session.bundle { $0.sidecars = true }
            let agents = bundle["sidecars"]?["subagents"]?.elements.map { $0 } ?? []
            #expect(agents.map { $0["id"]?.string } == ["a1"])
            #expect(agents[0]["type"]?.string == "Explore" && agents[0]["toolUseId"]?.string == "t1")
            #expect(agents[0]["description"]?.string == "Look")
            let messages = agents[0]["messages"]?.elements.map { $0 } ?? []
            #expect(messages.map { $0["message"]?["role"]?.string } == ["user", "assistant"])
            #expect(messages[0]["isSidechain"]?.bool == true && messages[0]["agentId"]?.string == "a1")
            #expect(messages[1]["parentUuid"]?.string == messages[0]["uuid"]?.string)
            let results = bundle["sidecars"]?["tool_results"]?.elements.map { $0 } ?? []
            #expect(results.map { $0["name"]?.string } == ["b1.txt"])
            #expect(results[0]["content"]?.string == "whole output with [redacted:github-token:1]")
            #expect(!document.text.contains(session.token))
            #expect(document.summary.findings.map(\.count) == [2])
            // The session's own messages are as many as without.
            #expect(
                bundle["messages"]?.elements.map { _ in 1 } == plain.json["messages"]?.elements.map { _ in 1 }
            )
        }
    }

    @Test("only what belongs to the exported messages travels")
    func part() throws {
        try withSession { session in
            let bundle = try session.bundle(messages: 4) { $0.sidecars = true }.json
            #expect(bundle["sidecars"]?["subagents"]?.elements.map { _ in 1 } == [])
            #expect(bundle["sidecars"]?["tool_results"]?.elements.map { _ in 1 } == [1])
            let first = try session.bundle(messages: nil) {
                $0.sidecars = true
                $0.history = .full
            }.json
            #expect(first["sidecars"]?["subagents"]?.elements.map { _ in 1 } == [1])
        }
    }

    @Test("a lossless export holds every line and file apart from redaction, and says what it carries")
    func raw() throws {
        try withSession { session in
            let (bundle, document) = try session.bundle(messages: 4) { $0.raw = true }
            #expect(bundle["version"]?.string == "1.0.0")
            #expect(bundle["messages"]?.elements.map { _ in 1 }.count == 4)
            let files = bundle["raw"]?["files"]?.elements.map { $0 } ?? []
            let id = BusySession.id
            #expect(
                files.map { $0["path"]?.string } == [
                    id + ".jsonl", id + "/subagents/agent-a1.jsonl", id + "/subagents/agent-a1.meta.json",
                    id + "/tool-results/b1.txt", id + "/tool-results/b2.txt",
                ]
            )
            // Line by line what is in the file, but for what is no JSON and half characters.
            let source = String(
                decoding: try Files.read(session.root + "/" + id + ".jsonl"),
                as: UTF8.self
            ).split(separator: "\n").filter { $0 != "garbage" }
            let lines = files[0]["lines"]?.elements.map { $0 } ?? []
            #expect(lines.count == source.count)
            for (line, text) in zip(lines, source) where !text.contains("ud83d") {
                var writer = JSONWriter()
                writer.copy(line)
                #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
            }
            #expect(lines.contains { $0["text"]?.string == "\u{fffd}" })
            #expect(files[3]["text"]?.string == "whole output with [redacted:github-token:1]")
            #expect(!document.text.contains(session.token))
            let notes = document.summary.notes.joined(separator: "\n")
            for part in [
                "attachments (system prompts, CLAUDE.md, environment, hook output) 1", "file history 1",
                "subagents' files 2", "spilled results 2", "1 line was not valid Unicode and repaired",
                "1 line is no JSON object and left out", "1 file beside the transcript left out",
            ] {
                #expect(notes.contains(part), "\(part)")
            }
        }
    }

    @Test("a bundle with more beside it is read, and says what will not be installed")
    func read() throws {
        try withSession { session in
            let (_, document) = try session.bundle {
                $0.sidecars = true
                $0.raw = true
            }
            let bundle = try Bundle.read(document.content)
            #expect(bundle.messages.count == document.summary.messageCount)
            #expect(
                bundle.warnings == [
                    "5 raw files in the file will not be installed but for subagents and spilled results"
                ]
            )
            #expect(bundle.sides.subagents.map(\.id) == ["a1"])
            #expect(bundle.sides.toolResults.map(\.name) == ["b1.txt"])
        }
    }

    @Test("entries tell what was left out before them, and queued prompts")
    func marks() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        for number in 0..<10 {
            builder.call("m\(number)", "t\(number)")
            builder.result("t\(number)", "r")
        }
        builder.record("attachment", #""attachment":{"type":"queued_command","prompt":"and this"}"#)
        builder.answer("end", "done")
        let bundle = try JSONParser.parse(export(builder, .json, messages: 4).content)
        let entries = bundle["messages"]?.elements.map { $0 } ?? []
        #expect(entries.map { $0["omittedBefore"]?.int } == [nil, 18, nil, nil])
        #expect(entries.map { $0["hasQueuedPrompt"]?.bool } == [nil, nil, true, nil])
        let blocks = entries[2]["message"]?["content"]?.elements.map { $0["type"]?.string }
        #expect(blocks == ["tool_result", "text"])
    }
}
