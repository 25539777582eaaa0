import LuaSyntax
import Testing

@Suite("Reading Lua")
struct SyntaxTests {
    private func tokens(_ text: String) -> [Token.Kind] {
        var lexer = Lexer(Array(text.utf8))
        var result: [Token.Kind] = []
        while true {
            let token = lexer.next()
            if token.kind == .end { return result }
            result.append(token.kind)
        }
    }

    private func problems(_ text: String) -> [String] {
        let tree = SyntaxTree.parse(Array(text.utf8))
        return tree.errors.map { error in
            let place = tree.place(of: error.range)
            return "\(place.line):\(place.column)+\(place.length) \(error.message)"
        }
    }

    @Test("numbers have the values that Lua gives them")
    func numbers() {
        #expect(
            tokens("3 0x10 0xffffffffffffffff 9223372036854775807") == [
                .integer(3), .integer(16), .integer(-1), .integer(.max),
            ]
        )
        #expect(
            tokens("9223372036854775808 3. .5 1e2 0x.8 0x1p4 0xA.8p1") == [
                .float(9_223_372_036_854_775_808), .float(3), .float(0.5), .float(100), .float(0.5),
                .float(16), .float(21),
            ]
        )
    }

    @Test("strings have the bytes that Lua gives them")
    func strings() {
        #expect(
            tokens(#"'\65\x42\u{43}\z   D\n' "a\"b""#) == [
                .string(Array("ABCD\n".utf8)), .string(Array("a\"b".utf8)),
            ]
        )
        #expect(
            tokens("[[\na\r\nb]] [==[]]]==]") == [.string(Array("a\nb".utf8)), .string(Array("]]".utf8))]
        )
        #expect(tokens(#"'\u{7FFFFFFF}\255'"#) == [.string([0xFD, 0xBF, 0xBF, 0xBF, 0xBF, 0xBF, 0xFF])])
    }

    @Test("places count lines and Unicode scalars")
    func places() {
        #expect(problems("local ä = 1")[0].hasPrefix("1:7+1 "))
        #expect(problems("x = 'äö€' y = = 1") == ["1:15+1 unexpected symbol near '='"])
        #expect(
            problems("x = 1\r\ny = = 1\rz = = 2") == [
                "2:5+1 unexpected symbol near '='", "3:5+1 unexpected symbol near '='",
            ]
        )
        #expect(problems("\u{FEFF}x = = 1") == ["1:5+1 unexpected symbol near '='"])
        #expect(problems("f(") == ["1:3+1 unexpected symbol near <eof>"])
    }

    @Test("several mistakes are told, and none that another one causes")
    func recovery() {
        #expect(
            problems(
                """
                local function f(a
                  return a
                end
                if f(1) = 2 then
                  print("x")
                else
                  print("y")
                end
                local t = { 1, 2
                for i = 1, 3 do print(i) end
                while true do local 2 = 3 end
                print(t)
                """
            ) == [
                "2:3+6 ')' expected near 'return'", "4:9+1 'then' expected near '='",
                "10:1+3 '}' expected (to close '{' at line 9) near 'for'", "11:21+1 <name> expected near '2'",
            ]
        )
        #expect(problems("print('a\nprint('b')\nx = = 1").count == 2)
        #expect(problems(String(repeating: "x = = 1\n", count: 100)).count == 20)
    }

    @Test("a missing end names what it should close")
    func unclosed() {
        #expect(
            problems("function f()\n  while x do\n  end\n") == [
                "4:1+1 'end' expected (to close 'function' at line 1) near <eof>"
            ]
        )
        let tree = SyntaxTree.parse(Array("function f()\n  if x then\nend\n".utf8))
        #expect(tree.errors.first?.hint == "is it the 'if' at line 2 that lacks its 'end'?")
    }

    @Test("names are resolved to locals and paths")
    func names() throws {
        let tree = SyntaxTree.parse(
            Array(
                "local s = string\nlocal m = require 'a.b'\nreturn s.rep, m.c, x.y, (s)['sub'], s, f().g".utf8
            )
        )
        guard case .return(let values) = try #require(tree.body.statements.last).kind else {
            Issue.record("no return")
            return
        }
        #expect(
            values.map { tree.path(of: $0) } == [
                ["string", "rep"], ["a", "b", "c"], ["x", "y"], ["string", "sub"], ["string"], nil,
            ]
        )
        #expect(tree.localIDs.map { tree[$0].uses } == [3, 1])
        let changed = SyntaxTree.parse(Array("local s = string\ns = 1\nreturn s.rep".utf8))
        guard case .return(let others) = try #require(changed.body.statements.last).kind else { return }
        #expect(changed.path(of: others[0]) == nil)
    }

    @Test("constants are read as far as they stand there")
    func constants() throws {
        let tree = SyntaxTree.parse(
            Array("local a = 'x'\nlocal t = { n = -1, a .. 'y', f() }\nreturn t".utf8)
        )
        guard case .return(let values) = try #require(tree.body.statements.last).kind else { return }
        let entries = try #require(tree.constant(values[0]).entries)
        #expect(entries.map(\.name) == ["n", nil, nil])
        guard case .integer(-1) = entries[0].value, case .unknown = entries[2].value else {
            Issue.record("other values")
            return
        }
        #expect(entries[1].value.text == "xy")
    }
}
