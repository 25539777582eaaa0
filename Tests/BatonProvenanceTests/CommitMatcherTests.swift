import BatonGit
import BatonProvenance
import Platform
import Testing

@Suite struct CommitMatcherTests {
    static let sum = """
        def add_weights(first, second):
            combined = first.weight + second.weight
            return combined * SCALE_OF_WEIGHTS

        """
    static let ship = """
        def ship_parcel(parcel, carrier):
            label = carrier.print_label(parcel)
            return label.tracking_number

        """

    @Test func `a commit is of the session that wrote its lines, and a later one by hand of none`() throws {
        try MatchRepository.with { repository in
            let file = Paths.join(repository.root, "sum.py")
            try repository.session("session-a", [.write(file, Self.sum)])
            try repository.write(Self.sum, to: "sum.py")
            try repository.commit("Add weights", at: 60)
            try repository.write(Self.sum + Self.ship, to: "sum.py")
            try repository.commit("Ship", at: 120)
            let match = try #require(try repository.matcher().matches(for: "HEAD~1").first)
            #expect(match.session.id == "session-a")
            #expect(match.files == ["sum.py"])
            #expect(match.score > 0.8)
            #expect(match.reasons.first == MatchReason(.content, "wrote 3 of 3 added lines"))
            #expect(try repository.sessions(of: "HEAD") == [])
            #expect(try repository.sessions(of: "HEAD~2") == [])
        }
    }

    @Test func `a range tells what single commits tell`() throws {
        try MatchRepository.with { repository in
            for (number, text) in [Self.sum, Self.ship].enumerated() {
                let file = "part\(number).py"
                try repository.session("session-\(number)", [.write(Paths.join(repository.root, file), text)])
                try repository.write(text, to: file)
                try repository.commit("Part \(number)", at: 60 + number)
            }
            let found = try repository.matcher().matches(inRange: "HEAD")
            #expect(found.map { $0.matches.map(\.session.id) } == [["session-1"], ["session-0"], []])
        }
    }

    @Test func `a person's commit while a session's work waits in the same file is nobody's`() throws {
        try MatchRepository.with { repository in
            let file = Paths.join(repository.root, "README.md")
            try repository.session("session-a", [.edit(file, "# Read me\n", "# Read me\n\nWeights are added by machines.\n")])
            try repository.write("# Read me\n\nA person wrote this sentence.\n", to: "README.md")
            try repository.commit("By hand", at: 60)
            try repository.write(
                "# Read me\n\nWeights are added by machines.\nA person wrote this sentence.\n",
                to: "README.md"
            )
            try repository.commit("Then the rest", at: 90)
            #expect(try repository.sessions(of: "HEAD~1") == [])
            #expect(try repository.sessions(of: "HEAD") == ["session-a"])
        }
    }

    @Test func `failed calls, reading and edits behind the commit count nothing`() throws {
        try MatchRepository.with { repository in
            let file = Paths.join(repository.root, "sum.py")
            try repository.session(
                "session-a",
                [.write(file, Self.sum, isError: true), .bash("cat sum.py"), .bash("git log -- sum.py")]
            )
            try repository.write(Self.sum, to: "sum.py")
            try repository.commit("By hand", at: 60)
            #expect(try repository.sessions() == [])
            try repository.session("session-b", [.write(file, Self.sum)])
            try repository.sh("git commit -q --amend --no-edit --date '\(MatchRepository.start - 900)'", at: -900)
            #expect(try repository.sessions() == [])
        }
    }

    @Test func `squashed, picked and amended commits keep their sessions`() throws {
        try MatchRepository.with { repository in
            try repository.session("session-a", [.write(Paths.join(repository.root, "a.py"), Self.sum)])
            try repository.session("session-b", [.write(Paths.join(repository.root, "b.py"), Self.ship)])
            try repository.sh("git checkout -q -b topic", at: 10)
            try repository.write(Self.sum, to: "a.py")
            try repository.commit("A", at: 20)
            try repository.write(Self.ship, to: "b.py")
            try repository.commit("B", at: 30)
            try repository.sh("git checkout -q main; git cherry-pick topic", at: 40)
            #expect(try repository.sessions() == ["session-b"])
            try repository.sh("git reset -q --hard main~1; git merge -q --squash topic; git commit -q -m Both", at: 50)
            #expect(try repository.sessions() == ["session-a", "session-b"])
            try repository.sh("git commit -q --amend -m Again", at: 60)
            #expect(try repository.sessions() == ["session-a", "session-b"])
        }
    }

