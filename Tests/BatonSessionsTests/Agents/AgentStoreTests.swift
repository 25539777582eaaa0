import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct AgentStoreTests {
    private let codexName = "rollout-2026-07-13T11-51-42-\(Codex.id).jsonl"

    /// A home in which four agents have a session of one project each.
    private func withHome(_ body: (_ home: String, _ project: String) throws -> Void) throws {
        try withTemporaryDirectory { home in
            let project = home + "/work"
            try Files.makeDirectory(project)
            func write(_ text: String, _ path: String) throws {
                try Files.makeDirectory(Paths.directory(home + "/" + path))
                try Files.write(Array(text.utf8), to: home + "/" + path)
            }
            var builder = TranscriptBuilder(cwd: project)
            builder.prompt("to claude")
            try write(
                builder.text,
                ".claude/projects/\(ProjectFolder.name(of: project))/11111111-2222-4333-8444-555555555555.jsonl"
            )
            let lines = [Codex.meta(project), Codex.message("user", "to codex")]
            try write(lines.joined(separator: "\n"), ".codex/sessions/2026/07/13/" + codexName)
            try write(project + "\n", ".gemini/tmp/work/.project_root")
            let chat = [Gemini.metadata, Gemini.message("1", "user", #""to gemini""#)]
            try write(
                chat.joined(separator: "\n"),
                ".gemini/tmp/work/chats/session-2026-01-01T10-00-aaaaaaaa.jsonl"
            )
            let info =
                #"{"id":"ses_1","projectID":"p","directory":"\#(project)","title":"to opencode","time":{"created":1,"updated":2}}"#
            try write(info, ".local/share/opencode/storage/session/p/ses_1.json")
            try body(home, project)
        }
    }

    @Test("the sessions of all agents are one list")
    func list() throws {
        try withHome { home, project in
            let stores = SessionStores(.poisoned(homeDirectory: home))
            let titles = ["to claude", "to codex", "to gemini", "to opencode"]
            let all = try stores.sessions().compactMap(\.title).sorted()
            #expect(all == titles)
            let here = try stores.sessions(inProjects: [project]).compactMap(\.title).sorted()
            #expect(here == titles)
            #expect(try stores.sessions(inProjects: [home + "/other"]).isEmpty)
            let agents = try stores.sessions().map(\.agent)
            #expect(Set(agents) == Set(SessionStores.agents))
        }
    }

    @Test("a session of any agent is found by its id and by the beginning of it")
    func find() throws {
        try withHome { (home, project) throws in
            let finder = SessionFinder(.poisoned(homeDirectory: home), projectDirectories: [project])
            #expect(try finder.session(Codex.id).agent == "codex")
            #expect(try finder.session("aaaaaaaa").agent == "gemini-cli")
            #expect(try finder.session("ses_1").agent == "opencode")
            #expect(try finder.session("1111").agent == "claude-code")
        }
    }

    @Test("the environment names the stores")
    func environment() throws {
        try withHome { (home, _) throws in
            let context = Context.poisoned(
                environment: [
                    "CODEX_HOME": home + "/.codex", "GEMINI_CLI_HOME": home,
                    "XDG_DATA_HOME": home + "/.local/share",
                ]
            )
            #expect(try CodexStore(context).sessions().count == 1)
            #expect(try GeminiStore(context).sessions().count == 1)
            #expect(try OpenCodeStore(context).sessions().count == 1)
        }
    }

    @Test("of a rollout that is there plain and compressed the plain one counts; archived ones are listed")
    func compressed() throws {
        try withHome { home, _ in
            let store = CodexStore(.poisoned(homeDirectory: home))
            let folder = home + "/.codex/sessions/2026/07/13/"
            let bytes = try Files.read(folder + codexName)
            try Files.write(zstandard(bytes), to: folder + codexName + ".zst")
            let paths = try store.sessions().map(\.path)
            #expect(paths == [folder + codexName])
            try Files.remove(folder + codexName)
            let session = try #require(try store.sessions().first)
            #expect(session.path == folder + codexName + ".zst")
            #expect(session.id == Codex.id)
            #expect(session.title == "to codex")
            try Files.makeDirectory(home + "/.codex/archived_sessions")
            try Files.write(bytes, to: home + "/.codex/archived_sessions/rollout-x.jsonl")
            #expect(try store.sessions().count == 2)
        }
    }

    @Test("a project's folder of Gemini CLI may be named by the hash of its path")
    func hashed() throws {
        try withTemporaryDirectory { home in
            // SHA-256 of "/home/dev/demo", as sha256sum(1) gives it.
            let name = "c6604f1ed37b2f8d96e8e55765a4a09cbc48bd090f4d5eae9b7959006114510f"
            let folder = home + "/.gemini/tmp/\(name)/chats"
            try Files.makeDirectory(folder)
            try Files.write(
                Array(Gemini.sample.joined(separator: "\n").utf8),
                to: folder + "/session-2026-01-01T10-00-aaaaaaaa.jsonl"
            )
            let store = GeminiStore(.poisoned(homeDirectory: home))
            #expect(try store.sessions(inProjects: ["/home/dev/demo"]).count == 1)
            #expect(try store.sessions(inProjects: ["/home/dev"]).isEmpty)
        }
    }
}
