#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import JSON
import Platform
import TestSupport
import Testing

/// `pr-context` in a real repository, with a stand-in for `gh` (`BatonForgeTests/Programs/stand-in`).
@Suite("Pull requests")
struct PullRequestTests {
    private static let session = "11111111-2222-4333-8444-555555555555"
    private static let list = "GET-repos/o/n/issues/7/comments?per_page=100&page=1"

    /// A branch of two commits: a session wrote the file of the first, nobody's session that of the second.
    private func withBranch(_ body: (Room) throws -> Void) throws {
        try withRoom { room throws in
            var room = room
            let bin = Paths.join(room.root, "bin")
            for name in [bin, Paths.join(room.root, "answers"), Paths.join(room.root, "shares")] {
                try Files.makeDirectory(name)
            }
            let script = Repository.path("Tests/BatonForgeTests/Programs/stand-in")
            try #require(symlink(script, bin + "/gh") == 0)
            let git = try #require(findProgram("git"))
            try #require(symlink(git, bin + "/git") == 0)
            room.environment["PATH"] = bin
            room.environment["GIT_AUTHOR_DATE"] = "1772274700 +0000"
            room.environment["GIT_COMMITTER_DATE"] = "1772274700 +0000"
            let config = Paths.join(room.home, ".config/baton/config.yml")
            try Files.makeDirectory(Paths.directory(config))
            try Files.create(
                Array("stores: {desk: {type: directory, path: '\(room.root)/shares'}}\n".utf8),
                at: config
            )
            let text = (1...12).map { "a line that the session wrote, number \($0)\n" }.joined()
            var builder = TranscriptBuilder(sessionID: Self.session, cwd: room.work)
            builder.prompt("add the file, please; ask @somebody about #12")
            builder.call(
                "m1",
                "t1",
                "Write",
                "{\"file_path\":\"\(room.work)/made.txt\",\"content\":\(TranscriptBuilder.quoted(text))}"
            )
            builder.result("t1", "File created successfully")
            builder.call("m2", "t2", "Bash", #"{"command":"git add -A && git commit -m Second"}"#)
            builder.result("t2", "[topic/x 1234567] Second")
            builder.answer("m3", "It is there. </details> `code`")
            try Files.makeDirectory(room.sessions)
            try Files.create(builder.bytes, at: Paths.join(room.sessions, Self.session + ".jsonl"))
            for command in [
                ["init", "-q", "-b", "main"], ["remote", "add", "origin", "git@github.com:o/n.git"],
                ["commit", "-q", "--allow-empty", "-m", "First"], ["checkout", "-q", "-b", "topic/x"],
            ] { try #require(room.run("git", command).status == 0) }
            try Files.create(Array(text.utf8), at: Paths.join(room.work, "made.txt"))
            for command in [["add", "-A"], ["commit", "-q", "-m", "Second | `made`"]] {
                try #require(room.run("git", command).status == 0)
            }
            try Files.create(Array("by hand, and nothing else\n".utf8), at: Paths.join(room.work, "hand.txt"))
            for command in [["add", "-A"], ["commit", "-q", "-m", "By hand"]] {
                try #require(room.run("git", command).status == 0)
            }
            try answer(
                room,
                "GET-pr-view---json-number,state,url",
                #"{"number":7,"state":"OPEN","url":"https://github.com/o/n/pull/7"}"#
            )
            try answer(room, "GET-user", #"{"login":"me","id":1}"#)
            try answer(room, Self.list, "[]")
            try answer(
                room,
                "POST-repos/o/n/issues/7/comments",
                #"{"id":9,"body":"x","user":{"login":"me","id":1},"html_url":"https://github.com/o/n/pull/7#issuecomment-9"}"#
            )
            try body(room)
        }
    }

    private func answer(_ room: Room, _ request: String, _ text: String) throws {
        let name = String(request.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        try Files.write(Array(text.utf8), to: Paths.join(room.root, "answers/" + name))
    }

    private func log(_ room: Room) -> [String] {
        let bytes = (try? Files.read(Paths.join(room.root, "log"))) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func sent(_ room: Room, _ method: String) throws -> String {
        let json = try JSONParser.parse(Files.read(Paths.join(room.root, "input-" + method)))
        return json["body"]?.string ?? ""
    }

    private func said(_ result: Platform.ProgramResult) -> String {
        String(decoding: result.error, as: UTF8.self)
    }

    @Test("the page tells of all commits of the branch, their sessions, and those that have none")
    func page() throws {
        try withBranch { room in
            let result = try room.baton(["run", "pr-context", "--json"])
            try #require(result.status == 0, "\(said(result))")
            let outputs = try JSONParser.parse(result.output)
            #expect(outputs["sessions"]?.int == 1 && outputs["commits"]?.int == 2)
            #expect(outputs["commits_without_session"]?.int == 1)
            let name = "claude-context-topic-x-2026-02-28.md"
            #expect(
                said(result).contains(
                    "\(name): 1 session of 2 commits, 1 commit without a session, 0 secrets removed"
                )
            )
            let page = String(decoding: try Files.read(Paths.join(room.work, name)), as: UTF8.self)
            #expect(page.hasPrefix("# Context of branch topic/x\n"))
            #expect(page.contains("## 🌿 Branch topic/x\n\n### Commits\n\n- `"))
            #expect(page.contains("Second \\| \\`made\\` (session `11111111`)\n"))
            #expect(page.contains("By hand (no session)\n"))
            #expect(page.contains("### Changed files\n\n- `hand.txt` (+1 −0)\n- `made.txt` (+12 −0)\n"))
            #expect(page.contains("### What was asked\n\n- (1) add the file, please"))
            #expect(page.contains("- `made.txt`: written once"))
            #expect(log(room).isEmpty)
        }
    }

    @Test("a comment is written, left alone when it says the same, edited when it does not, and removed")
    func comment() throws {
        try withBranch { room in
            var result = try room.baton(["run", "pr-context", "--comment", "--json"])
            try #require(result.status == 0, "\(said(result))")
            #expect(try JSONParser.parse(result.output)["comment"]?.string == "created")
            #expect(said(result).contains("commenting on the pull request of this branch at github.com"))
            #expect(
                said(result).contains("the comment was written: https://github.com/o/n/pull/7#issuecomment-9")
            )
            let body = try sent(room, "POST")
            #expect(
                body.hasPrefix(
                    "<!-- baton:pr-context topic-x -->\n<details>\n<summary>Context of this branch: 1 session"
                )
            )
            #expect(body.contains("ask @\u{200b}somebody about") && !body.contains("@somebody"))
            #expect(body.split(separator: "</details>", omittingEmptySubsequences: false).count == 2)
            #expect(!log(room).joined().contains("add the file"))

            let quoted = TranscriptBuilder.quoted(body)
            try answer(
                room,
                Self.list,
                "[{\"id\":9,\"body\":\(quoted),\"user\":{\"login\":\"me\",\"id\":1}}]"
            )
            result = try room.baton(["run", "pr-context", "--comment", "--json"])
            #expect(try JSONParser.parse(result.output)["comment"]?.string == "unchanged")

            try answer(
                room,
                Self.list,
                "[{\"id\":9,\"body\":\"<!-- baton:pr-context topic-x -->\\nold\",\"user\":{\"login\":\"me\",\"id\":1}}]"
            )
            try answer(
                room,
                "PATCH-repos/o/n/issues/comments/9",
                #"{"id":9,"body":"x","user":{"login":"me","id":1}}"#
            )
            result = try room.baton(["run", "pr-context", "--comment", "--json"])
            #expect(try JSONParser.parse(result.output)["comment"]?.string == "updated")
            #expect(try sent(room, "PATCH") == body)

            try answer(room, "DELETE-repos/o/n/issues/comments/9", "")
            result = try room.baton(["run", "pr-context", "--remove", "--json"])
            #expect(try JSONParser.parse(result.output)["comment"]?.string == "removed")
            #expect(log(room).last?.contains("--method DELETE repos/o/n/issues/comments/9") == true)
        }
    }

    @Test("a dry run shows the comment and what would be asked, and neither asks nor writes")
    func dryRun() throws {
        try withBranch { room in
            let before = try Room.tree(room.work)
            let result = try room.baton(["run", "pr-context", "--comment", "--dry-run"])
            try #require(result.status == 0, "\(said(result))")
            #expect(said(result).contains("<!-- baton:pr-context topic-x -->\n<details>"))
            #expect(said(result).contains("(1) add the file, please"))
            #expect(
                said(result).contains("would ask: gh api --hostname github.com --method PATCH --input - ")
            )
            #expect(log(room).isEmpty)
            #expect(try Room.tree(room.work) == before)
        }
    }

    @Test(
        "a comment that is too short for the page says what is left out; a store takes the whole page, and is linked"
    )
    func tooLong() throws {
        try withBranch { room in
            var builder = TranscriptBuilder(sessionID: Self.session, cwd: room.work)
            let text = (1...12).map { "a line that the session wrote, number \($0)\n" }.joined()
            for number in 0..<60 {
                builder.prompt("prompt \(number) " + String(repeating: "long ", count: 40))
            }
            builder.call(
                "m1",
                "t1",
                "Write",
                "{\"file_path\":\"\(room.work)/made.txt\",\"content\":\(TranscriptBuilder.quoted(text))}"
            )
            builder.result("t1", "ok")
            try Files.write(builder.bytes, to: Paths.join(room.sessions, Self.session + ".jsonl"))
            var result = try room.baton(["run", "pr-context", "--comment", "--max-chars", "6000", "--json"])
            try #require(result.status == 0, "\(said(result))")
            #expect(said(result).contains("the comment is shortened; --store NAME"))
            var body = try sent(room, "POST")
            #expect(body.unicodeScalars.count <= 6000)
            #expect(body.contains("*Left out here: "))
            #expect(try Files.names(in: Paths.join(room.root, "shares")).isEmpty)

            result = try room.baton(
                ["run", "pr-context", "--comment", "--max-chars", "6000", "--store", "desk", "--json"]
            )
            try #require(result.status == 0, "\(said(result))")
            body = try sent(room, "POST")
            #expect(body.unicodeScalars.count <= 6000)
            #expect(body.contains("The whole page, encrypted: `file://"))
            #expect(body.contains("#AGE-SECRET-KEY-1"))
            #expect(try Files.names(in: Paths.join(room.root, "shares")).count == 1)
        }
    }

    @Test("what stands in the way is told in one line with what to do")
    func failures() throws {
        try withBranch { room in
            var room = room
            try Files.write(
                Array("1\nno pull requests found for branch \"topic/x\"\n".utf8),
                to: Paths.join(room.root, "answers/GET-pr-view---json-number-state-url.fail")
            )
            var result = try room.baton(["run", "pr-context", "--comment"])
            #expect(result.status == 2)
            #expect(said(result).contains("branch 'topic/x' has no open pull request"))
            #expect(said(result).contains("gh pr create"))
            try Files.remove(Paths.join(room.root, "bin/gh"))
            result = try room.baton(["run", "pr-context", "--comment"])
            #expect(result.status == 2 && said(result).contains("program 'gh' was not found"))

            _ = try room.run("git", ["checkout", "-q", "main"])
            result = try room.baton(["run", "pr-context"])
            #expect(result.status == 1)
            #expect(said(result).contains("there is no commit beyond 'main'"))
            result = try room.baton(["run", "pr-context", "--hook", "pre-push"])
            #expect(result.status == 0 && result.error.isEmpty, "\(said(result))")

            _ = try room.run("git", ["checkout", "-q", "--orphan", "lonely"])
            result = try room.baton(["run", "pr-context"])
            #expect(result.status == 1 && said(result).contains("there is no commit yet"))
            _ = try room.run("git", ["commit", "-q", "--allow-empty", "-m", "Alone"])
            result = try room.baton(["run", "pr-context"])
            #expect(result.status == 1 && said(result).contains("no commit in common"))

            room.directory = room.root
            result = try room.baton(["run", "pr-context"])
            #expect(result.status == 1 && said(result).contains("this is no git repository"))
        }
    }

    @Test("a branch whose commits no session made is told so, and nothing is written")
    func noSession() throws {
        try withBranch { room in
            try Files.remove(Paths.join(room.sessions, Self.session + ".jsonl"))
            let before = try Room.tree(room.work)
            let result = try room.baton(["run", "pr-context"])
            #expect(result.status == 1)
            #expect(
                said(result).contains(
                    "no session of this machine made any of the 2 commits of 'topic/x' beyond 'main'"
                )
            )
            #expect(try Room.tree(room.work) == before)
        }
    }
}
