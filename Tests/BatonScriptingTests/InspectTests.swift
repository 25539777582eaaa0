import BatonHost
import Lua
import Platform
import Testing

@Suite("Looking at values")
struct InspectTests {
    @Test(
        "a value is shown in a notation like Lua's",
        arguments: [
            ("nil", "nil"), ("", "nil"), ("true", "true"), ("3", "3"), ("3.0", "3.0"), ("-1/0", "-inf"),
            ("baton.null", "null"),
            ("'a\"\\n\\27[2J\\xff é'", #""a\"\n\x1b[2J\xff é""#), ("'\\u{202e}x'", #""\u{202e}x""#),
            ("{}", "{}"),
            ("{ 1, 'a', { true } }", "{ 1, \"a\", { true } }"),
            (
                "{ b = 1, a = 2, ['x y'] = 3, ['end'] = 4, [true] = 5, [10] = 6, [1.5] = 7 }",
                "{ [true] = 5, [1.5] = 7, [10] = 6, a = 2, b = 1, [\"end\"] = 4, [\"x y\"] = 3 }"
            ),
            ("{ 1, 2, nil, 4, n = 4 }", "{ 1, 2, nil, 4, n = 4 }"), ("print", "<function>"),
            ("{ coroutine.create(print) }", "{ <thread> }"), ("baton", nil),
            (
                "setmetatable({ 1 }, { __index = error, __tostring = error, __len = error, __pairs = error })",
                "{ 1 }"
            ),
            ("{ [{ 1 }] = 2 }", "{ [{ 1 }] = 2 }"),
        ] as [(String, String?)]
    )
    func notation(value: String, text: String?) throws {
        try withBench { bench throws in
            let shown = try bench.run("return baton.inspect(\(value))").text
            if let text { #expect(shown == text) } else { #expect(shown?.contains("<function>") == true) }
        }
    }

    @Test("a table in itself is shown as that, and one that stands twice is shown twice")
    func cycles() throws {
        try withBench { bench throws in
            #expect(
                try bench.run("local t = { 1 } t.me = t return baton.inspect(t)")
                    == .text("{ 1, me = <this table> }")
            )
            #expect(
                try bench.run("local t = { a = { b = {} } } t.a.b.up = t return baton.inspect(t)")
                    == .text("{ a = { b = { up = <the table 2 up> } } }")
            )
            #expect(
                try bench.run("local s = { 1 } return baton.inspect({ s, s })") == .text("{ { 1 }, { 1 } }")
            )
        }
    }

    @Test("wide tables go over several lines")
    func lines() throws {
        try withBench { bench throws in
            #expect(
                try bench.run("return baton.inspect({ name = 'x', list = { 1, 2 } }, { width = 20 })")
                    == .text("{\n  list = { 1, 2 },\n  name = \"x\"\n}")
            )
        }
    }

    @Test("depth, items and texts are cut, and the cut is shown")
    func cuts() throws {
        try withBench { bench throws in
            #expect(
                try bench.run("return baton.inspect({ { { 1 } } }, { depth = 2 })") == .text("{ { {…} } }")
            )
            #expect(try bench.run("return baton.inspect({}, { depth = 0 })") == .text("{…}"))
            #expect(
                try bench.run("return baton.inspect({ 1, 2, 3, a = 1, b = 2 }, { items = 1 })")
                    == .text("{ 1, … 2 more, a = 1, … 1 more }")
            )
            #expect(try bench.run("return baton.inspect('aéé', { text = 2 })") == .text("\"a\"… (5 bytes)"))
            #expect(
                bench.failure("baton.inspect({}, { depht = 1 })")?.message.contains("did you mean 'depth'?")
                    == true
            )
            #expect(bench.failure("baton.inspect({}, { depth = -1 })")?.kindName == "arg")
        }
    }

    @Test("a session is its type, and nothing has an address")
    func handles() throws {
        try withBench { bench throws in
            try bench.addSession()
            #expect(
                try bench.run("return baton.inspect({ baton.sessions.current() })")
                    == .text("{ <baton.Session> }")
            )
            #expect(
                try bench.run(
                    "return baton.inspect({ print, {}, coroutine.create(print) }):find('0x') == nil"
                ) == .bool(true)
            )
        }
    }

    @Test("the same value gives the same text each time")
    func deterministic() throws {
        try withBench { bench throws in
            let script = """
                local function make(first, last, step)
                  local t = {}
                  for n = first, last, step do t["key" .. n] = n end
                  return t
                end
                return baton.inspect(make(1, 500, 1), { items = 3 }) == baton.inspect(make(500, 1, -1), { items = 3 })
                """
            #expect(try bench.run(script) == .bool(true))
        }
    }

    @Test("values without end take neither all time nor all memory")
    func hostile() throws {
        try withBench { bench throws in
            var limits = LuaLimits.trusted
            limits.luaTime = .seconds(20)
            for script in [
                // Each level stands twice in the one above.
                "local t = {} for _ = 1, 60 do t = { t, t } end return baton.inspect(t, { depth = 50 })",
                "local t = {} for n = 1, 300000 do t['k' .. n] = n end return baton.inspect(t)",
                "local t = {} for n = 1, 300000 do t[n] = n end return baton.inspect(t, { items = 100000 })",
                "local t = {} for _ = 1, 100000 do t = { t } end return baton.inspect(t, { depth = 1000000 })",
                "return baton.inspect(('x'):rep(10000000), { text = 1 << 40 })",
                "local t = {} for n = 1, 50 do t[n] = ('x'):rep(100000) end return baton.inspect(t, { text = 100000 })",
            ] {
                let text = try bench.run(script, limits: limits).text
                #expect((1...4_000_000).contains(text?.utf8.count ?? 0), "\(script)")
            }
        }
    }
}
