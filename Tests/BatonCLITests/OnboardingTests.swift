import JSON
import Platform
import TestSupport
import Testing

/// `onboarding` over the sessions of a real repository.
@Suite("Onboarding")
struct OnboardingTests {
    /// Three sessions: one on files that are there, one on a file that is gone, one of a word.
    private func withProject(_ body: (Room) throws -> Void) throws {
        try withRoom { room throws in
            try Files.makeDirectory(room.sessions)
            try Files.makeDirectory(Paths.join(room.work, "lib/core"))
            try Files.makeDirectory(Paths.join(room.root, "shares"))
            let config = Paths.join(room.home, ".config/baton/config.yml")
            try Files.makeDirectory(Paths.directory(config))
            try Files.create(
                Array(
                    "default_store: desk\nstores: {desk: {type: directory, path: '\(room.root)/shares'}}\n"
                        .utf8
                ),
                at: config
            )
            for name in ["a.txt", "b.txt"] {
                try Files.create(Array("x\n".utf8), at: Paths.join(room.work, "lib/core/" + name))
            }
            for command in [["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "First"]] {
                try #require(room.run("git", command).status == 0)
            }
            try add(room, 1, "Build the core", ["lib/core/a.txt", "lib/core/b.txt"], prompts: 4)
            try add(room, 2, "Try something", ["gone.txt"], prompts: 4)
            try add(room, 3, "Hello", [], prompts: 1, answers: false)
            try body(room)
        }
    }

    private func add(
        _ room: Room,
        _ number: Int,
        _ title: String,
        _ files: [String],
        prompts: Int,
        answers: Bool = true
    ) throws {
        let id = "\(number)1111111-2222-4333-8444-555555555555"
        var builder = TranscriptBuilder(sessionID: id, cwd: room.work)
        for place in 0..<prompts { builder.prompt("\(title), step \(place)") }
        for (place, file) in files.enumerated() {
            builder.call(
                "m\(place)",
                "t\(place)",
                "Write",
                "{\"file_path\":\"\(room.work)/\(file)\",\"content\":\"x\"}"
            )
            builder.result("t\(place)", "ok")
        }
        if answers { builder.answer("last", "Done with \(title).") }
        builder.line("{\"type\":\"custom-title\",\"customTitle\":\"\(title)\",\"sessionId\":\"\(id)\"}")
        try Files.create(builder.bytes, at: Paths.join(room.sessions, id + ".jsonl"))
    }

    private func said(_ result: Platform.ProgramResult) -> String {
        String(decoding: result.error, as: UTF8.self)
    }

    @Test("the session whose files are still there comes first, with its reasons")
    func score() throws {
        try withProject { room in
            let code = """
                for _, tip in ipairs(baton.sessions.worth_reading()) do
                  print(tip.session.title, #tip.files, tip.reasons[1], tip.score >= 0 and tip.score <= 1)
                end
                """
            let lines = said(try room.baton(["eval", code])).split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines.first == "Build the core\t2\t2 of 2 changed files are still there\ttrue")
            #expect(lines.last?.hasPrefix("Hello\t0\t1 prompt") == true)
        }
    }

    @Test("the best become one page and one share of it; the page tells which session explains what")
    func collect() throws {
        try withProject { room in
            let result = try room.baton(["run", "onboarding", "--limit", "2", "--json"])
            try #require(result.status == 0, "\(said(result))")
            let outputs = try JSONParser.parse(result.output)
            #expect(outputs["sessions"]?.int == 2)
            #expect(outputs["path"]?.string == Paths.join(room.work, "onboarding-work.md"))
            let page = String(
                decoding: try Files.read(Paths.join(room.work, "onboarding-work.md")),
                as: UTF8.self
            )
            #expect(page.contains("**Welcome.**"))
            #expect(page.contains("- `lib/core`: `11111111` (2 files)\n"))
            #expect(page.contains("`baton run handoff --session 11111111-2222-4333-8444-555555555555`"))
            #expect(
                page.contains("## Session 1: Build the core") || page.contains("## Session 2: Build the core")
            )
            #expect(!page.contains("Hello"))
            #expect(try Files.names(in: Paths.join(room.root, "shares")).count == 1)
            #expect(outputs["link"]?.string?.contains("#AGE-SECRET-KEY-1") == true)
        }
    }

    @Test(
        "named sessions are taken; with bundles each has its link on the encrypted page and none in the file"
    )
    func named() throws {
        try withProject { room in
            let result = try room.baton(
                ["run", "onboarding", "--sessions", "21111111,Hello", "--bundles", "--json"]
            )
            try #require(result.status == 0, "\(said(result))")
            #expect(try JSONParser.parse(result.output)["sessions"]?.int == 2)
            #expect(try Files.names(in: Paths.join(room.root, "shares")).count == 3)
            let page = String(
                decoding: try Files.read(Paths.join(room.work, "onboarding-work.md")),
                as: UTF8.self
            )
            #expect(
                page.contains("Try something") && page.contains("Hello") && !page.contains("Build the core")
            )
            #expect(!page.contains("AGE-SECRET-KEY"))
        }
    }

    @Test("one session is given in full, as before, and nothing leaves when nothing should")
    func one() throws {
        try withProject { room in
            let result = try room.baton(
                ["run", "onboarding", "--session", "11111111", "--title", "How", "--no-share", "--json"]
            )
            try #require(result.status == 0, "\(said(result))")
            let page = String(
                decoding: try Files.read(Paths.join(room.work, "onboarding-work.md")),
                as: UTF8.self
            )
            #expect(page.contains("**Session:** How") && page.contains("### Message 1: 👤 User"))
            #expect(try Files.names(in: Paths.join(room.root, "shares")).isEmpty)
            let missing = try room.baton(["run", "onboarding", "--sessions", "zzz", "--no-share"])
            #expect(missing.status == 2 && said(missing).contains("there is no session 'zzz'"))
        }
    }

    @Test("at a terminal the person chooses")
    func choose() throws {
        try withProject { room in
            let result = try InProcess(room, home: "home").run(
                "run",
                "onboarding",
                "--no-share",
                answers: ["2"]
            )
            #expect(result.status == 0, "\(result.error)")
            #expect(result.error.contains("1. Build the core (") && result.error.contains("1 session"))
            let page = String(
                decoding: try Files.read(Paths.join(room.work, "onboarding-work.md")),
                as: UTF8.self
            )
            #expect(page.contains("Try something") && !page.contains("Build the core"))
        }
    }
}
