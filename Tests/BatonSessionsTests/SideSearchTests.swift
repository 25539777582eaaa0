import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct SideSearchTests {
    static let id = "11111111-2222-4333-8444-555555555555"

    /// A transcript that names a spilled result, in the folder `root`.
    func write(in root: String) throws -> Session {
        var builder = TranscriptBuilder(sessionID: Self.id)
        builder.prompt("start")
        builder.assistant(
            "m",
            blocks: #"{"type":"tool_use","id":"t","name":"Bash","input":{"command":"cat"}}"#
        )
        builder.result(
            "t",
            "<persisted-output>\nOutput too large. Full output saved to: /h/tool-results/r1.txt\nPreview\npear\n</persisted-output>"
        )
        let path = root + "/\(Self.id).jsonl"
        try Files.write(builder.bytes, to: path)
        for folder in ["tool-results", "subagents", "subagents/workflows", "subagents/workflows/run1"] {
            try Files.makeDirectory(root + "/\(Self.id)/" + folder)
        }
        return try SessionFinder(.poisoned(), projectDirectories: []).session(atPath: path)
    }

    func agent(_ text: String, session: String = SideSearchTests.id) -> [UInt8] {
        var builder = TranscriptBuilder(sessionID: session)
        builder.prompt("task", "\"isSidechain\":true")
        builder.prompt(text, "\"isSidechain\":true")
        return builder.bytes
    }

    func search(_ words: String, _ session: Session, hits: Int = 100) throws -> SearchResult? {
        let query = try #require(SearchQuery(words))
        return try SessionSearch(query, hits: hits).results(in: [session]).first
    }

    @Test("messages of subagents are found in their files, and hits name the subagent")
    func subagents() throws {
        try withTemporaryDirectory { root in
            let session = try write(in: root)
            let folder = root + "/\(Self.id)/subagents"
            try Files.write(agent("apple one"), to: folder + "/agent-a1.jsonl")
            try Files.write(agent("apple two"), to: folder + "/workflows/run1/agent-b2.jsonl")
            try Files.write(agent("apple three"), to: root + "/agent-c3.jsonl")
            try Files.write(agent("apple four", session: "other"), to: root + "/agent-d4.jsonl")
            try Files.write(agent("apple five"), to: folder + "/notes.jsonl")
            let result = try #require(try search("apple", session))
            #expect(result.count == 3)
            #expect(result.hits.map(\.subagent) == ["a1", "b2", "c3"])
            #expect(result.hits.map(\.line) == [2, 2, 2])
            #expect(result.hits.map(\.message) == [nil, nil, nil])
            #expect(result.hits.map(\.excerpt) == ["apple one", "apple two", "apple three"])
            let two = try #require(try search("apple", session, hits: 2))
            #expect(two.hits.map(\.subagent) == ["a1", "b2"])
            #expect(two.count == 3)
        }
    }

    @Test("a subagent among the session's lines is named by its lines")
    func inline() throws {
        try withTemporaryDirectory { root in
            var builder = TranscriptBuilder(sessionID: Self.id)
            builder.prompt("start")
            builder.prompt("apple", "\"isSidechain\":true,\"agentId\":\"e5\"")
            builder.prompt("apple", "\"isSidechain\":true,\"agentId\":\"../e5\"")
            let path = root + "/x.jsonl"
            try Files.write(builder.bytes, to: path)
            let session = try SessionFinder(.poisoned(), projectDirectories: []).session(atPath: path)
            #expect(try search("apple", session)?.hits.map(\.subagent) == ["e5", nil])
        }
    }

    @Test("a spilled result is found at the message that has its beginning, once")
    func spilled() throws {
        try withTemporaryDirectory { root in
            let session = try write(in: root)
            let folder = root + "/\(Self.id)/tool-results"
            try Files.write(Array("pear and later an apple\n".utf8), to: folder + "/r1.txt")
            try Files.write([0xff, 0x00] + Array("an orphan".utf8), to: folder + "/r2.txt")
            let apple = try #require(try search("apple", session))
            #expect(apple.count == 1)
            #expect(apple.hits[0].message == 3)
            #expect(apple.hits[0].line == 3)
            #expect(apple.hits[0].kind == .result)
            #expect(apple.hits[0].timestamp != nil)
            #expect(apple.hits[0].excerpt == "pear and later an apple")
            // Both the message and the file have it.
            #expect(try search("pear", session)?.count == 1)
            #expect(try search("pear apple", session)?.hits.map(\.message) == [3])
            let orphan = try #require(try search("orphan", session))
            #expect(orphan.hits.map(\.message) == [nil])
            #expect(orphan.hits.map(\.line) == [nil])
        }
    }

    @Test("links beside a transcript are not followed")
    func links() throws {
        try withTemporaryDirectory { root in
            let session = try write(in: root)
            let folder = root + "/\(Self.id)"
            try Files.write(Array("apple".utf8), to: root + "/secret.txt")
            try Files.write(agent("apple"), to: root + "/agents.jsonl")
            try link(root + "/secret.txt", at: folder + "/tool-results/r1.txt")
            try link(root + "/agents.jsonl", at: folder + "/subagents/agent-a1.jsonl")
            try link(root, at: folder + "/subagents/workflows/run2")
            #expect(try search("apple", session) == nil)
        }
    }
}