    @Test func `who ran git made the commit, also under the id that a rebase gave it`() throws {
        try MatchRepository.with { repository in
            try repository.write("1", to: "number")
            try repository.commit("Number", at: 3)
            let id = try repository.sh("git rev-parse --short HEAD", at: 3)
            try repository.session("session-a", [.bash("git commit -am Number", "[main \(id)] Number\n 1 file changed")])
            let first = try #require(try repository.matcher().matches(for: "HEAD").first)
            #expect(first.reasons.map(\.kind).contains(.committed))
            // Rewritten, with another subject and at another time, but by the same author at the same time as before.
            try repository.sh(
                "GIT_AUTHOR_DATE='\(MatchRepository.start + 3) +0100' git commit -q --amend -m 'Other words'",
                at: 900
            )
            #expect(try repository.sessions() == ["session-a"])
        }
    }

    @Test func `a trailer and a note name sessions that are here, and no others`() throws {
        try MatchRepository.with { repository in
            try repository.session("session-a", [.bash("true")])
            try repository.sh(
                "git commit -q --allow-empty -m 'Empty' -m 'Baton-Session: session-a\nBaton-Session: ../../etc'",
                at: 60
            )
            let matches = try repository.matcher().matches(for: "HEAD")
            #expect(matches.map(\.session.id) == ["session-a"])
            #expect(matches[0].isRecorded)
            #expect(matches[0].files == [])
        }
    }

    @Test func `names with spaces, quotes and letters beyond ASCII are the same in sessions and commits`() throws {
        try MatchRepository.with { repository in
            for (number, name) in ["ein Ordner/späte Datei ß.py", "tab\there.py", "quote\"d.py"].enumerated() {
                let path = Paths.join(repository.root, name).replacing("\t", with: "\\t")
                let text = Self.sum.replacing("weights", with: "weights_\(number)")
                var call = Call.write(path, text)
                if name.contains("\t") {
                    call = Call(tool: "Write", input: call.input.replacing("\\\\t", with: "\\t"), answer: call.answer)
                }
                try repository.session("session-\(number)", [call])
                try repository.write(text, to: name)
                try repository.commit("Name \(number)", at: 60 + number)
                #expect(try repository.sessions() == ["session-\(number)"], "\(name)")
            }
        }
    }

    @Test func `what is staged is matched before it is committed`() throws {
        try MatchRepository.with { repository in
            try repository.session("session-a", [.write(Paths.join(repository.root, "sum.py"), Self.sum)])
            try repository.write(Self.sum, to: "sum.py")
            #expect(try repository.matcher().matches(forStaged: 5).isEmpty)
            try repository.sh("git add -A", at: 60)
            #expect(try repository.matcher().matches(forStaged: 5).map(\.session.id) == ["session-a"])
        }
    }

    @Test func `a line leads to the commit, the session and the record that wrote it`() throws {
        try MatchRepository.with { repository in
            let file = Paths.join(repository.root, "sum.py")
            try repository.session("session-a", [.write(file, Self.sum)])
            try repository.session("session-b", [.edit(file, "    return combined * SCALE_OF_WEIGHTS\n", Self.ship)])
            try repository.write(Self.sum, to: "sum.py")
            try repository.commit("Add weights", at: 60)
            try repository.write(
                Self.sum.replacing("    return combined * SCALE_OF_WEIGHTS\n", with: Self.ship),
                to: "sum.py"
            )
            let origins = try repository.matcher().origins(of: "sum.py", lines: 2...4)
            #expect(origins.map(\.lines) == [2...2, 3...4])
            #expect(origins[0].matches.map(\.session.id) == ["session-a"])
            #expect(origins[0].commit?.subject == "Add weights")
            #expect(origins[1].commit == nil)
            #expect(origins[1].matches.map(\.session.id) == ["session-b"])
            let writing = try #require(origins[0].writings.first)
            let session = origins[0].matches[0].session
            #expect(try session.messageNumbers(ofRecordsAt: [writing.offset]) == [writing.offset: 2])
        }
    }
}
