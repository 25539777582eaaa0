/// Lua sources for the comparison with the engine; which of them are good it says itself.
enum Sources {
    static let all: [String] = statements + expressions + literals + names + jumps + broken + nested + large

    static let statements = [
        "", ";", ";;;", "  \n\t\r\n", "-- only a comment", "--[[ long\ncomment ]]",
        "--[==[ a ]] b ]==] x = 1",
        "--[==\nx = 1", "#!/usr/bin/lua\nx = 1", "\u{FEFF}x = 1", "\u{FEFF}#!x\nx = 1", "x = 1",
        "x, y = 1, 2",
        "x, y.z, w[1] = f()", "local a", "local a, b, c", "local a = 1", "local a, b = 1",
        "local a <const> = 1",
        "local a <close> = nil", "local a <const>, b <close> = 1, nil", "local a < const > = 1",
        "f()", "f'x'", "f[[x]]", "f{}", "f{1}{2}'x'", "a.b.c()", "a:b()", "a:b'x'", "a:b{}", "a[1]()",
        "a.b:c():d()",
        "(f)()", "(f or g)(1)", "('x'):rep(3)", "(function() end)()", "do end", "do local a = 1 end",
        "while true do end", "while x do break end", "repeat until x", "repeat local a = 1 until a == 1",
        "if a then end", "if a then elseif b then else end", "if a then elseif b then elseif c then end",
        "for i = 1, 2 do end", "for i = 1, 2, 3 do end", "for k in f do end", "for k, v in pairs(t) do end",
        "for k, v in a, b, c do end", "function f() end", "function a.b.c() end", "function a:b() end",
        "function a.b:c(x, ...) end", "local function f() end", "local function f(a, b, ...) return ... end",
        "return", "return;", "return 1", "return 1, 2;", "do return end", "function f() return end",
        "if x then return 1 end", "return ...", "local a <const> = 1; return a", "local t = {}; t.x = 1",
        "local a = 1; a = 2", "x = function() end", "x = function(...) return ... end",
        "x = function(a, b) end y = 1", "a.b.c.d = 1", "a[b][c] = d", "a.b[c].d, e = 1", "local x = x",
        "goto = 1", "a = b\n(f or g)()", "f\n()", "local function f() return f() end return f()",
        "x = y z = w", "break", "while true do local function f() break end end", "for i = 1, 2 do break end",
    ]

    static let expressions = [
        "x = nil", "x = true and false or not nil", "x = 1 + 2 * 3 ^ 4 // 5 % 6 - 7 / 8", "x = -2 ^ 2",
        "x = - - 1",
        "x = not not a", "x = #t", "x = ~1", "x = 1 ~ 2 | 3 & 4 << 5 >> 6", "x = a .. b .. c",
        "x = a < b == c",
        "x = a <= b, c >= d, e ~= f", "x = {}", "x = {1, 2, 3}", "x = {1; 2; 3;}",
        "x = {a = 1, ['b'] = 2, 3, f()}",
        "x = {...}", "x = {[1] = 2, [f()] = g}", "x = {a}", "x = {a = b, c}", "x = {{{}}}", "x = {,}",
        "x = {1,,2}",
        "x = {a=}", "x = {[1]}", "x = {[1] 2}", "x = (1)", "x = ((a))", "x = (a).b", "x = (a)(b)",
        "x = a.b.c[d]:e()",
        "x = function() return 1 end", "x = (function(...) return ... end)(1)", "x = a and b or c and d",
        "x = 'a' .. 1", "x = 1 .. 2", "x = 1..2", "x = a or\n\nb", "x = - -1", "x = --1\n2", "x = 2^-3",
        "x = -x^-y",
        "x = not a == b", "x = 'x':rep(3)", "x = {}.a", "x = 1 + ", "x = + 1", "x = a b", "x = a + * b",
        "x = ()",
        "x = (1, 2)", "x = a.1", "x = a.", "x = a:b", "x = a:", "x = a[", "x = a[]", "x = a[1", "x = (1",
        "x = 1)",
        "x = {1", "x = 1}", "x = f(", "x = f(1,)", "x = f(,1)", "x = f 1", "x = and", "x = a and",
        "x = a not b",
        "x = a ~ ~b", "x = a ~~ b", "x = a !b", "x = a != b", "x = a && b", "x = a || b", "x = a ? b : c",
        "x = a @ b",
        "x = $a", "x = a\\b", "x = `a`", "x = a = b", "x == 1", "1 = x", "f() = 1", "(a) = 1",
        "a, f() = 1, 2", "'x' = 1",
        "x += 1", "x++", "x", "x.y", "x[1]", "a, b", "1", "'x'", "...", "nil", "{}", "function() end", "(a)",
        "a.b:c",
        "x = function f() end", "x = ... ", "function f() return ... end", "function f(...) return ... end",
        "function f(...) return function() return ... end end", "x = {...}, ...",
    ]

