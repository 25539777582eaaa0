import BatonHost
import BatonScripting
import BatonSharing
import Lua
import Platform
import TestSupport
import Testing

/// A prompt whose lines come from a list.
private final class ListedTerminal: ReplTerminal {
    var lines: [ReplLine]
    var shown: [String] = []
    var told: [String] = []
    var failures: [LuaError] = []
    var prompts: [String] = []

    init(_ lines: [String]) { self.lines = lines.map { .text($0) } }

    func readLine(prompt: String, after earlier: String) throws -> ReplLine {
        prompts.append(prompt)
        return lines.isEmpty ? .end : lines.removeFirst()
    }
    func remember(_ line: String) {}
    func show(_ text: String) throws { shown.append(text) }
    func tell(_ text: String) { told.append(text) }
    func tell(failure: any Error) { if let error = failure as? LuaError { failures.append(error) } }
}

@Suite("The prompt")
struct ReplTests {
    private func withSession<Result>(limits: LuaLimits = .trusted, _ body: (ReplSession) throws -> Result)
        throws
        -> Result
    {
        try withBench { bench throws in
            try bench.addSession()
            return try ScriptRunner.onItsThread {
                let run = HostRun(bench.context, configuration: Configuration(), say: { _ in })
                return try body(try ReplSession(run, limits: limits))
            }
        }
    }

    private func typed(_ lines: [String], limits: LuaLimits = .trusted) throws -> (
        shown: [String], told: [String], failures: [String], prompts: [String]
    ) {
        try withSession(limits: limits) { session in
            let terminal = ListedTerminal(lines)
            var repl = Repl(session, terminal)
            try repl.run()
            return (
                terminal.shown, terminal.told, terminal.failures.map(\.description), terminal.prompts
            )
        }
    }

