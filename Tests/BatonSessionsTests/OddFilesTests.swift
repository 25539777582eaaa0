import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct OddFilesTests {
    @Test(
        "a file that is no text is told by its form",
        arguments: [
            ([0x1f, 0x8b, 8, 0], "gzip"), ([0x42, 0x5a, 0x68, 0x39], "bzip2"), ([0x50, 0x4b, 3, 4], "zip"),
            ([0xff, 0xfe, 0x7b, 0], "UTF-16"), (Array("SQLite format 3\0".utf8), "SQLite"),
            ([1, 2, 3], "no line of it is a JSON object"), (Array("PK".utf8), "no line of it"),
        ] as [([UInt8], String)]
    )
    func forms(bytes: [UInt8], word: String) throws {
        try withTemporaryDirectory { root in
            try Files.write(bytes, to: root + "/x.jsonl")
            let session = try SessionFinder(.poisoned(), projectDirectories: []).session(
                atPath: root + "/x.jsonl"
            )
            let transcript = try Transcript(session)
            let error = #expect(throws: SessionError.self) { try transcript.conversation(.full) }
            #expect(error?.description.contains(word) == true)
        }
    }

    @Test("a project's folder that is linked under a second name is listed once")
    func linkedFolder() throws {
        try withTemporaryDirectory { root in
            var builder = TranscriptBuilder()
            builder.prompt("apple")
            let projects = root + "/.claude/projects"
            try Files.makeDirectory(projects + "/-a")
            try Files.makeDirectory(root + "/elsewhere")
            try Files.write(builder.bytes, to: projects + "/-a/x.jsonl")
            try Files.write(builder.bytes, to: root + "/elsewhere/y.jsonl")
            try link(projects + "/-a", at: projects + "/-b")
            try link(projects, at: projects + "/-c")
            try link(root + "/elsewhere", at: projects + "/-d")
            try link(root + "/elsewhere", at: projects + "/-e")
            try link("-f", at: projects + "/-f")
            let store = ClaudeCodeStore(.poisoned(homeDirectory: root))
            #expect(try store.transcripts(inProjects: nil).map(\.id).sorted() == ["x", "y"])
        }
    }

    @Test("sessions of two agents with one id are told apart by their paths")
    func clash() throws {
        try withTemporaryDirectory { root in
            let id = "019b0000-0000-7000-8000-000000000001"
            var builder = TranscriptBuilder(sessionID: id)
            builder.prompt("apple")
            let rollouts = root + "/.codex/sessions/2026/01/01"
            try Files.makeDirectory(root + "/.claude/projects/-a")
            try Files.makeDirectory(rollouts)
            try Files.write(builder.bytes, to: root + "/.claude/projects/-a/\(id).jsonl")
            let rollout = rollouts + "/rollout-2026-01-01T00-00-00-\(id).jsonl"
            try Files.write(Array((Codex.meta() + "\n").utf8), to: rollout)
            let finder = SessionFinder(.poisoned(homeDirectory: root), projectDirectories: [])
            let error = #expect(throws: SessionError.self) { try finder.session(id) }
            #expect(error?.description.contains(rollout) == true)
            #expect(error?.description.contains("codex") == true)
            #expect(error?.hint?.contains("path") == true)
        }
    }
}
