import BatonSessions
import BatonSharing
import JSON
import Platform
import Synchronization
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Installing a clone")
struct CloneInstallTests {
    private static let id = "5c0375b4-57a5-4f26-b12d-d022ee4e51b7"

    private func bundle(_ id: String = CloneInstallTests.id, _ text: String = "Hello") -> [UInt8] {
        ForeignBundle { bundle in
            bundle.id = quoted(id)
            bundle.messages = [user(text), assistant("Hi")]
        }.bytes
    }

    @Test("a lower-case UUID is kept when no project has it")
    func keepsID() throws {
        try withCloneHome { home in
            let session = try home.clone(bundle())
            #expect(session.sessionID == Self.id)
        }
    }

    @Test("an id that any project has gets a new one, and nothing is overwritten")
    func takenID() throws {
        try withCloneHome { home in
            let other = Paths.join(home.projects, "-somewhere-else")
            try Files.makeDirectory(other)
            let taken = Paths.join(other, Self.id + ".jsonl")
            try Files.create(Array("mine".utf8), at: taken)
            let session = try home.clone(bundle())
            #expect(session.sessionID != Self.id)
            #expect(UniqueID.isLowercaseUUID(session.sessionID))
            #expect(try Files.read(taken) == Array("mine".utf8))
        }
    }

