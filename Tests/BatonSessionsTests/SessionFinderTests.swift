import BatonSessions
import Platform
import TestSupport
import Testing

@Suite struct SessionFinderTests {
    static let one = "11111111-2222-4333-8444-555555555555"
    static let two = "11111112-2222-4333-8444-555555555555"
    static let three = "33333333-2222-4333-8444-555555555555"

    /// A home with three sessions in two projects.
    func withStore(
        environment: [String: String] = [:],
        ancestors: [Int32] = [],
        _ body: (_ root: String, _ finder: SessionFinder, _ store: ClaudeCodeStore) throws -> Void
    ) throws {
        try withTemporaryDirectory { root in
            let context = Context.poisoned(
                environment: environment.mapValues { $0.replacing("ROOT", with: root) },
                workingDirectory: root + "/work",
                homeDirectory: root,
                ancestors: ancestors
            )
            let store = ClaudeCodeStore(context)
            try Files.makeDirectory(root + "/work")
            for (index, (id, directory)) in [
                (Self.one, "/work"), (Self.two, "/work"), (Self.three, "/other"),
            ].enumerated() {
                let folder = store.folder(forProject: root + directory)
                try Files.makeDirectory(folder)
                var builder = TranscriptBuilder(sessionID: id, cwd: root + directory)
                builder.prompt("prompt \(index)")
                builder.answer("m", "answer")
                if index == 1 { builder.line(#"{"type":"custom-title","customTitle":"my/title"}"#) }
                if index == 2 { builder.line(#"{"type":"custom-title","customTitle":"three"}"#) }
                try Files.write(builder.bytes, to: folder + "/\(id).jsonl")
                touch(folder + "/\(id).jsonl", seconds: 1_772_000_000 + index * 100)
            }
            try body(root, SessionFinder(context, projectDirectories: [root + "/work"]), store)
        }
    }

    @Test("a session is found by id, by a beginning of it that is unique, and by title")
    func selectors() throws {
        try withStore { root, finder, store in
            for (selector, id) in [
                (Self.one, Self.one), ("11111111", Self.one), ("3", Self.three), ("three", Self.three),
                ("my/title", Self.two),
                (store.folder(forProject: root + "/other") + "/\(Self.three).jsonl", Self.three),
                ("../.claude/projects/\(ProjectFolder.name(of: root + "/work"))/\(Self.one).jsonl", Self.one),
            ] {
                let session = try finder.session(selector)
                #expect(session.id == id, "\(selector)")
            }
            for selector in ["", "9", "Three", "no/title", String(Self.one.dropLast()) + "6"] {
                #expect(throws: SessionError.notFound(selector: selector)) { try finder.session(selector) }
            }
            let error = #expect(throws: PlatformError.self) { try finder.session("./none.jsonl") }
            #expect(error?.isNotFound == true)
        }
    }

    @Test("what could be several sessions is an error that lists them")
    func ambiguous() throws {
        try withStore { _, finder, _ in
            let error = #expect(throws: SessionError.self) { try finder.session("1111111") }
            guard case .ambiguous(let selector, let matches)? = error else {
                Issue.record("no list")
                return
            }
            #expect(selector == "1111111")
            #expect(matches.count == 2)
            #expect(matches.contains { $0.hasPrefix(Self.one) && $0.contains("prompt 0") })
        }
    }

    @Test("copies of one session in several projects are one; the latest counts")
    func copies() throws {
        try withStore { root, finder, store in
            let copy = store.folder(forProject: root + "/other") + "/\(Self.one).jsonl"
            try Files.write(Array(#"{"type":"user","cwd":"/copy","message":{"content":"x"}}"#.utf8), to: copy)
            let session = try finder.session("11111111")
            #expect(session.path == copy)
            #expect(session.cwd == "/copy")
        }
    }

    @Test("current is the session this process runs in")
    func inside() throws {
        try withStore(environment: ["CLAUDECODE": "1", "CLAUDE_CODE_SESSION_ID": Self.three]) {
            _,
            finder,
            _ in
            let session = try finder.session("current")
            #expect(session.id == Self.three)
        }
        // Without the flag the id is left over from somewhere.
        try withStore(environment: ["CLAUDE_CODE_SESSION_ID": Self.three]) { _, finder, _ in
            let session = try finder.session("current")
            #expect(session.id == Self.two)
        }
        try withStore(environment: ["CLAUDECODE": "1", "CLAUDE_CODE_SESSION_ID": "../../x"]) { _, finder, _ in
            let session = try finder.session("current")
            #expect(session.id == Self.two)
        }
    }

    @Test("current is the session that a process above this one works on")
    func running() throws {
        try withStore(ancestors: [10, 20, 30]) { root, finder, store in
            let folder = store.configurationDirectory + "/sessions"
            try Files.makeDirectory(folder)
            try Files.write(Array("junk".utf8), to: folder + "/10.json")
            try Files.write(Array("{\"sessionId\":\"\(Self.one)\"}".utf8), to: folder + "/20.json")
            try Files.write(Array("{\"sessionId\":\"\(Self.three)\"}".utf8), to: folder + "/30.json")
            var session = try finder.session("current")
            #expect(session.id == Self.one)
            // Its file may be gone, or be none.
            try Files.remove(session.path)
            try Files.makeDirectory(session.path)
            session = try finder.session("current")
            #expect(session.id == Self.two)
        }
    }

    @Test("current is else the newest session of the project")
    func newest() throws {
        try withStore { root, finder, store in
            var session = try finder.session("current")
            #expect(session.id == Self.two)
            touch(store.folder(forProject: root + "/work") + "/\(Self.one).jsonl", seconds: 1_773_000_000)
            session = try finder.session("current")
            #expect(session.id == Self.one)
            let nowhere = SessionFinder(.poisoned(homeDirectory: root), projectDirectories: ["/nowhere/else"])
            #expect(throws: SessionError.noneHere(directory: "/nowhere/else")) {
                try nowhere.session("current")
            }
        }
    }

    @Test("CLAUDE_CONFIG_DIR moves the store, and a name for the folder counts only with it")
    func configuration() throws {
        let name = ["CLAUDE_CODE_PROJECT_DIR_NAME": "fixed"]
        try withStore(environment: ["CLAUDE_CONFIG_DIR": "ROOT/conf"]) { root, finder, store in
            #expect(store.projectsDirectory == root + "/conf/projects")
            let session = try finder.session(Self.one)
            #expect(session.path.hasPrefix(root + "/conf/projects/"))
        }
        try withStore(environment: ["CLAUDE_CONFIG_DIR": ""].merging(name) { $1 }) { root, _, store in
            #expect(store.projectsDirectory == root + "/.claude/projects")
            #expect(store.folder(forProject: "/x") == root + "/.claude/projects/-x")
        }
        try withStore(environment: ["CLAUDE_CONFIG_DIR": "ROOT/conf"].merging(name) { $1 }) {
            root,
            _,
            store in
            #expect(store.folder(forProject: "/x") == root + "/conf/projects/fixed")
        }
        let bad = ClaudeCodeStore(
            .poisoned(environment: ["CLAUDE_CONFIG_DIR": "/c", "CLAUDE_CODE_PROJECT_DIR_NAME": "../x"])
        )
        #expect(bad.folder(forProject: "/x") == "/c/projects/-x")
    }

    @Test("a list shows what sessions are, the latest first, and bears all that lies about")
    func listing() throws {
        try withStore { root, _, store in
            let folder = store.folder(forProject: root + "/work")
            try Files.write([], to: store.projectsDirectory + "/stray")
            try Files.write([0xff, 0x0a, 0x7b], to: folder + "/junk.jsonl")
            try Files.write(Array("{}".utf8), to: folder + "/agent-12345678.jsonl")
            try Files.write(Array("{}".utf8), to: folder + "/.hidden.jsonl")
            try Files.write(Array("{}".utf8), to: folder + "/notes.txt")
            try Files.makeDirectory(folder + "/dir.jsonl")
            try link(root + "/none", at: folder + "/dangling.jsonl")
            try link(folder, at: store.projectsDirectory + "/loop")
            try Files.makeDirectory(store.projectsDirectory + "/closed")
            try Files.setMode(0, of: store.projectsDirectory + "/closed")
            touch(folder + "/junk.jsonl", seconds: 1_700_000_000)
            let sessions = try store.sessions(inProjects: [root + "/work", root + "/work/../work"])
            #expect(sessions.map(\.id) == [Self.two, Self.one, "junk"])
            #expect(sessions[0].title == "my/title")
            #expect(sessions[0].customTitle == "my/title")
            #expect(sessions[1].title == "prompt 0")
            #expect(sessions[1].project == "work")
            #expect(sessions[1].cwd == root + "/work")
            #expect(sessions[1].branch == "main")
            #expect(sessions[1].model == "claude-sonnet-4-5")
            #expect(sessions[1].started == Timestamp("2026-02-28T10:30:16Z"))
            #expect(sessions[1].updated == Timestamp("2026-02-28T10:30:17Z"))
            #expect(sessions[2].title == nil)
            let all = try store.sessions()
            #expect(Set(all.map(\.id)) == [Self.one, Self.two, Self.three, "junk"])
        }
    }

    @Test("no store has no sessions")
    func empty() throws {
        #expect(try ClaudeCodeStore(.poisoned()).sessions().isEmpty)
    }

    @Test(
        "what the agent's own list hides is listed, but current only when there is nothing else"
    )
    func headless() throws {
        try withStore { root, finder, store in
            let folder = store.folder(forProject: root + "/work")
            func add(_ id: String, _ fields: String, seconds: Int) throws {
                var builder = TranscriptBuilder(sessionID: id, cwd: root + "/work")
                builder.prompt("script", fields)
                try Files.write(builder.bytes, to: folder + "/\(id).jsonl")
                touch(folder + "/\(id).jsonl", seconds: seconds)
            }
            let script = "44444444-2222-4333-8444-555555555555"
            let part = "55555555-2222-4333-8444-555555555555"
            try add(script, #""entrypoint":"sdk-cli""#, seconds: 1_773_000_000)
            try add(part, #""isSidechain":true"#, seconds: 1_773_000_001)
            #expect(try finder.session("current").id == Self.two)
            let stores = SessionStores(.poisoned(homeDirectory: root))
            let here = SessionFilter(projects: [root + "/work"])
            #expect(try stores.sessions(here).map(\.id) == [part, script, Self.two, Self.one])
            #expect(try finder.session(part).id == part)
            for id in [Self.one, Self.two] { try Files.remove(folder + "/\(id).jsonl") }
            #expect(try finder.session("current").id == part)
        }
    }

    @Test("a list is limited by time, agent and number, and the newest are told whatever the limit")
    func filters() throws {
        try withTemporaryDirectory { root in
            let store = ClaudeCodeStore(.poisoned(homeDirectory: root))
            let folder = store.folder(forProject: "/p")
            try Files.makeDirectory(folder)
            for number in 10..<60 {
                let path = folder + "/s\(number).jsonl"
                let time = Timestamp(seconds: 1_772_000_000 + Int64(number)).iso8601
                try Files.write(
                    Array(#"{"type":"user","timestamp":"\#(time)","message":{"content":"x"}}"#.utf8),
                    to: path
                )
                // Ten files share a time, and their records tell the order.
                touch(path, seconds: 1_772_000_000 + number / 10 * 10)
            }
            let stores = SessionStores(.poisoned(homeDirectory: root))
            let expected = (10..<60).reversed().map { "s\($0)" }
            var filter = SessionFilter(projects: ["/p"])
            #expect(try stores.sessions(filter).map(\.id) == expected)
            for limit in [1, 3, 10, 11, 49, 50, 70] {
                filter.limit = limit
                #expect(try stores.sessions(filter).map(\.id) == Array(expected.prefix(limit)))
            }
            filter.until = Timestamp(seconds: 1_772_000_041)
            filter.limit = 3
            #expect(try stores.sessions(filter).map(\.id) == ["s41", "s40", "s39"])
            filter.since = Timestamp(seconds: 1_772_000_041)
            #expect(try stores.sessions(filter).map(\.id) == ["s41"])
            filter.agents = []
            #expect(try stores.sessions(filter).isEmpty)
        }
    }
}
