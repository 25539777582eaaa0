import BatonHost
import BatonSharing
import Lua
import Platform
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Permissions")
struct PermissionTests {
    @Test(
        "a function that was not declared is refused",
        arguments: HostRegistry.builtIn.functions.filter { $0.permission != nil }.map(\.path)
    )
    func undeclared(path: String) throws {
        try withBench { bench throws in
            bench.permissions = PermissionSet([:])
            let function = try #require(bench.run.registry.function(path))
            var arguments: [String: HostValue] = [:]
            for field in function.fields where field.isRequired {
                arguments[field.name] = field.type == .list(.string) ? .texts(["x"]) : .text("x")
            }
            let before = try bench.tree()
            let error = try #require(throws: HostError.self) { _ = try bench.run.call(function, arguments) }
            #expect(error.kind == "denied")
            #expect(error.message.hasPrefix("baton.\(path) needs the permission '"))
            #expect(error.hint == "declare it under 'permissions:' in the recipe")
            #expect(try bench.tree() == before)
        }
    }

    @Test("a path counts after its links are resolved")
    func paths() throws {
        try withBench { bench throws in
            bench.permissions = PermissionSet([.read: ["inside"], .write: ["inside", "one.txt"]])
            let outside = Paths.join(bench.root, "outside")
            for directory in ["inside/deep", "inside-not"] {
                try Files.makeDirectory(Paths.join(bench.work, directory))
            }
            try Files.makeDirectory(outside)
            for file in [
                Paths.join(outside, "secret.txt"), Paths.join(bench.work, "inside/a.txt"),
                Paths.join(bench.work, "inside-not/b.txt"),
            ] {
                try Files.create(Array("text".utf8), at: file)
            }
            symlink(outside, Paths.join(bench.work, "inside/way-out"))
            symlink(Paths.join(outside, "dangling.txt"), Paths.join(bench.work, "inside/dangling.txt"))
            symlink(Paths.join(bench.work, "inside"), Paths.join(bench.work, "way-in"))

            for path in [
                "inside/a.txt", "./inside/../inside/a.txt", "way-in/a.txt",
                Paths.join(bench.work, "inside/a.txt"),
            ] {
                #expect(bench.failure("fs.read", .text(path)) == nil, "\(path)")
            }
            for path in [
                "inside/way-out/secret.txt", "inside/../inside-not/b.txt", "inside-not/b.txt",
                "../outside/secret.txt",
                "inside/../../outside/secret.txt", "/etc/hostname", "~/x", ".", "",
            ] {
                #expect(bench.failure("fs.read", .text(path))?.hasPrefix("denied: ") == true, "\(path)")
                #expect(bench.failure("fs.exists", .text(path))?.hasPrefix("denied: ") == true, "\(path)")
            }
            for path in ["inside/deep/new.txt", "one.txt", "way-in/new.txt"] {
                #expect(bench.failure("fs.write", .text(path), .text("text")) == nil, "\(path)")
            }
            for path in ["two.txt", "one.txt/x", "inside/way-out/new.txt", "inside-not/new.txt"] {
                #expect(bench.failure("fs.write", .text(path), .text("text")) != nil, "\(path)")
            }
            // A link that leads out to nothing yet is never written through.
            for mode in ["error", "replace"] {
                _ = bench.failure(
                    "fs.write",
                    .text("inside/dangling.txt"),
                    .text("text"),
                    .record(["if_exists": .text(mode)])
                )
                #expect(Files.linkStatus(Paths.join(outside, "dangling.txt")) == nil)
            }
            #expect(try Files.names(in: outside) == ["secret.txt"])
        }
    }

