import BatonHost
import BatonRecipes
import Diagnostics
import Lua
import Platform
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A home, a project and the recipes in them.
struct Places {
    let root: String
    var environment: [String: String] = [:]

    var home: String { root + "/home" }
    var project: String { root + "/project" }
    var user: String { home + "/.config/baton/recipes" }
    var recipes: String { project + "/.baton/recipes" }

    init(_ root: String) throws {
        self.root = root
        try Files.makeDirectory(user)
        try Files.makeDirectory(recipes)
    }

    var context: Context {
        Context(
            environment: environment,
            workingDirectory: project,
            homeDirectory: home,
            now: { Timestamp(milliseconds: 1_772_274_615_000) },
            console: FakeConsole(),
            programs: FakePrograms()
        )
    }

    var trust: TrustStore { TrustStore(context, sha256: fakeHash) }

    func catalog(_ builtIn: [String: String] = ["handoff.yml": Places.recipe("built in")]) -> RecipeCatalog {
        RecipeCatalog(
            context,
            trust: trust,
            builtIn: builtIn.sorted { $0.key < $1.key }.map {
                BuiltInRecipe(file: $0.key, bytes: Array($0.value.utf8))
            }
        )
    }

    func write(_ text: String, _ path: String) throws { try Files.write(Array(text.utf8), to: path) }

    static func recipe(_ about: String, steps: String = "  - use: log.say\n    with: {text: hi}\n") -> String
    {
        "baton: 1\nabout: \(about)\nsteps:\n\(steps)"
    }
}

/// Stands in for SHA-256: as good as needed to tell texts apart, and as long.
@Sendable func fakeHash(_ bytes: [UInt8]) -> String {
    var states: [UInt64] = [0xcbf2_9ce4_8422_2325, 1, 2, 3]
    for byte in bytes {
        for index in states.indices {
            states[index] = (states[index] ^ UInt64(byte)) &* 0x100_0000_01b3 &+ UInt64(index)
        }
    }
    return states.map {
        String(repeating: "0", count: 16 - String($0, radix: 16).count) + String($0, radix: 16)
    }.joined()
}

@Suite("The catalog of recipes")
struct CatalogTests {
    @Test("the person's recipe comes before a built-in one, and a project's never does")
    func shadowing() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(Places.recipe("project"), places.recipes + "/handoff.yml")
            try places.write(Places.recipe("project"), places.recipes + "/own.yml")
            #expect(try places.catalog().load("handoff").origin == .builtIn)
            #expect(try places.catalog().load("project/handoff").origin == .project)
            #expect(try places.catalog().load("own").origin == .project)
            #expect(try places.catalog().list().map(\.name) == ["handoff", "own", "project/handoff"])

