/// Sources that are hostile by themselves, made here because no editor should open them.
enum OddSource {
    static let cases: [HostileCase] =
        bytes + nests + sizes
        + texts.map { HostileCase(name: $0.0, outcome: $0.1, source: Array($0.2.utf8)) }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    private static let bytes: [HostileCase] = [
        HostileCase(name: "a zero in the source", outcome: .error(""), source: Array("x = 1 \0 y = 2".utf8)),
        HostileCase(name: "a zero in a comment", outcome: .clean, source: Array("-- a\0b\nlocal x = 1".utf8)),
        HostileCase(name: "a zero in a string", outcome: .clean, source: Array("assert(#'a\0b' == 3)".utf8)),
        HostileCase(name: "zeros only", outcome: .error(""), source: Array(repeating: 0, count: 100_000)),
        HostileCase(
            name: "bytes that are no text",
            outcome: .error(""),
            source: Array(repeating: 0xFF, count: 1000)
        ),
        HostileCase(
            name: "no UTF-8 in a string",
            outcome: .clean,
            source: Array("local s = '".utf8) + [0xFF, 0xC0] + Array("'".utf8)
        ),
        HostileCase(
            name: "a binary chunk",
            outcome: .error(""),
            source: [0x1B] + Array("Lua".utf8) + Array(repeating: 0, count: 100)
        ),
        HostileCase(
            name: "a binary chunk behind a first line",
            outcome: .error(""),
            source: Array("#!\n".utf8) + [0x1B] + Array("Lua".utf8)
        ),
        HostileCase(
            name: "a byte order mark",
            outcome: .clean,
            source: [0xEF, 0xBB, 0xBF] + Array("local x = 1".utf8)
        ),
        HostileCase(
            name: "two byte order marks",
            outcome: .error(""),
            source: [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + Array("x = 1".utf8)
        ),
        HostileCase(
            name: "a byte order mark and a first line",
            outcome: .clean,
            source: [0xEF, 0xBB, 0xBF] + Array("#!/bin/lua\nlocal x = 1".utf8)
        ),
        HostileCase(name: "half a byte order mark", outcome: .error(""), source: [0xEF, 0xBB]),
        HostileCase(name: "every byte once", outcome: .error(""), source: Array(0...255)),
    ]

    private static let nests: [HostileCase] = [
        ("parentheses", "return " + repeated("(", 5000) + "1" + repeated(")", 5000)),
        ("tables", "return " + repeated("{", 5000) + repeated("}", 5000)),
        ("functions", repeated("return function() ", 5000) + repeated("end ", 5000)),
        ("blocks", repeated("do ", 50000) + repeated("end ", 50000)),
        ("conditions", repeated("if true then ", 10000) + repeated("end ", 10000)),
        ("loops", repeated("while true do ", 10000) + repeated("end ", 10000)),
        ("negations", "return " + repeated("not ", 50000) + "1"),
        ("minus signs", "return " + repeated("- ", 50000) + "1"),
        ("powers", "return " + repeated("2^", 50000) + "1"),
        ("calls", "return f" + repeated("(f", 5000) + repeated(")", 5000)),
        ("indices", "return t" + repeated("[t", 5000) + repeated("]", 5000)),
        ("elseifs", "local x if x then " + repeated("elseif x then ", 15000) + "end"),
        ("assignments", repeated("a, ", 5000) + "a = 1"),
    ].map { HostileCase(name: "a deep nest of " + $0.0, outcome: .any, source: Array($0.1.utf8)) }

    private static let sizes: [HostileCase] = [
        HostileCase(
            name: "a source beyond the limit",
            outcome: .limit("source"),
            source: Array(repeated("x = 1 ", 2_000_000).utf8)
        ),
        HostileCase(
            name: "a long line",
            outcome: .any,
            source: Array(("local s = '" + repeated("x", 200_000) + "'").utf8)
        ),
        HostileCase(
            name: "ten megabytes in a line",
            outcome: .limit("source"),
            source: Array(("--" + repeated("x", 10_000_000)).utf8)
        ),
        HostileCase(name: "many empty lines", outcome: .clean, source: Array(repeated("\n", 200_000).utf8)),
        HostileCase(name: "many semicolons", outcome: .clean, source: Array(repeated(";", 200_000).utf8)),
        HostileCase(
            name: "many constants",
            outcome: .any,
            source: Array(("local t = {" + (0..<30000).map { "'k\($0)'," }.joined() + "}").utf8)
        ),
        HostileCase(
            name: "many numbers",
            outcome: .any,
            source: Array(("local t = {" + (0..<30000).map { "\($0).5," }.joined() + "}").utf8)
        ),
        HostileCase(
            name: "many fields",
            outcome: .any,
            source: Array(("return t" + repeated(".a", 60000)).utf8)
        ),
        HostileCase(
            name: "a long concatenation",
            outcome: .any,
            source: Array(("return 'a'" + repeated("..'a'", 40000)).utf8)
        ),
        HostileCase(
            name: "a concatenation within the registers",
            outcome: .clean,
            source: Array(("return 'a'" + repeated("..'a'", 150)).utf8)
        ),
        HostileCase(
            name: "a long sum",
            outcome: .any,
            source: Array(("local x = 1 return x" + repeated("+x", 80000)).utf8)
        ),
        HostileCase(
            name: "three hundred locals",
            outcome: .error("too many local variables"),
            source: Array((0..<300).map { "local a\($0) " }.joined().utf8)
        ),
        HostileCase(name: "three hundred upvalues", outcome: .error(""), source: Array(upvalues.utf8)),
        HostileCase(
            name: "three hundred arguments",
            outcome: .error(""),
            source: Array(("print(" + (0..<300).map { "\($0)" }.joined(separator: ",") + ")").utf8)
        ),
        HostileCase(
            name: "a storm of labels",
            outcome: .any,
            source: Array((0..<12000).map { "::a\($0):: " }.joined().utf8)
        ),
        HostileCase(
            name: "a storm of gotos",
            outcome: .any,
            source: Array(
                ((0..<8000).map { "goto a\($0) " }.joined() + (0..<8000).map { "::a\($0):: " }.joined()).utf8
            )
        ),
        HostileCase(
            name: "a storm of functions",
            outcome: .any,
            source: Array(("return {" + repeated("function() end,", 15000) + "}").utf8)
        ),
        HostileCase(
            name: "a name of a hundred thousand letters",
            outcome: .error("undefined global"),
            source: Array(("return " + repeated("n", 100_000)).utf8)
        ),
        HostileCase(
            name: "a long label that is not there",
            outcome: .error("no visible label"),
            source: Array(("goto " + repeated("n", 100_000)).utf8)
        ),
        HostileCase(
            name: "a long unfinished string",
            outcome: .error("unfinished string"),
            source: Array(("x = '" + repeated("x", 200_000)).utf8)
        ),
        HostileCase(
            name: "a number of a hundred thousand digits",
            outcome: .any,
            source: Array(("return " + repeated("9", 100_000)).utf8)
        ),
        HostileCase(
            name: "a long string with many brackets",
            outcome: .clean,
            source: Array(("return [" + repeated("=", 1000) + "[x]" + repeated("=", 1000) + "]").utf8)
        ),
    ]

    /// More upvalues than a function can have, from two levels of functions with 150 locals each.
    private static var upvalues: String {
        let outer = (0..<150).map { "local a\($0) " }.joined()
        let inner = (0..<150).map { "local b\($0) " }.joined()
        let uses = (0..<150).map { "a\($0), b\($0), " }.joined()
        return outer + "return function() " + inner + "return function() return " + uses + "1 end end"
    }

    private static let texts: [(String, HostileCase.Outcome, String)] = [
        ("nothing", .clean, ""),
        ("a first line only", .clean, "#!/usr/bin/env lua"),
        ("a first line and an error below", .error("case.lua:2:"), "#!/usr/bin/env lua\nreturn +"),
        ("line ends of another system", .clean, "local x = 1\r\nlocal y = [[\r\n]]\r\nassert(y == '')"),
        ("line ends of an old system", .clean, "local x = 1\rlocal y = 2\rassert(x + y == 3)"),
        ("line ends of another system and an error", .error("case.lua:3:"), "local x = 1\r\n\r\nreturn +"),
        ("a control character", .error("<name> expected"), "local \u{1b}[31m = 1"),
        ("letters that look alike", .error(""), "local \u{430} = 1"),
        ("a space that is none", .error(""), "local\u{a0}x = 1"),
        ("direction marks", .error(""), "local x = 1 \u{202e} y = 2"),
        ("direction marks in an error", .error("case.lua:1:"), "error('\u{202e}\u{2066}', 0) error('x')"),
        ("an unfinished long string", .error("unfinished long string"), "x = [[ never"),
        ("an unfinished long string with a level", .error("unfinished long string"), "x = [==[ never ]=]"),
        ("an unfinished long comment", .error("unfinished long comment"), "--[[ never"),
        ("a wrong long string", .error("invalid long string delimiter"), "x = [==x"),
        ("an unfinished escape", .error("hexadecimal digit expected"), "x = '\\x"),
        ("a code point that is too large", .error("UTF-8 value too large"), "x = '\\u{7fffffffff}'"),
        ("a byte that is too large", .error("decimal escape too large"), "x = '\\999'"),
        ("a wrong escape", .error("invalid escape sequence"), "x = '\\q'"),
        ("a malformed number", .error("malformed number"), "x = 0x.p1 .. 1..2"),
        ("a goto into a block", .error("no visible label"), "goto a do ::a:: end"),
        ("a goto over a local", .error("jumps into the scope"), "goto a local x ::a:: print(x)"),
        ("a label twice", .error("already defined"), "::a:: ::a::"),
        ("a break outside a loop", .error("break outside"), "break"),
        ("a vararg outside", .error("cannot use '...'"), "function f() return ... end"),
        ("an unknown attribute", .error("unknown attribute"), "local x <odd> = 1"),
        ("two closes at once", .error("multiple to-be-closed"), "local x <close>, y <close> = nil, nil"),
        ("text behind a return", .error("<eof>"), "return 1 x = 2"),
        ("a keyword as a name", .error("<name> expected"), "local end = 1"),
        ("the word of another language", .error(""), "import os"),
        ("a page of the web", .error(""), "<!DOCTYPE html><html></html>"),
        ("a recipe in a script", .error(""), "name: x\nsteps:\n  - use: export"),
    ]
}
