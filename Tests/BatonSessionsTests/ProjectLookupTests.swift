import BatonSessions
import Platform
import TestSupport
import Testing

/// Under which names of folders, and of directories, the sessions of a project are found.
@Suite struct ProjectLookupTests {
    private static let one = "11111111-2222-4333-8444-555555555555"

    /// A home in which one session lies in a folder of that name, with that directory in its lines.
    func withFolder(
        _ name: (_ root: String) -> String,
        cwd: (_ root: String) -> String,
        _ body: (_ root: String, _ sessions: ([String]) throws -> [Session]) throws -> Void
    ) throws {
        try withTemporaryDirectory { root in
            let context = Context.poisoned(homeDirectory: root)
            let store = ClaudeCodeStore(context)
            let folder = Paths.join(store.projectsDirectory, name(root))
            try Files.makeDirectory(folder)
            var builder = TranscriptBuilder(sessionID: Self.one, cwd: cwd(root))
            builder.prompt("x")
            try Files.write(builder.bytes, to: folder + "/\(Self.one).jsonl")
            try body(root) { try SessionStores(context).sessions(SessionFilter(projects: $0)) }
        }
    }

    @Test("a link to the project is the project")
    func linked() throws {
        try withFolder({ ProjectFolder.name(of: $0 + "/real") }, cwd: { $0 + "/real" }) {
            root,
            sessions throws in
            try Files.makeDirectory(root + "/real/sub")
            try link(root + "/real", at: root + "/link")
            #expect(try sessions([root + "/link"]).count == 1)
            #expect(try sessions([root + "/link/sub/.."]).count == 1)
            #expect(try sessions([root + "/link/sub"]).isEmpty)
        }
    }

    @Test("a long path is found by its cut name with its hash, whole, or cut with another hash")
    func long() throws {
        let part = "/" + String(repeating: "long name ", count: 10)
        let directory = { (root: String) in root + part + part }
        for name in [
            { ProjectFolder.name(of: directory($0)) },
            { String(directory($0).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }) },
            { String(ProjectFolder.name(of: directory($0)).prefix(200)) + "-2f0k3j" },
        ] as [(String) -> String] {
            try withFolder(name, cwd: directory) { root, sessions throws in
                #expect(try sessions([directory(root)]).count == 1, "\(name(root))")
                // Another path with the same beginning is another project.
                #expect(try sessions([directory(root) + "/other"]).isEmpty)
            }
        }
    }

    @Test("composed and decomposed letters are one name")
    func normalization() throws {
        let (composed, decomposed) = ("/caf\u{e9}", "/cafe\u{301}")
        for (there, asked) in [(composed, decomposed), (decomposed, composed), (decomposed, decomposed)] {
            try withFolder({ ProjectFolder.name(of: $0 + there) }, cwd: { $0 + there }) {
                root,
                sessions throws in
                #expect(try sessions([root + asked]).count == 1)
            }
        }
    }

    @Test("a folder of any name is found by the directory in its lines, when no name fits")
    func byDirectory() throws {
        try withFolder({ _ in "renamed" }, cwd: { $0 + "/work" }) { root, sessions throws in
            #expect(try sessions([root + "/work"]).count == 1)
            #expect(try sessions([root + "/elsewhere", root + "/work"]).count == 1)
            #expect(try sessions([root + "/elsewhere"]).isEmpty)
            // A folder that has the right name counts alone.
            let named = root + "/.claude/projects/" + ProjectFolder.name(of: root + "/work")
            try Files.makeDirectory(named)
            #expect(try sessions([root + "/work"]).isEmpty)
        }
    }
}