            try places.write(Places.recipe("mine"), places.user + "/handoff.yaml")
            try places.write(Places.recipe("mine"), places.user + "/own.lua")
            #expect(try places.catalog().load("handoff").origin == .user)
            #expect(try places.catalog().load("own").origin == .user)
            let list = try places.catalog().list()
            #expect(list.map(\.name) == ["handoff", "own", "project/handoff", "project/own"])
            #expect(list.map(\.about) == ["mine", "", "project", "project"])
            #expect(list.map(\.kind) == [.yaml, .lua, .yaml, .yaml])
        }
    }

    @Test(
        "names that could leave the folders are refused",
        arguments: [
            "../x", "a/b", "", ".", "project/../x", "A", "a.yml", "project/", "-a", "x\u{0}y",
            String(repeating: "a", count: 65),
        ]
    )
    func names(_ name: String) throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            #expect(throws: RecipeError.self) { try places.catalog().load(name) }
        }
    }

    @Test("a name with a slip gets a suggestion")
    func suggestion() throws {
        try withTemporaryDirectory { root in
            let catalog = try Places(root).catalog()
            let error = #expect(throws: RecipeError.self) { try catalog.load("handof") }
            #expect(error?.description == "there is no recipe 'handof'")
            #expect(error?.hint == "did you mean 'handoff'?")
        }
    }

    @Test("links in a project are not followed, those of the person are")
    func links() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(Places.recipe("outside"), root + "/outside.yml")
            #expect(symlink(root + "/outside.yml", places.recipes + "/linked.yml") == 0)
            #expect(symlink(root + "/outside.yml", places.user + "/mine.yml") == 0)
            #expect(throws: RecipeError.self) { try places.catalog().load("linked") }
            #expect(try places.catalog().load("mine").isTrusted)
            #expect(try places.catalog().list().map(\.name) == ["handoff", "mine"])

            try Files.makeDirectory(root + "/other/.baton")
            #expect(symlink(places.recipes, root + "/other/.baton/recipes") == 0)
            try places.write(Places.recipe("there"), places.recipes + "/there.yml")
            let other = RecipeCatalog(
                places.context,
                trust: places.trust,
                projectDirectories: [root + "/other"]
            )
            #expect(throws: RecipeError.self) { try other.load("there") }
        }
    }

    @Test("a list shows what files say of themselves, and never evaluates them")
    func listing() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(
                "-- about: Writes \u{1b}[31mred.\n-- hooks: pre-push, nonsense\nerror('never run')\n",
                places.recipes + "/a.lua"
            )
            try places.write("-- Just a comment.\nwhile true do end", places.recipes + "/b.lua")
            try places.write(
                "baton: 1\nabout: C\nhooks: [post-commit]\nsteps: ${{{{",
                places.recipes + "/c.yml"
            )
            try places.write("a: [", places.recipes + "/d.yml")
            try places.write("x", places.recipes + "/e.txt")
            let list = try places.catalog([:]).list()
            #expect(list.map(\.name) == ["a", "b", "c", "d"])
            #expect(list.map(\.about) == ["Writes \u{fffd}[31mred.", "Just a comment.", "C", ""])
            #expect(list.map(\.hooks) == [["pre-push"], [], ["post-commit"], []])
            #expect(list.map { $0.problem != nil } == [false, false, false, true])
            #expect(list.allSatisfy { $0.origin == .project })
        }
    }

    @Test("a file named by its path is untrusted, but one of the person's folder is theirs")
    func paths() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(Places.recipe("a"), places.project + "/a.yml")
            try places.write(Places.recipe("b"), places.user + "/b.yml")
            let source = try places.catalog().load(path: "a.yml")
            #expect(source.origin == .file)
            #expect(!source.isTrusted)
            #expect(source.file == "a.yml")
            #expect(try places.catalog().load(path: places.user + "/b.yml").isTrusted)
            #expect(try places.catalog().load(path: "../home/.config/baton/recipes/b.yml").origin == .user)
            #expect(throws: RecipeError.self) { try places.catalog().load(path: "a.txt") }
            #expect(throws: PlatformError.self) { try places.catalog().load(path: "gone.yml") }
        }
    }

    @Test("the loader brings the files that a recipe names, and those they require")
    func scripts() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            let steps = "  - script: one.lua\n  - lua: return require('four')\n  - script: ../out.lua\n"
            try places.write(Places.recipe("a", steps: steps), places.recipes + "/a.yml")
            try places.write("local two = require \"two\"", places.recipes + "/one.lua")
            try places.write("return require('one'), require('sub.three')", places.recipes + "/two.lua")
            try Files.makeDirectory(places.recipes + "/sub")
            try places.write("return 3", places.recipes + "/sub/three.lua")
            try places.write("return 4", root + "/four.lua")
            #expect(symlink(root + "/four.lua", places.recipes + "/four.lua") == 0)
            try places.write("return 5", places.project + "/.baton/out.lua")
            #expect(
                try places.catalog().load("a").scripts.keys.sorted() == [
                    "one.lua", "sub/three.lua", "two.lua",
                ]
            )
        }
    }

    @Test("a recipe calls another with inputs, and never gains by it")
    func subrecipes() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(
                "baton: 1\nabout: x\ninputs: {n: {type: integer, required: true}}\npermissions: {sessions: read}\n"
                    + "steps: [{id: a, use: export.json, with: {messages: \"${{ inputs.n }}\"}}]\n"
                    + "outputs: {count: \"${{ steps.a.message_count }}\", n: \"${{ inputs.n }}\"}\n",
                places.user + "/inner.yml"
            )
            try places.write(Places.recipe("loop", steps: "  - recipe: loop\n"), places.user + "/loop.yml")
            try places.write(Places.recipe("project"), places.recipes + "/theirs.yml")
            let bench = Bench()
            bench.catalog = places.catalog()
            let outer =
                "baton: 1\nabout: x\npermissions: {sessions: read}\nsteps:\n"
                + "  - {id: i, recipe: inner, with: {n: 4}}\noutputs: {n: \"${{ steps.i.n }}\"}\n"
            #expect(try bench.run(outer)["n"] == .int(4))
            #expect(bench.calls.all[0].arguments["messages"] == .int(4))
            #expect(bench.said == ["[1/1] i: recipe inner", "  [1/1] a: export.json"])

            #expect(bench.run.permissions == .all)

            let checks: [(String, String)] = [
                ("recipe: inner, with: {m: 4}", "recipe 'inner' needs the input 'n'"),
                ("recipe: inner, with: {n: 4, m: 4}", "recipe 'inner' has no input 'm'"),
                ("recipe: inner, with: {n: many}", "'n': integer expected"),
                ("recipe: iner, with: {n: 4}", "there is no recipe 'iner'"),
            ]
            for (step, message) in checks {
                let text = outer.replacing("recipe: inner, with: {n: 4}", step)
                let error = #expect(throws: DiagnosticsError.self) {
                    try RecipeReader(registry: bench.registry, engine: bench.engine, recipes: bench.catalog)
                        .read(Array(text.utf8), file: "test.yml")
                }
                #expect(error?.diagnostics.contains { $0.message == message && $0.line == 5 } == true)
            }
            let noOutput = #expect(throws: DiagnosticsError.self) {
                try RecipeReader(registry: bench.registry, engine: bench.engine, recipes: bench.catalog)
                    .read(Array(outer.replacing("steps.i.n", "steps.i.m").utf8), file: "test.yml")
            }
            #expect(noOutput?.diagnostics.map(\.message) == ["'steps.i' has no field 'm'"])

            let denied = #expect(throws: RecipeError.self) {
                try bench.run(outer.replacing("permissions: {sessions: read}", "permissions: {git: read}"))
            }
            #expect(denied?.kind == "denied")
            let loop = #expect(throws: RecipeError.self) {
                try bench.run(Places.recipe("x", steps: "  - recipe: loop\n"))
            }
            #expect(loop?.kind == "limit")
            let untrusted = #expect(throws: RecipeError.self) {
                try bench.run(Places.recipe("x", steps: "  - recipe: theirs\n"))
            }
            #expect(untrusted?.kind == "recipe.not_trusted")
            #expect(untrusted?.hint?.hasPrefix("baton trust ") == true)
            let wrong = #expect(throws: RecipeError.self) {
                try bench.run(outer.replacing("{n: 4}", "{m: 4}"))
            }
            #expect(
                wrong?.description
                    == "test.yml:5:5: step 'i' failed: recipe 'inner': input 'm' does not exist"
            )
        }
    }
}

