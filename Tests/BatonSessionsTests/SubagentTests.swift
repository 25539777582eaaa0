import BatonSessions
import Platform
import TestSupport
import Testing

/// A session on the disk with files beside it.
struct SessionFolder {
    let root: String
    static let id = "11111111-2222-4333-8444-555555555555"

    func write(_ text: String, _ name: String) throws {
        let path = Paths.join(root, name)
        _ = try Files.makeDirectory(Paths.directory(path))
        try Files.write(Array(text.utf8), to: path)
    }

    func transcript() throws -> Transcript {
        try Transcript(
            SessionFinder(.poisoned(), projectDirectories: []).session(
                atPath: Paths.join(root, Self.id + ".jsonl")
            )
        )
    }
}

/// A session's folder that is removed afterwards.
func withSessionFolder<Result>(
    _ builder: TranscriptBuilder,
    _ body: (SessionFolder) throws -> Result
) throws -> Result {
    try withTemporaryDirectory { root in
        let folder = SessionFolder(root: root)
        try folder.write(builder.text, SessionFolder.id + ".jsonl")
        return try body(folder)
    }
}

/// The lines of a subagent: its prompt, a call, the result, an answer.
func agentLines(_ id: String, _ prompt: String, session: String = SessionFolder.id) -> TranscriptBuilder {
    var builder = TranscriptBuilder(sessionID: session)
    let fields = #""isSidechain":true,"agentId":"\#(id)""#
    builder.prompt(prompt, fields)
    builder.call("\(id)-m1", "\(id)-t1", "Grep", #"{"pattern":"x"}"#, fields)
    builder.result("\(id)-t1", "found", fields)
    builder.answer("\(id)-m2", "answer of \(id)", fields)
    return builder
}

@Suite struct SubagentTests {
    static let task = #"{"subagent_type":"Explore","description":"Look around","prompt":"look around"}"#

    func session() -> TranscriptBuilder {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.call("m1", "t1", "Task", Self.task)
        builder.result("t1", "all seen")
        builder.answer("m2", "done")
        return builder
    }

    let messages = ["U:look around", "A:call a1-t1", "U:result a1-t1", "A:answer of a1"]

    @Test("a subagent in the session's own folder is known by the facts beside it")
    func metaFile() throws {
        try withSessionFolder(session()) { folder in
            let place = SessionFolder.id + "/subagents/agent-a1"
            try folder.write(agentLines("a1", "look around").text, place + ".jsonl")
            try folder.write(
                #"{"agentType":"Plan","description":"A plan","toolUseId":"t1","parentAgentId":"b2"}"#,
                place + ".meta.json"
            )
            let agent = try #require(folder.transcript().subagents().first)
            #expect(agent.id == "a1" && agent.type == "Plan" && agent.description == "A plan")
            #expect(agent.toolUseID == "t1" && agent.parentID == "b2" && agent.workflow == nil)
            #expect(try sketch(agent.conversation()) == messages)
        }
    }

    @Test(
        "without such facts the call is the one whose result names the agent, or whose prompt is the agent's"
    )
    func links() throws {
        try withSessionFolder(session()) { folder in
            try folder.write(
                agentLines("a1", "look around").text,
                SessionFolder.id + "/subagents/agent-a1.jsonl"
            )
            let agent = try #require(folder.transcript().subagents().first)
            #expect(agent.toolUseID == "t1" && agent.type == "Explore" && agent.description == "Look around")
        }
        var builder = TranscriptBuilder()
        builder.prompt("go")
        builder.call("m1", "t1", "Agent", Self.task)
        builder.call("m1", "t2", "Agent", Self.task)
        builder.result("t2", "seen", #""toolUseResult":{"agentId":"a1","status":"completed"}"#)
        try withSessionFolder(builder) { folder in
            try folder.write(
                agentLines("a1", "something else").text,
                SessionFolder.id + "/subagents/agent-a1.jsonl"
            )
            #expect(try folder.transcript().subagents().map(\.toolUseID) == ["t2"])
        }
    }

    @Test("a subagent that a subagent started names it")
    func nested() throws {
        try withSessionFolder(session()) { folder in
            var outer = agentLines("a1", "look around")
            outer.call("a1-m3", "a1-t9", "Task", #"{"prompt":"deeper"}"#, #""isSidechain":true"#)
            try folder.write(outer.text, SessionFolder.id + "/subagents/agent-a1.jsonl")
            try folder.write(
                agentLines("b2", "deeper").text,
                SessionFolder.id + "/subagents/agent-b2.jsonl"
            )
            let agents = try folder.transcript().subagents()
            #expect(agents.map(\.id) == ["a1", "b2"])
            #expect(agents.map(\.toolUseID) == ["t1", "a1-t9"] && agents.map(\.parentID) == [nil, "a1"])
        }
    }

    @Test("agents of a workflow's run are found, and the run is named")
    func workflow() throws {
        try withSessionFolder(session()) { folder in
            let run = SessionFolder.id + "/subagents/workflows/wf_1/"
            try folder.write(agentLines("w1", "part").text, run + "agent-w1.jsonl")
            try folder.write(#"{"type":"started","key":"k","agentId":"w1"}"#, run + "journal.jsonl")
            let agents = try folder.transcript().subagents()
            #expect(agents.map(\.id) == ["w1"] && agents.map(\.workflow) == ["wf_1"])
        }
    }

    @Test("a file beside the session counts when its lines name the session; those that only warm up do not")
    func beside() throws {
        try withSessionFolder(session()) { folder in
            try folder.write(agentLines("a1", "look around").text, "agent-a1.jsonl")
            try folder.write(agentLines("c3", "x", session: "other").text, "agent-c3.jsonl")
            try folder.write(agentLines("d4", "Warmup").text, "agent-d4.jsonl")
            let agents = try folder.transcript().subagents()
            #expect(agents.map(\.id) == ["a1"] && agents.map(\.toolUseID) == ["t1"])
        }
    }

    @Test("subagents among the session's lines are told apart by their roots, and are no part of the session")
    func inline() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        let call = builder.call("m1", "t1", "Task", Self.task)
        let side = #""isSidechain":true"#
        builder.prompt("look around", side, parent: .root)
        let first = builder.answer("s1", "one", side)
        builder.prompt("other", side, parent: .root)
        builder.answer("s2", "two", side)
        builder.answer("s3", "one more", side, parent: .uuid(first))
        builder.result("t1", "seen", parent: .uuid(call))
        builder.answer("m2", "done")
        try withTranscript(builder.bytes) { transcript in
            #expect(
                try sketch(transcript.conversation(.full))
                    == ["U:go", "A:call t1", "U:result t1", "A:done"]
            )
            let agents = try transcript.subagents()
            #expect(agents.map(\.id) == ["inline-1", "inline-2"])
            #expect(agents.map(\.toolUseID) == ["t1", nil] && agents[0].type == "Explore")
            #expect(try sketch(agents[0].conversation()) == ["U:look around", "A:one", "A:one more"])
            #expect(try sketch(agents[1].conversation()) == ["U:other", "A:two"])
        }
    }

    @Test("links, odd names and broken files are left out")
    func hostile() throws {
        try withSessionFolder(session()) { folder in
            let place = SessionFolder.id + "/subagents/"
            try folder.write(agentLines("ok", "fine").text, place + "agent-ok.jsonl")
            try folder.write("secret", "elsewhere.jsonl")
            try folder.write("garbage", place + "agent-bad.jsonl")
            try folder.write("", place + "agent-empty.jsonl")
            try folder.write(agentLines("x", "y").text, place + "agent-a b.jsonl")
            try folder.write(agentLines("x", "y").text, place + "agent-..jsonl")
            try link(folder.root + "/elsewhere.jsonl", at: folder.root + "/" + place + "agent-link.jsonl")
            try folder.write(#"{"agentType":7,"toolUseId":[]}"#, place + "agent-ok.meta.json")
            _ = try Files.makeDirectory(folder.root + "/outside")
            try folder.write(agentLines("out", "y").text, "outside/agent-out.jsonl")
            _ = try Files.makeDirectory(folder.root + "/" + place + "workflows")
            try link(folder.root + "/outside", at: folder.root + "/" + place + "workflows/wf_9")
            #expect(try folder.transcript().subagents().map(\.id) == ["ok"])
        }
        try withSessionFolder(session()) { folder in
            try folder.write(agentLines("a1", "x").text, "real/subagents/agent-a1.jsonl")
            try link(folder.root + "/real", at: folder.root + "/" + SessionFolder.id)
            #expect(try folder.transcript().subagents().isEmpty)
        }
    }

    @Test("parents in a circle end the search for a root")
    func circle() throws {
        var builder = TranscriptBuilder()
        builder.prompt("go")
        let side = #""isSidechain":true"#
        builder.record(
            "user",
            #""message":{"role":"user","content":"x"},"# + side,
            parent: .uuid("c2"),
            uuid: "c1"
        )
        builder.record(
            "user",
            #""message":{"role":"user","content":"y"},"# + side,
            parent: .uuid("c1"),
            uuid: "c2"
        )
        try withTranscript(builder.bytes) { transcript in
            let agents = try transcript.subagents()
            #expect(agents.count == 1)
            #expect(try sketch(agents[0].conversation()) == ["U:x", "U:y"])
        }
    }
}