    static let literals = [
        "x = 0", "x = 007", "x = 1.", "x = .5", "x = 1.5e10", "x = 1e", "x = 1e+", "x = 1e+5", "x = 1E-5",
        "x = 0x",
        "x = 0xff", "x = 0XFF", "x = 0xg", "x = 0x.8", "x = 0x8.", "x = 0x.", "x = 0x1p4", "x = 0x1p",
        "x = 0x1p-4",
        "x = 0xA.8p1", "x = 1..2", "x = 1 ..2", "x = 1.2.3", "x = 3x", "x = 3_000", "x = 0b1", "x = 1e5x",
        "x = 08",
        "x = 9223372036854775807", "x = 9223372036854775808", "x = 0xffffffffffffffffff", "x = 1e999",
        "x = 1f",
        "x = 5and 6", "x = 5or 6", "x = 0xep1", "x = 0xe+1", "x = 1e1.5", "x = .", "x = ..", "x = ....",
        "x = .e1",
        "x = 'a'", "x = \"a\"", "x = 'a\"b'", "x = \"a'b\"", "x = 'a", "x = \"a", "x = 'a\nb'",
        "x = 'a\\\nb'",
        "x = 'a\\\r\nb'", "x = '\\a\\b\\f\\n\\r\\t\\v\\\\\\'\\\"'", "x = '\\z   \n  a'", "x = '\\x41'",
        "x = '\\x4'",
        "x = '\\xg1'", "x = '\\65\\065\\255'", "x = '\\256'", "x = '\\300'", "x = '\\1'", "x = '\\u{41}'",
        "x = '\\u{7FFFFFFF}'", "x = '\\u{80000000}'", "x = '\\u{}'", "x = '\\u41'", "x = '\\u{41'",
        "x = '\\u{g}'",
        "x = '\\q'", "x = '\\ '", "x = '\\", "x = '\\'", "x = [[a]]", "x = [[\na\n]]", "x = [==[a]]b]==]",
        "x = [=[a]]",
        "x = [[a]=]", "x = [=a", "x = [==", "x = [[a", "--[[ a", "--[=[ a ]]", "--[=a\nx = 1", "x = [[a]]]",
        "x = t[[[a]]]",
        "x = t[ [[a]] ]", "x = 'ä€😀'", "ä = 1", "x = ä", "x = 'a\0b'", "x = 1\0", "\0", "x = '\u{2028}'",
        "x = “a”",
    ]