    @Test("reading the repository does not allow notes")
    func notes() throws {
        try withBench { bench throws in
            try bench.git("init", "-q")
            try bench.git("commit", "-q", "--allow-empty", "-m", "First")
            bench.permissions = PermissionSet([.git: ["read"]])
            #expect(bench.failure("git.head") == nil)
            #expect(bench.failure("git.read_note") == nil)
            #expect(
                bench.failure("git.note", .record(["content": .text("x")]))
                    == "denied: baton.git.note needs the permission 'git' 'notes'"
            )
            bench.run.permissions = PermissionSet([.git: ["read", "notes"]])
            #expect(bench.failure("git.note", .record(["content": .text("x")])) == nil)
            #expect(try bench.call("git.read_note").text?.trimmed == "x")
        }
    }

    @Test(
        "an upload goes only to a store that was declared",
        arguments: [
            (["default"], nil, true), (["default"], "desk", true), (["default"], "default", true),
            (["default"], "other", false),
            (["desk"], nil, true), (["desk"], "desk", true), (["desk"], "other", false),
            (["other"], nil, false), (["other"], "desk", false), (["other"], "other", true),
            (["any"], nil, true), (["any"], "other", true), ([], "other", true),
        ] as [([String], String?, Bool)]
    )
    func stores(names: [String], store: String?, isAllowed: Bool) throws {
        try withBench { bench throws in
            bench.permissions = PermissionSet([.upload: names])
            bench.configuration.stores["other"] = .init(
                type: "directory",
                path: Paths.join(bench.root, "other")
            )
            let failure = bench.failure("upload.put", .text("text"), .record(["store": .text(store)]))
            #expect((failure == nil) == isAllowed, "\(failure ?? "done")")
            if !isAllowed {
                #expect(failure?.hasPrefix("denied: baton.upload.put needs the permission 'upload'") == true)
            }
            let count =
                try Files.names(in: bench.shares).count
                + Files.names(in: Paths.join(bench.root, "other")).count
            #expect(count == (isAllowed ? 1 : 0))
        }
    }

    @Test("text leaves unredacted only with the permission for it")
    func unredacted() throws {
        try withBench { bench throws in
            try bench.addSession(text: "my token is \(plantedToken)")
            let raw: HostValue = .record(["redact": .bool(false)])
            #expect(
                bench.failure("export.json", .text("current"), raw)
                    == "denied: baton.export.json needs the permission 'unredacted'"
            )
            #expect(bench.failure("export.markdown", .text("current"), raw)?.hasPrefix("denied") == true)
            bench.run.permissions.granted[.unredacted] = []
            let document = try bench.call("export.json", .text("current"), raw)
            #expect(document.field("content")?.text?.contains(plantedToken) == true)
            try bench.call("fs.write", .text("raw.json"), document)
            #expect(
                String(decoding: try Files.read(Paths.join(bench.work, "raw.json")), as: UTF8.self).contains(
                    plantedToken
                )
            )
        }
    }

    @Test("no set of permissions holds unredacted by itself")
    func all() {
        #expect(
            PermissionSet.all.granted[.unredacted] == nil
                && PermissionSet.all.granted.count == Permission.allCases.count - 1
        )
    }

    @Test("a dry run calls nothing that acts, and remembers what it left out")
    func dryRun() throws {
        try withBench { bench throws in
            try bench.git("init", "-q")
            try bench.git("commit", "-q", "--allow-empty", "-m", "First")
            try bench.addSession()
            let bundle = try bench.call("export.json")
            try bench.call("fs.write", .text("session.json"), bundle)
            let before = try bench.tree()
            let home = try Files.names(in: Paths.join(bench.home, ".claude/projects"))

            var dry = RunOptions()
            dry.isDryRun = true
            let run = HostRun(bench.context, configuration: bench.configuration, options: dry)
            let calls: [(String, [String: HostValue])] = [
                ("fs.write", ["path": .text("a.txt"), "content": .text("a")]),
                ("upload.put", ["content": bundle]),
                ("git.note", ["content": .text("note")]),
                ("clone.install", ["source": .text("session.json")]),
            ]
            for (path, arguments) in calls {
                let function = try #require(run.registry.function(path))
                #expect(try run.call(function, arguments) == .nil)
            }
            #expect(run.skipped.map(\.function) == calls.map(\.0))
            #expect(run.skipped.first?.arguments["path"] == .text("a.txt"))
            #expect(try bench.tree() == before)
            #expect(try Files.names(in: Paths.join(bench.home, ".claude/projects")) == home)
            #expect(try bench.call("git.read_note") == .nil)
            // Permissions and arguments are checked all the same.
            let put = try #require(run.registry.function("upload.put"))
            #expect(throws: HostError.self) { _ = try run.call(put, [:]) }
            run.permissions = PermissionSet([:])
            #expect(throws: HostError.self) { _ = try run.call(put, ["content": .text("a")]) }
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
