import BatonSessions
import Platform
import TestSupport
import Testing

/// A room with a repository, hooks of the program, and a session that writes files.
private struct NoteRoom {
    var room: Room
    static let session = "7a000000-1111-4222-8333-444444444444"

    static func with(_ attach: String, _ body: (inout NoteRoom) throws -> Void) throws {
        try withRoom { room in
            var here = NoteRoom(room: room)
            try here.sh(
                "git init -q -b main; git config user.name Ada; git config user.email ada@example.org"
            )
            #expect(try here.room.baton(["hooks", "install", "--attach", attach]).status == 0)
            try body(&here)
        }
    }

    @discardableResult
    func sh(_ script: String) throws -> String {
        let result = try room.run("sh", ["-ec", script])
        #expect(result.status == 0, "\(script): \(String(decoding: result.error, as: UTF8.self))")
        return result.text
    }

    func work() throws { #expect(try room.baton(["hooks", "work", "--wait"]).status == 0) }

    /// Lets the session write files, with lines of their own.
    func write(_ files: [String]) throws {
        let seconds = try #require(Int64(try sh("date +%s")))
        func stamp(_ back: Int64) -> String {
            "\"timestamp\":\"\(Timestamp(seconds: seconds - back).iso8601)\""
        }
        var builder = TranscriptBuilder(sessionID: Self.session, cwd: room.work)
        builder.prompt("Write the files", stamp(20))
        for (number, file) in files.enumerated() {
            let text = (1...6).map {
                "let value\($0)Of\(number) = compute(\(number * 31 + $0), \"\(file) \($0)\")\n"
            }.joined()
            try Files.makeDirectory(Paths.directory(Paths.join(room.work, file)))
            try Files.write(Array(text.utf8), to: Paths.join(room.work, file))
            let quoted = TranscriptBuilder.quoted
            builder.call(
                "msg_\(number)",
                "toolu_\(number)",
                "Write",
                "{\"file_path\":\(quoted(Paths.join(room.work, file))),\"content\":\(quoted(text))}",
                stamp(15)
            )
            builder.result("toolu_\(number)", "File created successfully at: \(file)", stamp(14))
        }
        builder.answer("msg_last", "I wrote \(files.count) files.", stamp(10))
        try Files.makeDirectory(room.sessions)
        try Files.write(
            Array(builder.text.utf8),
            to: Paths.join(room.sessions, Self.session + ".jsonl")
        )
    }

    /// Subjects of the commits whose notes name the session once, the oldest first.
    func noted(_ range: String = "HEAD") throws -> [String] {
        try sh(
            """
            for c in $(git rev-list --reverse \(range)); do
              n=$(git notes --ref=baton show $c 2>/dev/null | grep -c '^Baton-Session: \(Self.session)$' || :)
              test "$n" = 0 || echo "$(git log -1 --format=%s $c):$n"
            done
            """
        ).split(separator: "\n").map(String.init)
    }
}

@Suite("Notes through the hooks of the program")
struct NoteHookTests {
    private static let two =
        "git add one.swift; git commit -q -m one; git add two.swift; git commit -q -m two"

    @Test(
        "a commit keeps its session whatever git does to it",
        arguments: [
            ("git commit -q --amend -m other", ["one:1", "other:1"]),
            ("GIT_SEQUENCE_EDITOR=\"sed -i '2s/^pick/fixup/'\" git rebase -q -i --root", ["one:1"]),
            (
                "GIT_SEQUENCE_EDITOR=\"sed -i '1s/^pick/reword/'\" GIT_EDITOR=\"sed -i 1s/.*/new/\" git rebase -q -i --root",
                ["new:1", "two:1"]
            ),
            (
                "echo h > hand; git add hand; git commit -q -m hand; GIT_SEQUENCE_EDITOR=\"sed -i '1d'\" git rebase -q -i HEAD~2",
                ["one:1"]
            ),
            (
                "git checkout -q --orphan other; git rm -rfq .; echo h > hand; git add hand; git commit -q -m hand; git cherry-pick main~1 main >/dev/null",
                ["one:1", "two:1"]
            ),
            (
                "git checkout -q --orphan other; git rm -rfq .; echo h > hand; git add hand; git commit -q -m hand; git merge -q --squash --allow-unrelated-histories main >/dev/null; git commit -q -m squashed",
                ["squashed:1"]
            ),
            ("git revert --no-edit HEAD >/dev/null", ["one:1", "two:1"]),
            (
                "echo more >> one.swift; git stash -q; git stash pop -q; git add -A; git commit -q -m hand",
                ["one:1", "two:1"]
            ),
        ]
    )
    func operations(_ act: String, _ expected: [String]) throws {
        try NoteRoom.with("note") { at in
            try at.write(["one.swift", "two.swift"])
            try at.sh(Self.two)
            try at.work()
            #expect(try at.noted() == ["one:1", "two:1"])
            try at.sh(act)
            try at.work()
            #expect(try at.noted() == expected)
        }
    }

    @Test("a split gives each part the session that wrote it, and a part by hand none")
    func split() throws {
        try NoteRoom.with("note") { at in
            try at.sh("git commit -q --allow-empty -m base")
            try at.write(["one.swift", "two.swift"])
            try at.sh("echo h > hand; git add -A; git commit -q -m all")
            try at.work()
            #expect(try at.noted() == ["all:1"])
            try at.sh(
                """
                GIT_SEQUENCE_EDITOR="sed -i '1s/^pick/edit/'" git rebase -q -i HEAD~1
                git reset -q HEAD^; git add one.swift; git commit -q -m first; git add hand; git commit -q -m hand
                git add two.swift; git commit -q -m second; git rebase --continue
                """
            )
            try at.work()
            #expect(try at.noted() == ["first:1", "second:1"])
        }
    }

