import BatonHost
import Lua
import Platform
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Files for scripts")
struct FileFunctionTests {
    @Test("files are written, appended to, read and removed")
    func roundTrip() throws {
        try withBench { bench throws in
            #expect(
                try bench.call("fs.write", .text("a.txt"), .text("one\n")) == .text(bench.work + "/a.txt")
            )
            try bench.call("fs.append", .text("a.txt"), .text("two\n"))
            try bench.call("fs.append", .text("b.txt"), .text("new"), .record(["mode": .text("600")]))
            #expect(try bench.call("fs.read", .text("a.txt")) == .text("one\ntwo\n"))
            #expect(Files.status(bench.work + "/b.txt")?.mode == 0o600)
            #expect(
                bench.failure("fs.write", .text("a.txt"), .text("x"))?.hasPrefix("fs.exists: ") == true
            )
            try bench.call(
                "fs.write",
                .text("b.txt"),
                .text("x"),
                .record(["if_exists": .text("replace")])
            )
            #expect(Files.status(bench.work + "/b.txt")?.mode == 0o600)
            try bench.call("fs.remove", .text("a.txt"))
            #expect(try bench.call("fs.exists", .text("a.txt")) == .bool(false))
            #expect(bench.failure("fs.remove", .text("a.txt"))?.hasPrefix("fs.not_found: ") == true)
            #expect(bench.failure("fs.read", .text("none/a.txt"))?.hasPrefix("fs.not_found: ") == true)
            #expect(bench.failure("fs.read", .text("."))?.hasPrefix("fs.not_a_file: ") == true)
            #expect(
                bench.failure("fs.read", .text("b.txt"), .record(["max_bytes": .int(0)]))?
                    .hasPrefix("fs.too_large: ") == true
            )
        }
    }

    @Test("bits beyond those of a file are refused", arguments: ["4755", "9", "", "x", "-1", "00644"])
    func modes(mode: String) throws {
        try withBench { bench throws in
            let failure = bench.failure(
                "fs.write",
                .text("a"),
                .text(""),
                .record(["mode": .text(mode)])
            )
            #expect(failure?.hasPrefix("arg: ") == true)
            #expect(try bench.tree().isEmpty)
        }
    }

    @Test(
        "the person is asked before a file is replaced",
        arguments: [("y", "new"), ("n", "old"), ("", "old")]
    )
    func asks(answer: String, content: String) throws {
        try withBench { bench throws in
            try bench.call("fs.write", .text("a"), .text("old"))
            let ask: HostValue = .record(["if_exists": .text("ask")])
            #expect(
                bench.failure("fs.write", .text("a"), .text("new"), ask)?
                    .hasPrefix("prompt.not_interactive") == true
            )
            bench.console.isInteractiveHere = true
            bench.console.answers = [answer]
            let failure = bench.failure("fs.write", .text("a"), .text("new"), ask)
            #expect((failure?.hasPrefix("fs.exists") ?? false) == (content == "old"))
            #expect(try bench.call("fs.read", .text("a")) == .text(content))
            // Nothing is asked where nothing is lost.
            #expect(bench.failure("fs.write", .text("b"), .text("new"), ask) == nil)
        }
    }

    @Test("directories are made, listed and removed; links in them are shown as links")
    func directories() throws {
        try withBench { bench throws in
            try bench.call("fs.mkdir", .text("a/b/c"))
            try bench.call("fs.mkdir", .text("a/b"))
            try bench.call("fs.write", .text("a/file.md"), .text("12345"))
            symlink("/etc", bench.work + "/a/link")
            let list = try #require(try bench.call("fs.list", .text("a")).list)
            #expect(list.compactMap { $0.field("name")?.text } == ["b", "file.md", "link"])
            #expect(list.compactMap { $0.field("type")?.text } == ["directory", "file", "link"])
            #expect(list[1].field("bytes") == .int(5))
            #expect(list[1].field("path") == .text(bench.work + "/a/file.md"))
            #expect(try bench.call("fs.stat", .text("a/file.md")).field("type") == .text("file"))
            #expect(bench.failure("fs.mkdir", .text("a/file.md"))?.hasPrefix("fs.exists") == true)
            #expect(bench.failure("fs.mkdir", .text("a/file.md/x"))?.hasPrefix("fs.exists") == true)
            #expect(bench.failure("fs.remove", .text("a"))?.hasPrefix("fs.not_empty") == true)
            try bench.call("fs.remove", .text("a"), .record(["recursive": .bool(true)]))
            #expect(try bench.tree().isEmpty)
            #expect(Files.status("/etc/passwd") != nil)
        }
    }

    @Test("a link is removed itself, and only where it stands in what may be written")
    func removeLinks() throws {
        try withBench { bench throws in
            bench.permissions = PermissionSet([.write: ["inside"]])
            try Files.makeDirectory(bench.work + "/inside")
            try Files.makeDirectory(bench.root + "/outside")
            try Files.create([], at: bench.root + "/outside/file")
            symlink(bench.root + "/outside", bench.work + "/inside/out")
            symlink(bench.work + "/inside", bench.root + "/outside/in")
            for path in ["../outside/in", "../outside/file", "inside/out/file"] {
                #expect(bench.failure("fs.remove", .text(path))?.hasPrefix("denied") == true, "\(path)")
            }
            #expect(
                bench.failure("fs.remove", .text("inside/out"), .record(["recursive": .bool(true)])) == nil
            )
            #expect(try Files.names(in: bench.root + "/outside") == ["file", "in"])
            #expect(try Files.names(in: bench.work + "/inside") == [])
        }
    }

    @Test(
        "nothing of git is written or removed, however it is named",
        arguments: [
            ".git/config", ".git/hooks/post-commit", ".GIT/config", "sub/.git", "way/config",
            "sub/../.git/x", "./.git", "apart/config", "apart/new/x",
        ]
    )
    func git(path: String) throws {
        try withBench { bench throws in
            try bench.git("init", "-q", "--separate-git-dir", "apart")
            try Files.makeDirectory(bench.work + "/sub")
            symlink(bench.work + "/apart", bench.work + "/way")
            let before = try Files.read(bench.work + "/apart/config")
            for (name, arguments) in [
                ("fs.write", [.text(path), .text("x"), .record(["if_exists": .text("replace")])]),
                ("fs.append", [.text(path), .text("x")]), ("fs.mkdir", [.text(path)]),
                ("fs.remove", [.text(path), .record(["recursive": .bool(true)])]),
            ] as [(String, [HostValue])] {
                let function = try #require(bench.run.registry.function(name))
                let error = #expect(throws: HostError.self, "\(name)") {
                    try bench.run.call(function, positional: arguments)
                }
                #expect(error?.kind == "fs.protected", "\(name): \(error?.message ?? "")")
            }
            #expect(try Files.read(bench.work + "/apart/config") == before)
        }
    }

    @Test("a directory with a repository in it, and the project itself, are not removed")
    func removesNoRepository() throws {
        try withBench { bench throws in
            try Files.makeDirectory(bench.work + "/other/deep/.git")
            for path in ["other", ".", "..", "/", "~"] {
                let failure = bench.failure("fs.remove", .text(path), .record(["recursive": .bool(true)]))
                #expect(failure?.hasPrefix("fs.protected: ") == true, "\(path): \(failure ?? "removed")")
            }
            #expect(Files.isDirectory(bench.work + "/other/deep/.git"))
        }
    }

    @Test("what the person approved, set or keeps secret is out of reach")
    func ownFolders() throws {
        try withBench { bench throws in
            try Files.makeDirectory(bench.home + "/.config/baton/secrets")
            try Files.makeDirectory(bench.home + "/.local/state/baton/trust")
            try Files.create(Array("tracker-token".utf8), at: bench.home + "/.config/baton/secrets/tracker")
            try Files.create([], at: bench.home + "/.config/baton/config.yml")
            symlink(bench.home + "/.config/baton/secrets", bench.work + "/link")
            for path in ["~/.config/baton/secrets/tracker", "link/tracker", "/proc/self/environ"] {
                for function in ["fs.read", "fs.stat"] {
                    let failure = bench.failure(function, .text(path))
                    #expect(failure?.hasPrefix("fs.protected: ") == true, "\(path): \(failure ?? "read")")
                }
            }
            #expect(
                bench.failure("fs.list", .text("~/.config/baton/secrets"))?.hasPrefix("fs.protected") == true
            )
            #expect(try bench.call("fs.glob", .text("~/.config/baton/secrets/*")) == .texts([]))
            for path in [
                "~/.config/baton/config.yml", "~/.config/baton/recipes/x.lua", "~/.local/state/baton/trust/x",
            ] {
                let failure = bench.failure("fs.append", .text(path), .text("x"))
                #expect(failure?.hasPrefix("fs.protected: ") == true, "\(path): \(failure ?? "written")")
            }
            #expect(bench.failure("fs.read", .text("~/.config/baton/config.yml")) == nil)
        }
    }

    @Test("a temporary file may be used without being named, is the owner's, and ends with the run")
    func temporary() throws {
        try withBench { bench throws in
            bench.environment["TMPDIR"] = bench.root
            bench.permissions = PermissionSet([.write: ["out"], .read: ["out"]])
            let path = try #require(try bench.call("fs.temp", .record(["suffix": .text(".json")])).text)
            #expect(path.hasPrefix(bench.root + "/baton-") && path.hasSuffix(".json"))
            #expect(Files.status(path)?.mode == 0o600)
            try bench.call("fs.append", .text(path), .text("draft"))
            #expect(try bench.call("fs.read", .text(path)) == .text("draft"))
            let folder = try #require(try bench.call("fs.temp", .record(["directory": .bool(true)])).text)
            try bench.call("fs.write", .text(folder + "/a"), .text("b"))
            #expect(
                bench.failure("fs.write", .text(bench.root + "/x"), .text("b"))?.hasPrefix("denied") == true
            )
            #expect(bench.failure("fs.temp", .record(["suffix": .text("/../x")]))?.hasPrefix("arg") == true)
            bench.run = HostRun(bench.context, configuration: bench.configuration)
            #expect(try !Files.names(in: bench.root).contains { $0.hasPrefix("baton-") })
        }
    }

    @Test("a secret does not get into a file")
    func redacts() throws {
        try withBench { bench throws in
            for function in ["fs.write", "fs.append"] {
                try bench.call(function, .text(function), .text("token = \(plantedToken)\n"))
                #expect(try bench.call("fs.read", .text(function)).text?.contains(plantedToken) == false)
            }
        }
    }

    @Test("parts of paths are told without looking at the disk")
    func names() throws {
        try withBench { bench throws in
            #expect(
                try bench.call("fs.join", .text("a"), .text("b"), .text("c/"), .text("d")) == .text("a/b/c/d")
            )
            #expect(try bench.call("fs.join", .text("a"), .text("/b")) == .text("/b"))
            #expect(try bench.call("fs.dirname", .text("a/b.md")) == .text("a"))
            #expect(try bench.call("fs.basename", .text("a/b.md")) == .text("b.md"))
            #expect(try bench.call("fs.ext", .text("a/b.tar.gz")) == .text("gz"))
            #expect(try bench.call("fs.ext", .text("a.b/.profile")) == .text(""))
        }
    }
}