@Suite("Trust")
struct TrustTests {
    private static func project(_ places: Places) throws -> RecipeSource {
        try places.catalog().load("a")
    }

    @Test("an approved recipe is trusted until it, or a file it names, changes")
    func content() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            let path = places.recipes + "/a.yml"
            try places.write(Places.recipe("a", steps: "  - script: b.lua\n"), path)
            try places.write("return 1", places.recipes + "/b.lua")
            let source = try Self.project(places)
            #expect(!source.isTrusted)
            let subject = try #require(places.catalog().subject(of: source))
            try places.trust.approve(subject, permissions: ["read your sessions"])
            #expect(try Self.project(places).isTrusted)

            try places.write("return 2", places.recipes + "/b.lua")
            #expect(try !Self.project(places).isTrusted)
            try places.write("return 1", places.recipes + "/b.lua")
            #expect(try Self.project(places).isTrusted)
            try places.write(Places.recipe("b", steps: "  - script: b.lua\n"), path)
            #expect(try !Self.project(places).isTrusted)
            let changed = try #require(places.catalog().subject(of: try Self.project(places)))
            #expect(try places.trust.lastApproval(of: changed)?.text.contains("about: a") == true)
        }
    }

    @Test("an approval holds for its path only")
    func otherPath() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(Places.recipe("a"), places.recipes + "/a.yml")
            try places.write(Places.recipe("a"), places.recipes + "/b.yml")
            let subject = try #require(places.catalog().subject(of: try Self.project(places)))
            try places.trust.approve(subject, permissions: [])
            #expect(try Self.project(places).isTrusted)
            #expect(try !places.catalog().load("b").isTrusted)
        }
    }

    @Test("approvals are listed, and taken back by path even when the file is gone")
    func revoke() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            let path = places.recipes + "/a.yml"
            for about in ["a", "b"] {
                try places.write(Places.recipe(about), path)
                let subject = try #require(places.catalog().subject(of: try Self.project(places)))
                try places.trust.approve(subject, permissions: ["run programs"])
            }
            let list = try places.trust.list()
            #expect(list.map(\.path) == [path, path])
            #expect(list.map(\.permissions) == [["run programs"], ["run programs"]])
            #expect(list.map(\.time) == ["2026-02-28T10:30:15.000Z", "2026-02-28T10:30:15.000Z"])
            try Files.remove(path)
            #expect(try places.trust.revoke(path: path) == 2)
            #expect(try places.trust.list().isEmpty)
            try places.write(Places.recipe("a"), path)
            #expect(try !Self.project(places).isTrusted)
        }
    }

    @Test("a path can be approved whatever it holds")
    func path() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            let path = places.recipes + "/a.yml"
            try places.write(Places.recipe("a"), path)
            try places.trust.approvePath(path)
            try places.write(Places.recipe("b"), path)
            #expect(try Self.project(places).isTrusted)
            #expect(try places.trust.list().map(\.fingerprint) == [nil])
            #expect(try places.trust.revoke(path: path) == 1)
            #expect(try !Self.project(places).isTrusted)
        }
    }

    @Test("a machine can be told hashes to trust")
    func environment() throws {
        try withTemporaryDirectory { root in
            var places = try Places(root)
            try places.write(Places.recipe("a"), places.recipes + "/a.yml")
            let subject = try #require(places.catalog().subject(of: try Self.project(places)))
            places.environment["BATON_TRUST_SHA256"] = "00,\(subject.fingerprint)"
            #expect(try Self.project(places).isTrusted)
            #expect(subject.fingerprint == fakeHash(Array(Places.recipe("a").utf8)))
            places.environment["BATON_TRUST_SHA256"] = ""
            #expect(try !Self.project(places).isTrusted)
        }
    }

    @Test("approvals are for their owner's eyes, and a link or a broken file is none")
    func files() throws {
        try withTemporaryDirectory { root in
            let places = try Places(root)
            try places.write(Places.recipe("a"), places.recipes + "/a.yml")
            let subject = try #require(places.catalog().subject(of: try Self.project(places)))
            try places.trust.approve(subject, permissions: [])
            let directory = places.home + "/.local/state/baton/trust"
            let name = try #require(try Files.names(in: directory).first)
            #expect(Files.status(directory)?.mode == 0o700)
            #expect(Files.status(directory + "/" + name)?.mode == 0o600)
            #expect(name == fakeHash(Array("\(subject.path)\0content\0\(subject.fingerprint)".utf8)))
            try places.write("{", directory + "/broken")
            #expect(try places.trust.list().count == 1)
            try Files.remove(directory + "/" + name)
            #expect(symlink(directory + "/broken", directory + "/" + name) == 0)
            #expect(try !Self.project(places).isTrusted)
        }
    }
}