    @Test("what hooks missed is completed by a repair, told before, and can be removed")
    func repair() throws {
        try NoteRoom.with("note") { at in
            try at.write(["one.swift", "two.swift"])
            try at.sh("export BATON=0; \(Self.two); echo x > hand; git add -A; git commit -q -m hand")
            try at.work()
            #expect(try at.noted() == [])
            let told = try at.room.baton(["notes", "repair", "--dry-run"])
            #expect(told.text.contains("would get \(NoteRoom.session)"))
            #expect(try at.noted() == [])
            let done = try at.room.baton(["notes", "repair"])
            #expect(done.text.contains("1 commit stays without a note"))
            #expect(try at.noted() == ["one:1", "two:1"])
            let shown = try at.room.baton(["notes", "show", "HEAD~1"])
            #expect(shown.text.contains("Asked:\n  - Write the files"))
            #expect(shown.text.contains("Files: two.swift"))
            #expect(try at.room.baton(["notes", "remove", "HEAD~1"]).status == 0)
            #expect(try at.noted() == ["one:1"])
            #expect(try at.room.baton(["notes", "remove", "--all", "--yes"]).status == 0)
            #expect(try at.room.baton(["notes", "show", "HEAD~2"]).status == 1)
        }
    }

    @Test("notes with a secret are not pushed, others are")
    func push() throws {
        try NoteRoom.with("note") { at in
            try at.write(["one.swift", "two.swift"])
            try at.sh("\(Self.two); git clone -q --bare . ../hub.git; git remote add origin ../hub.git")
            try at.work()
            #expect(try at.room.baton(["notes", "push"]).text.hasPrefix("pushed 2 notes"))
            let token = "ghp_" + String(repeating: "aB3dE6", count: 6)
            try at.sh("git notes --ref=baton append -m 'token \(token)' HEAD")
            let refused = try at.room.baton(["notes", "push"])
            #expect(refused.status == 2)
            let error = String(decoding: refused.error, as: UTF8.self)
            #expect(error.contains("nothing was sent") && !error.contains(token))
            #expect(
                try at.sh("git -C ../hub.git rev-list --count refs/notes/baton")
                    == at.sh("git rev-list --count refs/notes/baton~1")
            )
        }
    }

    @Test("a message names the session where git finds it, and an empty one stays empty")
    func trailer() throws {
        try NoteRoom.with("trailer") { at in
            try at.write(["one.swift", "two.swift", "three.swift"])
            let trailers = "git log -1 --format='%(trailers:key=Baton-Session,valueonly,separator=%x2C)'"
            try at.sh("git add one.swift; git commit -q -m one")
            #expect(try at.sh(trailers) == NoteRoom.session)
            try at.sh("git commit -q --amend -m 'one again'")
            #expect(try at.sh(trailers) == NoteRoom.session)
            try at.sh("git commit -q --amend --no-edit -s")
            #expect(try at.sh("git log -1 --format=%B | grep -c Baton-Session") == "1")
            try at.sh("echo h > hand; git add hand; git commit -q -m hand")
            #expect(try at.sh(trailers) == "")
            try at.sh("git add two.swift; ! GIT_EDITOR=true git commit -q 2>/dev/null")
            try at.sh(
                "printf 'Say it\\n\\n# why\\n' > ../template; ! GIT_EDITOR=true git commit -q -t ../template 2>/dev/null"
            )
            try at.sh("GIT_EDITOR='sed -i 1s/^/two/' git commit -q -v --cleanup=scissors")
            #expect(try at.sh(trailers) == NoteRoom.session)
            try at.sh("git add three.swift; git commit -q --fixup HEAD")
            #expect(try at.sh(trailers) == "")
            try at.sh(
                "git checkout -q -b side HEAD~1; echo s > s; git add s; git commit -q -m side; git checkout -q main; CLAUDE_CODE_SESSION_ID=\(NoteRoom.session) git merge -q --no-ff -m x side"
            )
            #expect(try at.sh("git log -1 --format=%B") == "x\n\nBaton-Session: \(NoteRoom.session)\n")
            #expect(try at.sh("ls .git | grep -c baton- || :") == "0")
        }
    }

    @Test("a file of the session becomes part of the commit, and nothing else of the index changes")
    func file() throws {
        try NoteRoom.with("file") { at in
            try at.write(["one.swift", "two.swift"])
            try at.sh("git add one.swift; git commit -q -m one")
            let files = "git show --format= --name-only HEAD"
            #expect(try at.sh(files) == ".baton/context/Write-the-files-7a000000.md\none.swift")
            #expect(try at.sh("git status -s") == "?? two.swift")
            try at.sh("echo a > a; echo b > 'späte b'; git add a 'späte b'; git add two.swift")
            // The file is the same as before unless the session went on.
            try at.sh("git commit -q -m part -- two.swift")
            #expect(try at.sh("git -c core.quotePath=false " + files.dropFirst(4)) == "two.swift")
            #expect(try at.sh("git -c core.quotePath=false status -s") == "A  a\nA  \"späte b\"")
            #expect(
                try at.sh("git show HEAD:.baton/context/Write-the-files-7a000000.md").contains(
                    "Write the files"
                )
            )
        }
    }
}
