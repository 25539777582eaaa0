import BatonHost
import BatonScripting
import Lua
import Platform
import Testing

@Suite("Lists and iterators")
struct IterTests {
    /// Each script returns true.
    @Test(
        "functions go through lists and iterators alike",
        arguments: [
            "local r = baton.iter.map({ 1, 2, 3 }, function(v, i) return v * 10 + i end) return r[1] == 11 and r[3] == 33",
            "local r = baton.iter.map({ 1, 2, 3 }, function(v) if v ~= 2 then return v end end) return #r == 2 and r[2] == 3",
            "local r = baton.iter.map({ { n = 1 }, { n = 2 }, {} }, 'n') return #r == 2 and r[2] == 2",
            "local r = baton.iter.filter(('a1b2'):gmatch('%a'), function(c) return c > 'a' end) return #r == 1 and r[1] == 'b'",
            "local r = baton.iter.filter({ false, 1, true }) return #r == 2 and r[1] == 1",
            "return #baton.iter.collect(('abc'):gmatch('.')) == 3 and #baton.iter.collect({}) == 0",
            "local v, i = baton.iter.find({ 5, 6, 7 }, function(v) return v > 5 end) return v == 6 and i == 2",
            "local v, i = baton.iter.find({ 5 }, function(v) return false end) return v == nil and i == nil",
            "return baton.iter.any({ false, 1 }) and not baton.iter.any({}) and baton.iter.all({}) and not baton.iter.all({ 1, false })",
            "return baton.iter.count({ 1, 2, 3 }) == 3 and baton.iter.count({ 1, 2, 3 }, function(v) return v > 1 end) == 2",
            "return baton.iter.reduce({ 1, 2, 3 }, function(s, v, i) return s .. v .. i end, '') == '112233'",
            "return baton.iter.reduce({ 4, 2 }, function(a, b) return a - b end) == 2 and baton.iter.reduce({}, print) == nil",
            "return #baton.iter.take({ 1, 2, 3 }, 2) == 2 and #baton.iter.take({ 1 }, 9) == 1 and #baton.iter.take({ 1 }, 0) == 0",
            "return baton.iter.skip({ 1, 2, 3 }, 1)[1] == 2 and #baton.iter.skip({ 1 }, 5) == 0",
            "local r = baton.iter.zip({ 1, 2, 3 }, ('ab'):gmatch('.')) return #r == 2 and r[2][1] == 2 and r[2][2] == 'b'",
            "local r = baton.iter.flatten({ { 1, { 2 } }, 3, {} }) return #r == 3 and r[2][1] == 2",
            "return math.type(baton.iter.sum({ 1, 2 })) == 'integer' and baton.iter.sum({ 1, 2.5 }) == 3.5 and baton.iter.sum({}) == 0",
            "return baton.iter.sum({ math.maxinteger, 1 }) == 2.0 ^ 63 and baton.iter.sum({ { n = 2 } }, 'n') == 2",
            "return baton.iter.min({ 3, 1.5, 2 }) == 1.5 and baton.iter.max({ 'a', 'b' }) == 'b' and baton.iter.max({}) == nil",
            "return baton.iter.max({ { n = 1 }, {}, { n = 3 } }, 'n').n == 3",
            "local r = baton.iter.sorted({ 3, 1, 2.5 }) return r[1] == 1 and r[2] == 2.5",
            "local r = baton.iter.sorted({ { k = 'b' }, {}, { k = 'a' } }, { by = 'k' }) return r[1].k == 'a' and r[3].k == nil",
            "local r = baton.iter.sorted({ { k = 1 }, {}, { k = 2 } }, { by = 'k', descending = true }) return r[1].k == 2 and r[3].k == nil",
            """
            local r = baton.iter.sorted({ { 1, 'x' }, { 0, 'y' }, { 1, 'a' } }, { by = function(v) return v end })
            return r[1][2] == 'y' and r[2][2] == 'a'
            """,
            """
            local r = baton.iter.sorted({ 'bb', 'a', 'cc', 'd' }, { by = function(v) return -#v end })
            return table.concat(r) == 'bbccad'
            """,
            "local r = baton.iter.sorted({ 9007199254740993, 9007199254740992.0 }) return math.type(r[2]) == 'integer'",
            "local r = baton.iter.group_by({ 1, 2, 3 }, function(v) return v % 2 end) return #r[1] == 2 and r[0][1] == 2",
            "local r = baton.iter.group_by({ { a = 'x' }, {} }, 'a') return #r.x == 1 and #r[false] == 1",
            "local r = baton.iter.unique({ 1, 1.0, '1', { 1 }, { 1 } }) return #r == 3",
            "local r = baton.iter.keys({ b = 1, a = 2, [3] = 0, [true] = 1 }) return r[1] == true and r[2] == 3 and r[3] == 'a'",
            "local r = baton.iter.values({ b = 1, a = 2 }) return r[1] == 2 and r[2] == 1",
            "local f = function() end local r = baton.iter.filter({ f }) return r[1] == f",
        ]
    )
    func scripts(script: String) throws {
        try withBench { bench throws in #expect(try bench.run(script) == .bool(true), "\(script)") }
    }

    @Test("a session's field can be named, and stays the session")
    func sessions() throws {
        try withBench { bench throws in
            try bench.addSession()
            let script = """
                local sessions = baton.sessions.list()
                local same = baton.iter.filter(sessions, "id")[1] == sessions[1]
                return same and baton.iter.map(sessions, "id")[1] == sessions[1].id
                """
            #expect(try bench.run(script) == .bool(true))
            #expect(
                bench.failure("baton.iter.map(baton.sessions.list(), 'no_field')")?.message
                    == "a Session has no field 'no_field'"
            )
        }
    }

