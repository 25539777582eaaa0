import BatonHost
import BatonScripting
import Lua
import Platform
import TestSupport
import Testing

@Suite("Tests of scripts")
struct TestingTests {
    /// The outcomes of a test file.
    private func outcomes(_ script: String, _ bench: Bench, limits: LuaLimits = TestingRunner.limits) throws
        -> [TestingRunner.Outcome]
    {
        let path = Paths.join(bench.root, "case_test.lua")
        try Files.write(Array(script.utf8), to: path)
        return try ScriptRunner.onItsThread {
            let runner = TestingRunner(bench.context, limits: limits) { world, path, inputs in
                .record(["path": .text(path), "count": .integer(inputs.count), "root": .text(world.work)])
            }
            return try runner.run(path, name: "case_test.lua")
        }
    }

    /// The messages of the tests that failed, by their names.
    private func failures(_ script: String, _ bench: Bench) throws -> [String: String] {
        let failed = try outcomes(script, bench).compactMap { outcome in
            outcome.failure.map { (outcome.name, $0.message) }
        }
        return Dictionary(uniqueKeysWithValues: failed)
    }

    static let functions = TestingRegistry.reference.functions.filter { $0.module == "testing" }.map(\.path)

    @Test("every example of baton.testing runs", arguments: functions)
    func examples(path: String) throws {
        try withBench { bench throws in
            let function = try #require(TestingRegistry.reference.function(path))
            #expect(function.about.hasSuffix("."))
            #expect(function.example.contains("baton.\(path)"))
            for kind in function.errors {
                #expect(TestingRegistry.reference.failures.contains { $0.kind == kind })
            }
            let script =
                path == "testing.test"
                ? function.example : "baton.testing.test('it', function() \(function.example)\n end)"
            for outcome in try outcomes(script, bench) { #expect(outcome.failure == nil, "\(outcome)") }
        }
    }

    @Test("scripts that are no tests do not have baton.testing")
    func onlyInTests() throws {
        try withBench { bench throws in
            #expect(bench.failure("return baton.testing")?.message.contains("'testing'") == true)
            #expect(HostRegistry.builtIn.functions.allSatisfy { $0.module != "testing" })
        }
    }

    @Test("a difference is told with its place")
    func differences() throws {
        try withBench { bench throws in
            let cases = [
                ("1, 2", "expected 2, got 1"), ("'a', nil", "expected nil, got \"a\""),
                ("{ a = { 1, 2 } }, { a = { 1, 3 } }", "expected 3, got 2 at .a[2]"),
                ("{ 1 }, { 1, 2 }", "expected 2, got nil at [2]"),
                ("{ b = 1 }, {}", "expected {}, got { b = 1 }"),
                ("'\\27[2J', 'x'", "expected \"x\", got \"\\x1b[2J\""),
            ]
            for (arguments, message) in cases {
                let failed = try failures(
                    "baton.testing.test('it', function() baton.testing.equal(\(arguments)) end)",
                    bench
                )
                #expect(failed["it"] == message, "\(arguments)")
            }
            for same in ["3, 3.0", "{}, {}", "nil, nil", "{ a = { b = { 'c' } } }, { a = { b = { 'c' } } }"] {
                let script = "baton.testing.test('it', function() baton.testing.equal(\(same)) end)"
                #expect(try failures(script, bench).isEmpty, "\(same)")
            }
        }
    }

    @Test("each test begins with what the file made up, and nothing of another test")
    func isolation() throws {
        try withBench { bench throws in
            let failed = try failures(
                """
                local testing = baton.testing
                testing.session { title = "first", messages = { { role = "user", text = "a" } } }
                testing.file("kept.txt", "kept")
                for number = 1, 2 do
                  testing.test("number " .. number, function()
                    testing.equal(#baton.sessions.list(), 1)
                    testing.equal(#testing.uploads(), 0)
                    testing.equal(testing.log(), {})
                    testing.equal(baton.fs.exists("new.txt"), false)
                    testing.equal(baton.fs.read("kept.txt"), "kept")
                    testing.session { messages = { { role = "user", text = "b" } } }
                    baton.upload.put("text", { filename = "a.txt" })
                    baton.log.say("said")
                    baton.fs.write("new.txt", "new")
                    testing.equal(#testing.uploads(), 1)
                    testing.equal(testing.log(), { "said" })
                  end)
                end
                """,
                bench
            )
            #expect(failed == [:])
        }
    }

    @Test("nothing outside the test's folder is written or read, and nothing is sent")
    func confinement() throws {
        try withBench { bench throws in
            let outside = Paths.join(bench.work, "outside.txt")
            try Files.create(Array("real".utf8), at: outside)
            try bench.addSession()
            let failed = try failures(
                """
                local testing = baton.testing
                testing.test("write", function() baton.fs.write("\(outside)", "x", { if_exists = "replace" }) end)
                testing.test("read", function() baton.fs.read("\(outside)") end)
                testing.test("get", function() baton.http.get("https://example.org/a?token=1") end)
                testing.test("run", function() baton.proc.run({ "git", "--version" }) end)
                testing.test("file", function() testing.file("../../x", "x") end)
                testing.test("none", function() testing.equal(#baton.sessions.list { all = true }, 0) end)
                """,
                bench
            )
            #expect(failed.keys.sorted() == ["file", "get", "read", "run", "write"])
            #expect(failed["get"]?.contains("token") == false)
            #expect(String(decoding: try Files.read(outside), as: UTF8.self) == "real")
        }
    }

    @Test("servers, programs, people and the clock are made up")
    func fakes() throws {
        try withBench { bench throws in
            let failed = try failures(
                """
                local testing = baton.testing
                testing.http("https://api.example.org/*", { status = 500 }, { json = { ok = true } })
                testing.program("make", { code = 2, stderr = "no rule" }, { stdout = "built" })
                testing.clock("2026-01-02T03:04:05Z")
                testing.test("http", function()
                  testing.equal(baton.http.get("https://api.example.org/a").status, 500)
                  local answer = baton.http.post("https://api.example.org/b", "body", { headers = { ["X-A"] = "1" } })
                  testing.equal(baton.json.decode(answer.body), { ok = true })
                  testing.equal(testing.requests()[2].method, "POST")
                  testing.equal(testing.requests()[2].body, "body")
                  testing.equal(testing.requests()[2].headers["X-A"], "1")
                end)
                testing.test("redirect", function()
                  testing.http("https://a.example.org/", { status = 302, headers = { Location = "https://b.example.org/" } })
                  testing.http("https://b.example.org/", { body = "there" })
                  local answer = baton.http.get("https://a.example.org/")
                  testing.equal(answer.body, "there")
                  testing.equal(answer.url, "https://b.example.org/")
                end)
                testing.test("program", function()
                  testing.equal(baton.proc.run({ "make" }).code, 2)
                  testing.equal(baton.proc.run({ "make", "all" }).stdout, "built")
                  testing.equal(testing.ran(), { { "make" }, { "make", "all" } })
                end)
                testing.test("clock", function()
                  testing.equal(baton.time.now(), "2026-01-02T03:04:05.000Z")
                  testing.clock(0)
                  testing.equal(baton.time.now(), "1970-01-01T00:00:00.000Z")
                end)
                testing.test("nobody", function()
                  testing.raises(function() baton.prompt.confirm("Go on?") end, { kind = "prompt.not_interactive" })
                end)
                testing.test("somebody", function()
                  testing.answer("Ada", "y")
                  testing.equal(baton.prompt.input("Name"), "Ada")
                  testing.equal(baton.prompt.confirm("Go on?"), true)
                  testing.equal(#testing.asked(), 2)
                end)
                testing.test("run", function()
                  local outputs = testing.run("recipes/a.yml", { one = 1, two = "b" })
                  testing.equal(outputs.count, 2)
                  assert(baton.text.ends_with(outputs.path, "/recipes/a.yml"))
                end)
                """,
                bench
            )
            #expect(failed == [:])
        }
    }

    @Test("a made-up session has its messages, in their order, and is the current one")
    func sessions() throws {
        try withBench { bench throws in
            let failed = try failures(
                """
                local testing = baton.testing
                testing.test("it", function()
                  testing.session { title = "old", messages = { { role = "user", text = "a" } } }
                  local session = testing.session {
                    title = "Fix it", branch = "fix", model = "claude-opus-4",
                    messages = {
                      { role = "user", text = "Fix" },
                      { role = "assistant", text = "Looking", tool = "Bash", input = { command = "ls" }, output = "a.py" },
                      { role = "assistant", text = "Done" },
                    },
                  }
                  testing.equal(session.title, "Fix it")
                  testing.equal(session.branch, "fix")
                  testing.equal(session.model, "claude-opus-4")
                  testing.equal(baton.sessions.current().id, session.id)
                  local page = baton.export.markdown(session, { messages = "all" }).content
                  for _, text in ipairs { "Fix", "Looking", "ls", "a.py", "Done" } do
                    assert(page:find(text, 1, true), text)
                  end
                end)
                testing.test("unknown", function()
                  testing.raises(function() testing.session { messages = { { role = "user", txt = "a" } } } end,
                    { kind = "arg", message = "did you mean 'text'?" })
                  testing.raises(function() testing.session { messages = { { role = "robot" } } } end, { kind = "arg" })
                end)
                """,
                bench
            )
            #expect(failed == [:])
        }
    }

    @Test("what is uploaded is noted without its secrets")
    func uploads() throws {
        try withBench { bench throws in
            let failed = try failures(
                """
                local testing = baton.testing
                testing.store("team")
                testing.test("it", function()
                  baton.upload.put("key \(plantedToken)", { store = "team", filename = "a.txt", seal = false })
                  local upload = testing.uploads()[1]
                  testing.equal(upload.store, "team")
                  testing.equal(upload.filename, "a.txt")
                  testing.equal(upload.sealed, false)
                  assert(upload.content:find("[redacted:", 1, true))
                  assert(not upload.content:find("\(plantedToken)", 1, true))
                end)
                """,
                bench
            )
            #expect(failed == [:])
        }
    }

    @Test("a test that does not end is ended, and the next one runs")
    func limits() throws {
        try withBench { bench throws in
            var limits = TestingRunner.limits
            limits.luaTime = .milliseconds(200)
            let all = try outcomes(
                """
                baton.testing.test("loop", function() pcall(function() while true do end end) end)
                baton.testing.test("next", function() end)
                """,
                bench,
                limits: limits
            )
            #expect(all.map(\.name) == ["loop", "next"])
            #expect(all[0].failure?.kind == .limit(.time))
            #expect(all[1].failure == nil)
        }
    }

    @Test("a file that fails has no tests, and its failure tells the line")
    func broken() throws {
        try withBench { bench throws in
            #expect(throws: LuaError.self) { try outcomes("x = = 1", bench) }
            do {
                _ = try outcomes("\n\nerror('no')", bench)
                Issue.record("it did not fail")
            } catch let error as LuaError {
                #expect(error.line == 3)
            }
        }
    }

    @Test("no folder of a test is left behind")
    func leftovers() throws {
        try withBench { bench throws in
            let root = try ScriptRunner.onItsThread { try TestingWorld(bench.context).root }
            #expect(Files.linkStatus(root) == nil)
        }
    }
}