    @Test("an expression shows its values, a chunk what it returns")
    func values() throws {
        #expect(
            try typed(["1 + 1", "1, 'a', nil", "return 3", "x = 4", "x"]).shown == [
                "2", "1", "\"a\"", "nil", "3", "4",
            ]
        )
    }

    @Test("an input goes on until it is complete")
    func continuation() throws {
        let (shown, _, failures, prompts) = try typed([
            "function f(n)", "return n +", "1 end", "f(2)", "1 +", "2",
        ])
        #expect(shown == ["3", "3"])
        #expect(failures.isEmpty)
        #expect(prompts == ["> ", ">> ", ">> ", "> ", "> ", ">> ", "> "])
    }

    @Test("the end of the input ends what was not complete")
    func unfinished() throws { #expect(try typed(["f("]).failures.count == 1) }

    @Test("a failure ends its input only; globals stay, locals do not")
    func failures() throws {
        let (shown, _, failures, _) = try typed(["x = 1", "error('no')", "local y = 2", "y", "x"])
        #expect(shown == ["1"])
        #expect(failures.count == 2)
        #expect(failures[0] == "input:1: no")
        #expect(failures[1].contains("undefined global 'y'"))
    }

    @Test("each input has its limits anew")
    func limits() throws {
        var limits = LuaLimits.trusted
        limits.luaTime = .milliseconds(100)
        let (shown, _, failures, _) = try typed(
            ["while true do end", "1", "pcall(function() while true do end end)", "2"],
            limits: limits
        )
        #expect(shown == ["1", "2"])
        #expect(failures.count == 2)
    }

    @Test("a value that cannot leave the script is told in words")
    func words() throws {
        let shown = try typed(["t = {} t.t = t return t", "coroutine.create(print)", "print"]).shown
        #expect(shown[0].hasPrefix("table: "))
        #expect(shown[1].hasPrefix("thread: "))
        #expect(shown[2] == "function")
    }

    @Test("a script that ends itself ends the prompt")
    func exit() throws {
        let (shown, _, failures, _) = try typed(["baton.exit(3)", "1"])
        #expect(shown.isEmpty)
        #expect(failures.isEmpty)
    }

    @Test("commands tell about functions, types and limits")
    func commands() throws {
        let (shown, told, failures, _) = try typed([
            ":doc export.json", ":doc nothing.like.it", ":type 1", ":type 1.5",
            ":type 'ab', {}, { 1 }, { a = 1 }",
            ":type baton.sessions.current()", ":limits", ":help", ":nonsense\u{1b}[2J", ":type", ":quit", "1",
        ])
        #expect(shown[0].contains("baton.export.json("))
        #expect(
            shown[1...4] == [
                "integer", "float", "string of 2 bytes, empty table, list of 1, table of 1 fields",
                "baton.Session",
            ]
        )
        #expect(shown.count == 9)
        #expect(told.contains { $0.contains("nothing.like.it") })
        #expect(told.contains { $0.contains(":doc NAME") })
        #expect(!told.joined().contains("\u{1b}"))
        #expect(failures.isEmpty)
    }

    @Test(
        "Tab completes globals, fields, methods, options and pages",
        arguments: [
            ("baton.expo", "rt"), ("baton.export.jso", "n"), ("print(baton.git.ro", "ot"), ("strin", "g"),
            ("s:mess", "age"), ("s.bran", "ch"), ("baton.export.json(s, { mess", "ages = "),
            ("baton.export.json { his", "tory = "), ("baton.sessions.list({\n  lim", "it = "),
            ("baton.export.json(s, { messages = 1, his", "tory = "), ("s:messages { rol", "es = "),
            (":qu", "it "), (":doc export.js", "on"), (":doc Docum", "ent"), (":type baton.gi", "t"),
            ("nothing.like.it", ""), ("baton.export.json(s, { messages = me", ""), ("f({ mess", ""),
        ]
    )
    func completion(text: String, insertion: String) throws {
        try withSession { session in
            _ = try session.evaluate("s = baton.sessions.current()", name: "input")
            #expect(ReplCompletion(session).offer(for: text).insertion == insertion)
        }
    }

    @Test("several possibilities are listed, and their common beginning goes in")
    func choices() throws {
        try withSession { session in
            let offer = ReplCompletion(session).offer(for: "string.r")
            #expect(offer.words == ["string.rep", "string.reverse"])
            #expect(offer.insertion == "e")
        }
    }

    @Test(
        "values are shown in the notation of Lua, and nothing of them obeys a terminal",
        arguments: [
            ("'a\\n\\t\"\\\\'", #""a\n\t\"\\""#), ("'\\27[2J'", #""\x1b[2J""#),
            ("'\\xff\\0a'", #""\xff\x00a""#),
            ("'\\u{202e}'", #""\u{202e}""#), ("3.0", "3.0"), ("1/0", "inf"), ("-1/0", "-inf"), ("0/0", "nan"),
            ("baton.null", "baton.null"), ("{ [1] = 1, [3] = 3 }", "{ [1] = 1, [3] = 3 }"),
            ("{ ['a b'] = { true } }", #"{ ["a b"] = { true } }"#),
            ("{ ['\\27'] = 1 }", #"{ ["\x1b"] = 1 }"#),
            ("{ [true] = false }", "{ [true] = false }"), ("{}", "{}"),
        ]
    )
    func inspection(expression: String, text: String) throws {
        #expect(try typed([expression]).shown == [text])
    }

    @Test("a big table goes over several lines and is cut")
    func bigTables() throws {
        let shown = try typed(["local t = {} for i = 1, 1000 do t[i] = i end return t"]).shown
        #expect(shown[0].hasPrefix("{\n  1,\n"))
        #expect(shown[0].hasSuffix("  -- … 800 more\n}"))
    }

    @Test("an object shows its facts")
    func objects() throws {
        let shown = try typed(["baton.sessions.current()"]).shown
        #expect(shown[0].hasPrefix("baton.Session {"))
        #expect(shown[0].contains("branch = \"main\""))
    }

    @Test("lines are kept in a file for its owner, as many as there is room for")
    func history() throws {
        try withBench { bench throws in
            let history = ReplHistory(bench.context)
            #expect(history.lines() == [])
            try history.add(["a", "a", "b\u{1b}[2J"]) { $0 }
            #expect(history.lines() == ["a", "b\u{fffd}[2J"])
            #expect(Files.linkStatus(history.path)?.mode == 0o600)
            try history.add((0..<2000).map { "line \($0)" }) { $0 }
            #expect(history.lines().count == ReplHistory.limit)
            #expect(history.lines().last == "line 1999")
            try history.add(["secret"]) { _ in "[redacted]" }
            #expect(history.lines().last == "[redacted]")
        }
    }
}