    @Test("the messages of a session are gone through like any values")
    func messages() throws {
        try withBench { bench throws in
            try bench.addSession()
            let script = """
                local session = baton.sessions.current()
                local numbers = baton.iter.map(session:messages(), "number")
                local first = baton.iter.take(session:messages(), 1)
                return #numbers == 2 and numbers[2] == 2 and #first == 1 and baton.iter.count(session:messages()) == 2
                """
            #expect(try bench.run(script) == .bool(true))
        }
    }

    @Test("take asks an iterator without end for no more than it needs")
    func lazy() throws {
        try withBench { bench throws in
            let script = """
                local asked = 0
                local function numbers() asked = asked + 1 return asked end
                local first = baton.iter.take(numbers, 3)
                baton.iter.find(numbers, function(n) return n == 5 end)
                return #first == 3 and asked == 5
                """
            #expect(try bench.run(script) == .bool(true))
        }
    }

    @Test("the error of a callback comes out as the very same value")
    func errors() throws {
        try withBench { bench throws in
            for name in [
                "map", "filter", "any", "all", "count", "find", "group_by", "min", "sum", "unique", "reduce",
            ] {
                let script = """
                    local thrown = { kind = "mine", message = "no" }
                    local ok, err = pcall(baton.iter.\(name), { 1, 2 }, function() error(thrown) end)
                    return not ok and rawequal(err, thrown)
                    """
                #expect(try bench.run(script) == .bool(true), "\(name)")
            }
            let sorted = """
                local thrown = {}
                local ok, err = pcall(baton.iter.sorted, { 1, 2 }, { by = function() error(thrown) end })
                local ok2, err2 = pcall(baton.iter.collect, function() error(thrown) end)
                return rawequal(err, thrown) and rawequal(err2, thrown)
                """
            #expect(try bench.run(sorted) == .bool(true))
        }
    }

