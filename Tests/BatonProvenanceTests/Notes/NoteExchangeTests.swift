import BatonGit
import BatonProvenance
import Platform
import TestSupport
import Testing

@Suite struct NoteExchangeTests {
    private func entry(_ id: String, _ text: String = "") -> NoteEntry {
        NoteEntry(sessionID: id, agent: "claude-code", text: text)
    }

    /// Three clones of one bare repository with two commits.
    private func clones(_ home: NoteRepository, _ options: String = "") throws {
        try home.run(
            """
            git init -q -b main \(options) seed; cd seed; c a.txt one; c b.txt two; cd ..
            git clone -q --bare seed hub.git; for n in work ben cleo; do git clone -q "file://$PWD/hub.git" $n; done
            """,
            in: ""
        )
    }

    @Test(arguments: ["", "--object-format=sha256"])
    func `three clones that push at once end with the sessions of all`(_ options: String) throws {
        try NoteRepository.with { home in
            try clones(home, options)
            let names = ["work", "ben", "cleo"]
            for name in names {
                let git = try home.git(name)
                let commits = try git.firstParents(of: try #require(try git.head()), limit: 2)
                try NoteUpkeep(git).add(
                    [entry("session-" + name), entry("session-shared", name)],
                    to: commits[0]
                )
                if name != "ben" { try NoteUpkeep(git).add([entry("session-" + name)], to: commits[1]) }
            }
            for name in names + names { try NoteExchange(try home.git(name)).push() }
            for name in names { try NoteExchange(try home.git(name)).fetch() }
            for name in names {
                #expect(try home.notes(in: name) == ["one: cleo work", "two: ben cleo shared work"])
            }
            #expect(
                Set(try names.map { try home.run("git rev-parse refs/notes/baton", in: $0) }).count == 1
            )
            #expect(
                try home.run("git for-each-ref --format='%(refname)' refs/notes", in: "hub.git")
                    == "refs/notes/baton"
            )
            #expect(try home.run("git status -s; git branch -a | wc -l").hasSuffix("3"))
        }
    }

    @Test func `a note that was removed on one side stays removed, one that was changed stays`() throws {
        try NoteRepository.with { home in
            try clones(home)
            let (mine, theirs) = (try home.git(), try home.git("ben"))
            let commits = try mine.firstParents(of: try #require(try mine.head()), limit: 2)
            try NoteUpkeep(mine).add([entry("session-a")], to: commits[0])
            try NoteUpkeep(mine).add([entry("session-b")], to: commits[1])
            try NoteExchange(mine).push()
            try NoteExchange(theirs).fetch()
            try NoteUpkeep(mine).remove(from: commits)
            try NoteUpkeep(theirs).add([entry("session-c")], to: commits[1])
            try NoteExchange(mine).push()
            try NoteExchange(theirs).push()
            try NoteExchange(mine).fetch()
            for name in ["work", "ben"] { #expect(try home.notes(in: name) == ["one: b c"]) }
        }
    }

    @Test func `notes come to shallow, partial and bare clones without other objects`() throws {
        try NoteRepository.with { home in
            try clones(home)
            try home.attachAll()
            try NoteExchange(try home.git()).push()
            try home.run(
                """
                git -C hub.git config uploadpack.allowFilter true
                git clone -q --depth 1 "file://$PWD/hub.git" shallow
                git clone -q --filter=blob:none --no-checkout "file://$PWD/hub.git" partial
                git clone -q --bare "file://$PWD/hub.git" bare.git
                """,
                in: ""
            )
            for name in ["shallow", "partial", "bare.git"] {
                let git = try home.git(name)
                #expect(try NoteExchange(git).fetch())
                #expect(try !NoteExchange(git).fetch())
            }
            // The remote may be away from now on.
            try home.run("mv hub.git away.git", in: "")
            #expect(try home.notes(in: "shallow") == ["two: b"])
            #expect(try home.notes(in: "partial") == ["one: a", "two: b"])
            #expect(try home.notes(in: "bare.git") == ["one: a", "two: b"])
            let git = try home.git("shallow")
            try NoteUpkeep(git).add([entry("session-x")], to: try #require(try git.head()))
            #expect(try home.notes(in: "shallow") == ["two: b x"])
            #expect(try git.notedObjects().count == 2)
        }
    }

    @Test func `a push stops before anything is sent when a look at the notes says so`() throws {
        struct Found: Error {}
        try NoteRepository.with { home in
            try clones(home)
            try home.attachAll()
            #expect(throws: Found.self) {
                try NoteExchange(try home.git()).push { commit, note in
                    #expect(commit.count == 40)
                    #expect(note.starts(with: "Baton-Session: session-".utf8))
                    throw Found()
                }
            }
            #expect(try home.run("git for-each-ref refs/notes", in: "hub.git").isEmpty)
        }
    }

    @Test func `two worktrees that commit at once lose no note`() throws {
        try NoteRepository.with { home in
            try home.run(
                "git init -q -b main work; cd work; c m.txt base; git worktree add -q ../other -b other",
                in: ""
            )
            for number in 0..<20 {
                try home.run("c a.txt 'mine \(number)'")
                try home.run("c b.txt 'other \(number)'", in: "other")
            }
            let (first, second) = Threads.both(
                { Result { try home.attachAll("-20 HEAD", in: "work") } },
                { Result { try home.attachAll("-20 HEAD", in: "other") } }
            )
            try first.get()
            try second.get()
            #expect(try home.notes().count == 20)
            #expect(try home.notes(in: "other").count == 20)
        }
    }

    @Test func `many notes at once take few processes and are found by git itself`() throws {
        try NoteRepository.with { home in
            try home.run(
                """
                git init -q -b main work; cd work
                i=0; while [ $i -lt 700 ]; do
                  printf 'commit refs/heads/main\\ncommitter A <a@b> %s +0000\\ndata 2\\nx\\n' $((1700000000+i)); i=$((i+1))
                done | git fast-import --quiet
                """,
                in: ""
            )
            let git = try home.git()
            let all = try git.firstParents(of: try #require(try git.resolve("main")), limit: 1000)
            #expect(all.count == 700)
            for part in [all[..<300], all[300..<600], all[600...]] {
                try git.updateNotes { _ in
                    Dictionary(uniqueKeysWithValues: part.map { ($0, .write(Array("note of \($0)".utf8))) })
                }
            }
            let notes = try git.noteBook().notes(of: all)
            #expect(notes.count == 700)
            #expect(notes.allSatisfy { $0.value.elementsEqual("note of \($0.key)".utf8) })
            #expect(try Set(git.notedObjects()) == Set(all))
            #expect(try home.run("git log --notes=baton --format=%N main | grep -c 'note of'") == "700")
            try git.updateNotes { _ in Dictionary(uniqueKeysWithValues: all.dropFirst().map { ($0, .remove) })
            }
            #expect(try git.notedObjects() == [all[0]])
        }
    }
}