    static let names = [
        "_ = 1", "_a1 = 2", "and = 1", "end = 1", "local end = 1", "local function end() end", "a.end = 1",
        "a.b.nil = 1",
        "x = {end = 1}", "function nil() end", "function a.if() end", "local a.b = 1", "local a b", "local 1",
        "local",
        "local a =", "local a,", "local a, = 1", "local a <foo> = 1", "local a <const = 1", "local a <> = 1",
        "local a <close>, b <close> = 1, 2", "local a <const> = 1; a = 2", "local a <close> = nil; a = 1",
        "local a <const> = 1; function f() a = 2 end", "local a <const> = 1; local a = 2; a = 3",
        "local a <const> = {}; a.b = 1", "local a <const> = 1; function a() end",
        "local a <const> = 1; a.b, a = 1, 2",
        "function f(a, a) end", "function f(a,) end", "function f(,a) end", "function f(..., a) end",
        "function f(a.b) end",
        "function f(1) end", "function f end", "function f( end", "function (a) end",
        "function a.b:c:d() end",
        "function a:b.c() end", "function a[1]() end", "local function a.b() end", "local function() end",
        "for i do end", "for i = 1 do end", "for i = 1, 2, 3, 4 do end", "for i, j = 1, 2 do end",
        "for 1 = 1, 2 do end",
        "for a.b in c do end", "for in c do end", "for a in do end", "for a, in b do end", "for i = 1, 2 end",
        "for i = 1, 2 do", "for i <const> = 1, 2 do end", "for i = 1, 2 do i = 3 end", "goto", "goto 1", "::",
        "::a", "::a:", "::1::",
    ]

    static let jumps = [
        "goto a ::a::", "::a:: goto a", "goto a", "goto a do ::a:: end", "do goto a end ::a::",
        "do ::a:: end goto a",
        "::a:: ::a::", "::a:: do ::a:: end", "do ::a:: end ::a::", "do ::a:: end do ::a:: end",
        "goto a local x ::a::", "goto a local x ::a:: x = 1", "goto a local x ::a:: ;;; ::b::",
        "goto a local x ::a:: ::b:: f()",
        "do goto a local x ::a:: end", "do goto a local x ::a:: f() end",
        "goto a; local x <const> = 1 ::a:: f()",
        "repeat goto a local x ::a:: until x", "repeat goto a; local x; ::a:: f() until x",
        "repeat do goto a end local x ::a:: until 1",
        "while x do goto c ::c:: end", "while x do if y then goto c end local z = 1 ::c:: end",
        "for i = 1, 2 do for j = 1, 2 do goto out end end ::out::", "function f() goto a end ::a::",
        "::a:: function f() goto a end", "function f() ::a:: end goto a", "::a:: function f() ::a:: end",
        "function f() ::a:: goto a end function g() ::a:: goto a end", "do goto a end local x ::a:: f()",
        "do goto a end local x ::a::",
        "if x then goto a else goto b end ::a:: ::b::", "::a:: local x; if x then goto a end",
        "local x ::a:: local y goto a",
        "goto continue", "while x do continue end", "break ::a::", "if x then break end",
        "repeat break until x",
        "function f() break end", "while x do do break end end", "while x do function f() end break end",
        "while x do break; f() end",
        "while x do return; end", "return return", "return 1 x = 2", "do return 1 x = 2 end", "return 1,",
        "return = 1",
        "while x do return 1 end f()", "repeat return until x", "if x then return end return", "return;;",
        "return f() ; ",
    ]

    static let broken = [
        "if", "if x", "if x then", "if x then else", "if x then else else end", "if x then elseif end",
        "if x the end",
        "if x then end end", "end", "else", "elseif x", "until x", "then", "do", "do end end", "while",
        "while x", "while x do",
        "while do end", "repeat", "repeat x = 1", "repeat until", "repeat end", "for", "function",
        "function f", "function f()",
        "function f() end end", "if x = 1 then end", "while x = 1 do end", "local x = if",
        "x = if a then b end", "f(", "f(1", "f(1 2)",
        "f)", "f())", "a.b.", "a:b", "a:b.c()", "a:b:c()", "a::b()", "x = = 1", "x = 1 = 2", "local x = = 1",
        "x =", "=", "= 1", ", x = 1",
        "x, = 1", "x y", "x y = 1", "f() g() h()", "f() = g()", "x = {} {}", "x = {}()", "x = {}'a'",
        "({}){}", "x = 1 2", "else if x then end",
        "if x then else if y then end", "if x then else if y then end end", "function f() if x then end",
        "local function f() return 1 2 end",
        "x = function() ", "f(function() end", "f(function() end))", "f{function() end",
        "x = {a = function() end b = 1}",
        "local t = {\n  a = 1\n  b = 2\n}", "print('a' 'b')", "x = 'a' 'b'", "x = (f 'a' 'b')", "let x = 1",
        "var x", "import x", "// x", "/* x */",
        "x = null", "x = a ?? b", "x => 1", "-> x", "x -= 1", "x ..= 'a'", "@x", "!x", "if !x then end",
        "<x>", "[1]", "[x] = 1", "(x", "x)", "}", "{", "]",
    ]