    @Test("a callback that changes the list changes nothing of what is gone through")
    func changedList() throws {
        try withBench { bench throws in
            let script = """
                local list = { 1, 2, 3 }
                local seen = baton.iter.map(list, function(v)
                  list[#list + 1] = 9
                  list[1] = nil
                  return v
                end)
                return #seen == 3 and seen[3] == 3
                """
            #expect(try bench.run(script) == .bool(true))
        }
    }

    @Test("limits end a callback and an iterator without end")
    func limits() throws {
        try withBench { bench throws in
            var limits = LuaLimits.trusted
            limits.luaTime = .milliseconds(300)
            for script in [
                "baton.iter.map({ 1 }, function() while true do end end)",
                "pcall(baton.iter.count, function() return 1 end)",
                "baton.iter.any(function() return 1 end, function() return false end)",
                "while true do pcall(baton.iter.map, { 1, 2 }, function(v) return v end) end",
            ] {
                let error = #expect(throws: LuaError.self, "\(script)") {
                    try bench.run(script, limits: limits)
                }
                #expect(error?.kind == .limit(.time), "\(script)")
            }
            let error = bench.failure("baton.iter.collect(function() return 1 end)")
            #expect(error?.kindName == "limit")
            #expect(error?.message == "baton.iter.collect: there may be at most 200000 values")
            let nested = """
                local function deeper(n) return baton.iter.map({ n }, function(v) return deeper(v + 1) end) end
                return deeper(1)
                """
            #expect(bench.failure(nested)?.kindName == "limit.nesting")
        }
    }

    @Test(
        "what cannot be gone through or put in order is refused with words",
        arguments: [
            ("baton.iter.map({ a = 1 }, print)", "list expected, got a table with names or holes"),
            ("baton.iter.map({ 1, nil, 3 }, print)", "list expected, got a table with names or holes"),
            ("baton.iter.map(5, print)", "argument 'list': list or iterator expected, got integer"),
            ("baton.iter.map({ 1 }, 5)", "argument 'fn': function or name of a field expected, got integer"),
            (
                "baton.iter.map({ 1 }, 'name')",
                "value 1: table or handle expected for the field 'name', got integer"
            ),
            ("baton.iter.sorted({ 1, 'a' })", "integer and string have no order"),
            ("baton.iter.sorted({ 0/0, 1.5 })", "NaN has no order"),
            ("baton.iter.sorted({ { a = 1 }, { a = 1 } })", "table and table have no order"),
            ("baton.iter.max({ {}, 1 })", "array and integer have no order"),
            ("baton.iter.sum({ 1, 'x' })", "value 2: number expected, got string"),
            (
                "baton.iter.group_by({ 1 }, function() return {} end)",
                "value 1: text, integer or boolean expected as the group, got array"
            ),
            ("baton.iter.take({ 1 }, -1)", "argument 'count' must be 0 or more"),
            ("baton.iter.keys('x')", "argument 'table': table expected, got string"),
            ("baton.iter.map({ 1 })", "argument 'fn': any value expected, got nil"),
        ]
    )
    func refused(script: String, message: String) throws {
        try withBench { bench throws in
            let error = bench.failure(script)
            #expect(error?.kindName == "arg")
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "none")")
        }
    }

    @Test("where and traceback name the lines")
    func places() throws {
        try withBench { bench throws in
            #expect(try bench.run("\nreturn baton.debug.where()") == .text("test.lua:2"))
            let script = """
                local function inner() return baton.debug.traceback() end
                local function outer()
                  local trace = inner()
                  return trace
                end
                return outer()
                """
            let trace = try #require(try bench.run(script).text).split(separator: "\n")
            #expect(trace.contains { $0.contains("test.lua:1") })
            #expect(trace.contains { $0.contains("test.lua:3") })
            let deep = """
                local function down(n) if n == 0 then return baton.debug.traceback() end return (down(n - 1)) end
                return down(1000)
                """
            #expect(try bench.run(deep).text?.split(separator: "\n").count ?? 99 <= 21)
        }
    }
}