    @Test("an id that is taken between plan and installation gets a new one")
    func race() throws {
        try withCloneHome { home in
            let plan = try home.cloner.plan(Bundle.read(bundle()))
            #expect(plan.sessionID == Self.id)
            #expect(try home.tree(home.root).count == 2)
            try Files.makeDirectory(home.folder)
            try Files.create(Array("mine".utf8), at: plan.path)
            let session = try home.cloner.install(plan)
            #expect(session.sessionID != Self.id)
            #expect(try Files.read(plan.path) == Array("mine".utf8))
            let latest = home.context.now()
            #expect(
                try SafeProfile.violations(path: session.path, project: home.project, latest: latest) == []
            )
            #expect(try home.cloner.list().map(\.sessionID) == [session.sessionID])
        }
    }

    @Test("a plan says what would come, and writes nothing")
    func plan() throws {
        try withCloneHome { home in
            let bytes = ForeignBundle { bundle in
                bundle.title = "\"A title\""
                bundle.messages = [
                    user("a"),
                    assistant(
                        blocks: call("t1", "Read") + "," + call("t2", "Bash") + "," + call("t3", "Read")
                    ),
                    user(blocks: result("t1") + "," + result("t2") + "," + result("t3")), assistant("b"),
                ]
            }.bytes
            let plan = try home.cloner.plan(Bundle.read(bytes))
            #expect(plan.messages == 4)
            #expect(plan.userMessages == 2)
            #expect(plan.assistantMessages == 2)
            #expect(plan.tools == ["Read": 2, "Bash": 1])
            #expect(plan.title == "A title")
            #expect(plan.model == "claude-test-1")
            #expect(plan.project == home.project)
            #expect(plan.originalID == "conv_abc123")
            #expect(plan.existing == nil)
            #expect(try home.tree(home.root).keys.sorted() == [home.home + "/", home.project + "/"])
        }
    }

    @Test("the project is the real path of the directory that is asked for")
    func realProject() throws {
        try withCloneHome { home in
            let target = Paths.join(home.root, "it's a project")
            try Files.makeDirectory(target)
            let link = Paths.join(home.root, "link")
            #expect(symlink(target, link) == 0)
            let session = try home.clone(bundle(), CloneOptions(project: "../link"))
            #expect(session.project == target)
            #expect(Paths.name(Paths.directory(session.path)) == ProjectFolder.name(of: target))
            let escaped = target.replacing("'", with: "'\\''")
            #expect(session.resume == "cd '\(escaped)' && claude --resume \(Self.id)")
        }
    }

    @Test("a project that is no directory is named in the error", arguments: ["gone", "file"])
    func noProject(_ name: String) throws {
        try withCloneHome { home in
            try Files.create([], at: Paths.join(home.root, "file"))
            let path = Paths.join(home.root, name)
            #expect(throws: CloneError.projectNotADirectory(path: path)) {
                try home.clone(bundle(), CloneOptions(project: path))
            }
            #expect(Files.status(Paths.join(home.home, ".claude")) == nil)
        }
    }

    // MARK: Identity

    @Test("a share that was changed becomes a session of its own, with a number behind its title")
    func changed() throws {
        try withCloneHome { home in
            func share(_ text: String) -> [UInt8] {
                ForeignBundle {
                    $0.id = quoted(Self.id)
                    $0.title = "\"A title\""
                    $0.messages = [user(text), assistant("Hi")]
                }.bytes
            }
            func title(_ session: ClonedSession) throws -> String? {
                let last = try #require(try Files.read(session.path).split(separator: 0x0a).last)
                return try JSONParser.parse(Array(last))["customTitle"]?.string
            }
            let first = try home.clone(share("one"))
            let second = try home.clone(share("two"))
            let third = try home.clone(share("three"))
            #expect(Set([first, second, third].map(\.sessionID)).count == 3)
            let titles = try [first, second, third].map(title)
            #expect(titles == ["A title", "A title (2)", "A title (3)"])
            #expect(try home.cloner.list().map(\.title) == ["A title", "A title (2)", "A title (3)"])
            let again = try home.clone(share("two"))
            #expect(again.alreadyPresent && again.sessionID == second.sessionID)
            // A number is free again when its session is gone, and other projects have their own.
            try Files.remove(second.path)
            let fourth = try home.clone(share("four"))
            #expect(try title(fourth) == "A title (2)")
            let other = Paths.join(home.root, "other")
            try Files.makeDirectory(other)
            let elsewhere = try home.clone(share("one"), CloneOptions(project: other))
            #expect(try title(elsewhere) == "A title")
        }
    }

    @Test("a title that is as long as titles may be keeps room for its number")
    func longTitle() throws {
        try withCloneHome { home in
            let long = String(repeating: "t", count: 200)
            for text in ["one", "two"] {
                _ = try home.clone(
                    ForeignBundle {
                        $0.title = quoted(long)
                        $0.messages = [user(text), assistant("Hi")]
                    }.bytes
                )
            }
            #expect(try home.cloner.list().last?.title == String(long.prefix(196)) + " (2)")
        }
    }

    @Test("an undo that was cut off is finished by the next run", arguments: [false, true])
    func cutUndo(_ isRemoved: Bool) throws {
        try withCloneHome { home in
            _ = try home.clone(bundle("first", "First"))
            let before = try home.tree()
            home.advance(milliseconds: 10)
            let cut = try home.clone(bundle())
            let record = try #require(try Files.names(in: home.state).last { $0.hasSuffix(".json") })
            let journal = Paths.join(home.state, record)
            let text = String(decoding: try Files.read(journal), as: UTF8.self)
            try Files.write(Array(text.replacing("\"done\"", with: "\"undoing\"").utf8), to: journal)
            if isRemoved { try Files.remove(cut.path) }
            for folder in [home.folder, home.state] {
                try Files.create([1], at: Paths.join(folder, ".baton-half-written.tmp"))
            }
            #expect(try home.cloner.list().count == 1)
            #expect(try home.tree() == before)
            #expect(try Files.names(in: home.state).count == 2)
        }
    }

    // MARK: The layout by name

    @Test("the layout by name installs as the original tool did")
    func layoutByName() throws {
        try withCloneHome { home in
            let session = try home.clone(Array(originalExample.utf8), CloneOptions(layout: .name))
            #expect(session.path == Paths.join(home.projects, "my-app/conv_abc123.jsonl"))
            let latest = home.context.now()
            #expect(
                try SafeProfile.violations(path: session.path, project: home.project, latest: latest) == []
            )
            #expect(session.resume.hasSuffix("claude --resume conv_abc123"))
            let again = try home.clone(Array(originalExample.utf8), CloneOptions(layout: .name))
            #expect(again.alreadyPresent)
            let changed = Array(originalExample.replacing("React", with: "Vue").utf8)
            #expect(throws: CloneError.nameTaken(path: session.path)) {
                try home.clone(changed, CloneOptions(layout: .name))
            }
            _ = try home.cloner.undoLast()
            #expect(try home.tree() == [:])
        }
    }

    @Test(
        "the layout by name refuses a project name that could leave the folder",
        arguments: ["../x", "..", "a/b", "", "a b"]
    )
    func unsafeName(_ name: String) throws {
        try withCloneHome { home in
            let bytes = ForeignBundle { $0.project = quoted(name) }.bytes
            #expect(throws: CloneError.unsafeProjectName) {
                try home.clone(bytes, CloneOptions(layout: .name))
            }
            let tree = try home.tree()
            #expect(tree == [:])
        }
    }

    // MARK: What stands beside it

    @Test(
        "a settings file that is not ours is left alone, with a warning",
        arguments: ["{\"model\":\"opus\"}", "not JSON", "{\"sharedSession\":\"true\"}"]
    )
    func foreignSettings(_ text: String) throws {
        try withCloneHome { home in
            try Files.makeDirectory(home.folder)
            let path = Paths.join(home.folder, "settings.json")
            try Files.create(Array(text.utf8), at: path)
            let before = try home.tree()
            let session = try home.clone(bundle())
            #expect(session.warnings.contains { $0.contains(path) })
            #expect(try Files.read(path) == Array(text.utf8))
            _ = try home.cloner.undoLast()
            #expect(try home.tree() == before)
        }
    }

    @Test("a settings file that was changed since is kept by undo")
    func changedSettings() throws {
        try withCloneHome { home in
            let session = try home.clone(bundle())
            let path = Paths.join(home.folder, "settings.json")
            try Files.write(Array("{}".utf8), to: path)
            let undone = try home.cloner.undoLast()
            #expect(undone.removed == [session.path])
            #expect(undone.kept == [path])
            #expect(try Files.read(path) == Array("{}".utf8))
        }
    }

    // MARK: Undo and interruption

    @Test("a session that was continued is kept by undo")
    func continued() throws {
        try withCloneHome { home in
            let session = try home.clone(bundle())
            let longer = try Files.read(session.path) + Array("{\"type\":\"user\"}\n".utf8)
            try Files.write(longer, to: session.path, mode: 0o600)
            let before = try home.tree()
            let undone = try home.cloner.undoLast()
            #expect(undone.kept == [session.path])
            #expect(undone.removed.isEmpty)
            #expect(try home.tree() == before)
            #expect(throws: CloneError.nothingToUndo) { try home.cloner.undoLast() }
        }
    }

    @Test("undo of a session that is gone removes what is left of it")
    func undoGone() throws {
        try withCloneHome { home in
            let session = try home.clone(bundle())
            try Files.remove(session.path)
            let undone = try home.cloner.undoLast()
            #expect(undone.kept.isEmpty)
            #expect(try home.tree() == [:])
        }
    }

    @Test("what a clone that was cut off left behind is gone after the next one")
    func leftover() throws {
        try withCloneHome { home in
            let cut = try home.clone(bundle())
            let record = try #require(try Files.names(in: home.state).first { $0.hasSuffix(".json") })
            let journal = Paths.join(home.state, record)
            let text = String(decoding: try Files.read(journal), as: UTF8.self)
            let started = text.split(separator: "\n").filter {
                !$0.contains("\"size\"") && !$0.contains("\"modified\"")
            }
            .joined(separator: "\n").replacing("\"done\"", with: "\"started\"")
            try Files.write(Array(started.utf8), to: journal)
            try Files.create([1, 2, 3], at: Paths.join(home.folder, ".baton-half-written.tmp"))

            let other = Paths.join(home.root, "other")
            try Files.makeDirectory(other)
            let next = try home.clone(bundle(), CloneOptions(project: other))
            #expect(Files.status(cut.path) == nil)
            #expect(Files.status(home.folder) == nil)
            #expect(try home.cloner.list().map(\.path) == [next.path])
        }
    }

    @Test("a file that is not from the clone that was cut off stays")
    func leftoverForeign() throws {
        try withCloneHome { home in
            let cut = try home.clone(bundle())
            let record = try #require(try Files.names(in: home.state).first { $0.hasSuffix(".json") })
            let journal = Paths.join(home.state, record)
            let text = String(decoding: try Files.read(journal), as: UTF8.self)
            try Files.write(Array(text.replacing("\"done\"", with: "\"started\"").utf8), to: journal)
            try Files.write(Array("{\"mine\":1}\n".utf8), to: cut.path)
            #expect(throws: CloneError.nothingToUndo) { try home.cloner.undoLast() }
            #expect(try Files.read(cut.path) == Array("{\"mine\":1}\n".utf8))
        }
    }

    @Test("a failure leaves nothing behind")
    func failure() throws {
        try withCloneHome { home in
            try Files.makeDirectory(Paths.join(home.home, ".claude"))
            try Files.create([], at: home.projects)
            #expect(throws: PlatformError.self) { try home.clone(bundle()) }
            #expect(try home.tree() == [home.projects: []])
            #expect(try Files.names(in: home.state) == [".lock"])
        }
    }

    @Test("a directory in the place of the settings file is no obstacle")
    func settingsDirectory() throws {
        try withCloneHome { home in
            let path = Paths.join(home.folder, "settings.json")
            try Files.makeDirectory(path)
            let session = try home.clone(bundle())
            #expect(Files.status(session.path) != nil)
            #expect(session.warnings.count == 1)
        }
    }

    @Test("a journal of garbage hinders nobody")
    func garbageJournal() throws {
        try withCloneHome { home in
            try Files.makeDirectory(home.state)
            for (number, text) in [
                "", "{}", "null", "{\"state\":\"done\"}", "{\"state\":\"started\",\"path\":\"/etc/passwd\"}",
            ].enumerated() {
                try Files.create(Array(text.utf8), at: Paths.join(home.state, "\(number)-x.json"))
            }
            let session = try home.clone(bundle())
            #expect(try home.cloner.list().map(\.sessionID) == [session.sessionID])
            #expect(try home.cloner.undoLast().sessionID == session.sessionID)
        }
    }

    @Test("a clock that was set back does not change which clone is the last")
    func clockSetBack() throws {
        try withCloneHome { home in
            _ = try home.clone(bundle())
            home.advance(milliseconds: -5_000_000)
            let second = try home.clone(bundle("other", "Other"))
            #expect(try home.cloner.undoLast().sessionID == second.sessionID)
        }
    }

    @Test("of clones of one share at once, one is written and the others find it")
    func concurrent() async throws {
        let root = "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/baton-test-\(UniqueID.make())"
        try Files.makeDirectory(root)
        defer { removeTree(root) }
        let home = CloneHome(root: Paths.real(root) ?? root, clock: CloneHome.Clock())
        try Files.makeDirectory(home.home)
        try Files.makeDirectory(home.project)
        let same = bundle()
        let others = (0..<4).map { bundle(Self.id, "text \($0)") }
        let sessions = try await withThrowingTaskGroup(of: ClonedSession.self) { group in
            for bytes in [same, same, same, same] + others { group.addTask { try home.clone(bytes) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sessions.count { !$0.alreadyPresent } == 5)
        #expect(Set(sessions.map(\.sessionID)).count == 5)
        #expect(try Files.names(in: home.folder).count == 6)
        let latest = home.context.now()
        for session in sessions {
            #expect(
                try SafeProfile.violations(path: session.path, project: home.project, latest: latest) == []
            )
        }
    }
}
