import Lua
import Testing

/// The library functions that were written anew must behave as the manual says.
@Suite struct LibraryTests {
    @Test(arguments: [
        // Patterns.
        (#"("hello world"):find("o w")"#, "5,7"),
        (#"("hello world"):find("l+")"#, "3,4"),
        (#"("hello"):find("")"#, "1,0"),
        (#"("hello"):find("", 10)"#, "nil"),
        (#"("hello"):find("", 6)"#, "6,5"),
        (#"("a.b"):find(".", 1, true)"#, "2,2"),
        (#"("hello"):find("l", -2)"#, "4,4"),
        (#"("hello"):find("(l)(l)")"#, "3,4,l,l"),
        (#"("key = value"):match("^(%w+)%s*=%s*(%w+)$")"#, "key,value"),
        (#"("2024-01-02"):match("(%d+)-(%d+)-(%d+)")"#, "2024,01,02"),
        (#"("abc"):match("()b()")"#, "2,3"),
        (#"("f(a(b)c)d"):match("%b()")"#, "(a(b)c)"),
        (#"("THE (quick) fox"):find("%f[%a]%a+%f[%A]")"#, "1,3"),
        (#"("THE (quick) fox"):gsub("%f[%a]%a+", "x")"#, "x (x) x,3"),
        (#"([[say "hi" now]]):match([[(["'])(.-)%1]])"#, "\",hi"),
        (#"("aaa"):match("a-")"#, ""),
        (#"("aaab"):match("a-b")"#, "aaab"),
        (#"("a]b"):match("[]]")"#, "]"),
        (#"("a-b"):match("[a-]+")"#, "a-"),
        (#"("a^b"):match("[b^]+")"#, "^b"),
        (#"("x%y"):match("%%")"#, "%"),
        (#"("\0a\0"):find("\0", 2)"#, "3,3"),
        (#"("$1"):find("$")"#, "3,2"),
        (#"("$1"):find("$1")"#, "1,2"),
        (#"("hello"):gsub("", "-")"#, "-h-e-l-l-o-,6"),
        (#"("hello world"):gsub("o", "0", 1)"#, "hell0 world,1"),
        (#"("hello"):gsub("(l)(o)", "%2%1%0%%")"#, "helollo%,1"),
        (#"("abc"):gsub("%w", "%0%0")"#, "aabbcc,3"),
        (#"("$name is $age"):gsub("%$(%w+)", {name = "Lua", age = 30})"#, "Lua is 30,2"),
        (#"("abc"):gsub(".", function(c) if c == "b" then return "X" end end)"#, "aXc,3"),
        (#"("abc"):gsub(".", function() return false end)"#, "abc,3"),
        (#"("abc"):gsub("^a", "x")"#, "xbc,1"),
        (#"("a,b,,c"):gsub(",", ";")"#, "a;b;;c,3"),
        (#"("x"):rep(3, ", ")"#, "x, x, x"),
        (#"("ab"):rep(0)"#, ""),
        (#"("ab"):rep(-5)"#, ""),
        (#"#("ab"):rep(100000, "xyz")"#, "499997"),
        // Formats.
        (#"("%5d|%-5d|%05d|%+d"):format(42, 42, 42, 42)"#, "   42|42   |00042|+42"),
        (#"("%x %X %#x %o"):format(255, 255, 255, 8)"#, "ff FF 0xff 10"),
        (#"("%.3f %e %g"):format(1/3, 12345.678, 1e20)"#, "0.333 1.234568e+04 1e+20"),
        (#"("%s %s %s"):format(nil, true, 1.5)"#, "nil true 1.5"),
        (#"("%10.3s|%-6s|"):format("abcdef", "ab")"#, "       abc|ab    |"),
        (#"("%q"):format("a\n\"\\\0b\r")"#, "\"a\\\n\\\"\\\\\\0b\\13\""),
        (#"("%q"):format(math.mininteger)"#, "0x8000000000000000"),
        (#"("%c%c"):format(72, 105)"#, "Hi"),
        (#"("100%%"):format()"#, "100%"),
        (#"("%d"):format("10")"#, "10"),
        (#"("%s"):format(setmetatable({}, {__tostring = function() return "me" end}))"#, "me"),
        (#"tostring(setmetatable({}, {__name = "My"})):match("^My: ") ~= nil"#, "true"),
        // Tables.
        (#"table.concat({1, 2, 3}, ", ")"#, "1, 2, 3"),
        (#"table.concat({1, 2, 3}, ", ", 2, 3)"#, "2, 3"),
        (#"table.concat({})"#, ""),
        (
            #"(function() local t = {1, 3} table.insert(t, 2, 2) table.insert(t, 4) return table.concat(t, " ") end)()"#,
            "1 2 3 4"
        ),
        (#"(function() local t = {1, 2, 3} return table.remove(t, 1), table.remove(t), #t end)()"#, "1,3,1"),
        (#"table.remove({})"#, "nil"),
        (#"table.unpack({1, 2, 3}, 2)"#, "2,3"),
        (#"table.unpack({}, 1, 2)"#, "nil,nil"),
        (#"table.concat(table.move({1, 2, 3}, 1, 3, 2), " ")"#, "1 1 2 3"),
        (#"table.concat(table.move({1, 2, 3}, 2, 3, 1), " ")"#, "2 3 3"),
        (#"table.concat(table.move({1, 2, 3}, 1, 3, 3, {9, 9}), " ")"#, "9 9 1 2 3"),
        (#"(function() local t = {5, 2, 8, 1} table.sort(t) return table.concat(t, " ") end)()"#, "1 2 5 8"),
        (
            #"(function() local t = {"b", "a", "c"} table.sort(t, function(a, b) return a > b end) return table.concat(t) end)()"#,
            "cba"
        ),
        (
            #"(function() local t = setmetatable({}, {__index = function(_, i) if i <= 3 then return i * 10 end end, __len = function() return 3 end}) return table.concat(t, " ") end)()"#,
            "10 20 30"
        ),
        // The rest.
        (#"select('#', pcall(error))"#, "2"),
        (#"pcall(error, "x", 0)"#, "false,x"),
        (#"xpcall(error, function(m) return m .. "!" end, "x")"#, "false,x!"),
        (#"xpcall(function(...) return select('#', ...) end, print, 1, 2, nil)"#, "true,3"),
        (#"coroutine.resume(coroutine.create(function(...) return ... end), 1, 2)"#, "true,1,2"),
        (#"coroutine.isyieldable(), select(2, coroutine.running())"#, "false,true"),
        (#"utf8.char(228, 8364), utf8.len("äö")"#, "ä€,2"),
        (#"os.date("!%Y-%m-%d", 0)"#, "1970-01-01"),
        (#"os.time{year = 2024, month = 1, day = 1, hour = 0} > 0"#, "true"),
        (#"rawequal(load("return ...")(1), 1)"#, "true"),
        (#"load("return +")"#, "nil,(load):1: unexpected symbol near '+'"),
    ]) func `a library call gives what the manual says`(_ expression: String, _ expected: String) throws {
        let rig = try Rig()
        let results = try rig.run(
            """
            local r = table.pack(\(expression))
            for i = 1, r.n do r[i] = tostring(r[i]) end
            return table.concat(r, ",", 1, r.n)
            """
        )
        #expect(results == [.text(expected)])
    }

    @Test func `sorting agrees with a plain sort`() throws {
        var random = SeededGenerator(seed: 0xa11)
        let rig = try Rig()
        for round in 0..<60 {
            let count = [0, 1, 2, 3, 4, 10, 99, 100, 101, 500][round % 10]
            let items = (0..<count).map { _ in
                Int64.random(in: 0...(round < 30 ? 10 : 100_000), using: &random)
            }
            let expected = LuaValue.array(items.sorted().map { .int($0) })
            let given = LuaValue.array(items.map { .int($0) })
            #expect(
                try rig.run("local t = ... table.sort(t) return t", [given]) == [expected],
                "seed 0xa11, round \(round)"
            )
            let mine = try rig.run(
                "local t = ... table.sort(t, function(a, b) return a < b end) return t",
                [given]
            )
            #expect(mine == [expected], "seed 0xa11, round \(round)")
        }
    }

    @Test func `a deep comparison order is quick`() throws {
        // Sorted, reversed and organ-pipe inputs must not be quadratic.
        try onThread {
            let rig = try Rig()
            let results = try rig.run(
                """
                local function check(make)
                  local t, calls = {}, 0
                  for i = 1, 20000 do t[i] = make(i) end
                  table.sort(t, function(a, b) calls = calls + 1 return a < b end)
                  return calls < 2000000
                end
                return check(function(i) return i end), check(function(i) return -i end),
                  check(function(i) return i < 10000 and i or 20000 - i end), check(function() return 1 end)
                """
            )
            #expect(results == [.bool(true), .bool(true), .bool(true), .bool(true)])
        }
    }
}