    static let nested = [
        paired("(", "1", ")", 30, before: "x = "), paired("(", "1", ")", 150, before: "x = "),
        paired("(", "1", ")", 250, before: "x = "), paired("{", "", "}", 60, before: "x = "),
        paired("{", "", "}", 250, before: "x = "), paired("do ", "", " end", 60),
        paired("do ", "", " end", 250),
        paired("function f() ", "", " end", 60), paired("function f() ", "", " end", 250),
        paired("f(", "", ")", 60), paired("f(", "", ")", 250), paired("a[", "1", "]", 60, before: "x = "),
        paired("a[", "1", "]", 250, before: "x = "), paired("not ", "1", "", 100, before: "x = "),
        paired("not ", "1", "", 300, before: "x = "), paired("- ", "1", "", 300, before: "x = "),
        paired("1 .. ", "1", "", 100, before: "x = "), paired("1 .. ", "1", "", 300, before: "x = "),
        paired("2 ^ ", "1", "", 300, before: "x = "), paired("1 + ", "1", "", 5000, before: "x = "),
        paired("a and ", "1", "", 5000, before: "x = "), "x = a" + String(repeating: ".a", count: 5000),
        "x = a" + String(repeating: "()", count: 5000), "f" + String(repeating: "{}", count: 5000),
        paired("while x do ", "", " end", 60), paired("if x then ", "", " end", 250),
        paired("repeat ", "", " until x", 250), paired("x = function() ", "", " end", 60),
        paired("a, ", "a", " = 1", 1), String(repeating: "a, ", count: 150) + "a = 1",
        String(repeating: "a, ", count: 300) + "a = 1", paired("((", "a", "))", 300),
        paired("{{", "", "}}", 300),
    ]

    static let large: [String] = [
        locals("a", 199), locals("a", 200), locals("a", 201), locals("a", 300),
        "function f(\(list("a", 199))) end", "function f(\(list("a", 201))) end",
        "\(locals("a", 150))function f()\n\(locals("b", 150))end",
        "\(locals("a", 197))for i = 1, 2 do end", "\(locals("a", 195))for i = 1, 2 do end",
        "do \(locals("a", 150))end do \(locals("b", 150))end",
        upvalues(200), upvalues(300), "x = {\(many("1,", 2000))}",
        "f(\(many("1,", 200))1)", "f(\(many("1,", 400))1)",
        "return \(many("x,", 200))x", "return \(many("x,", 400))x",
        many("x = 1\n", 3000), "x = '\(many("a", 100_000))'",
        "\(many("\n", 10_000))x = ", "\(many("if x then ", 20))\(many("end ", 19))",
    ]

    private static func many(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    private static func list(_ name: String, _ count: Int) -> String {
        (0..<count).map { "\(name)\($0)" }.joined(separator: ",")
    }

    private static func locals(_ name: String, _ count: Int) -> String {
        (0..<count).map { "local \(name)\($0)\n" }.joined()
    }

    private static func calls(_ name: String, _ count: Int) -> String {
        (0..<count).map { "f(\(name)\($0))\n" }.joined()
    }

    private static func paired(
        _ open: String,
        _ middle: String,
        _ close: String,
        _ count: Int,
        before: String = ""
    ) -> String {
        before + String(repeating: open, count: count) + middle + String(repeating: close, count: count)
    }

    /// A function that takes variables of two others.
    private static func upvalues(_ count: Int) -> String {
        let half = count / 2
        let (outer, inner) = (locals("a", half), locals("b", count - half))
        let uses = calls("a", half) + calls("b", count - half)
        return outer + "function g()\n" + inner + "function h()\n" + uses + "end end"
    }
}
