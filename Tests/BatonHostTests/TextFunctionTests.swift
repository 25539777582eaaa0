import BatonHost
import Lua
import TestSupport
import Testing

@Suite("Texts for scripts")
struct TextFunctionTests {
    @Test(
        "white space is removed at both ends, and nothing else",
        arguments: [
            ("", ""), ("  a b\t\r\n", "a b"), (" \n ", ""), ("\u{a0}\u{3000}\u{2003}x\u{2028}\u{85}", "x"),
            ("\u{200b}x\u{feff}", "\u{200b}x\u{feff}"), ("é", "é"), ("\u{1680}a\u{205f}", "a"), ("‰", "‰"),
        ]
    )
    func trim(text: String, trimmed: String) throws {
        try withBench { bench throws in #expect(try bench.call("text.trim", .text(text)) == .text(trimmed)) }
    }

    @Test("bytes that are no text are cut as they are", arguments: [0..<5] as [Range<UInt64>])
    func bytes(seeds: Range<UInt64>) throws {
        try withBench { bench throws in
            #expect(
                try bench.call("text.trim", .string(.init(bytes: [0x20, 0xff, 0xa0, 0x20])))
                    == .string(.init(bytes: [0xff, 0xa0]))
            )
            for seed in seeds {
                var random = SeededGenerator(seed: seed)
                for _ in 0..<300 {
                    // Few different bytes, so that there is much to find.
                    let alphabet: [UInt8] = [0x61, 0x62, 0x20, 0x0a, 0x0d, 0xc2, 0xa0, 0xe3, 0x80]
                    func some(_ most: Int) -> [UInt8] {
                        (0..<random.below(most)).map { _ in alphabet[random.below(alphabet.count)] }
                    }
                    let text = some(40)
                    let part = [alphabet[random.below(2)]] + some(3)
                    let pieces = try #require(
                        try bench.call("text.split", .string(.init(bytes: text)), .string(.init(bytes: part)))
                            .list
                    )
                    let joined = pieces.map { Self.bytes(of: $0) }.joined(separator: part)
                    #expect(Array(joined) == text, "seed \(seed)")
                    let contains = try bench.call(
                        "text.contains",
                        .string(.init(bytes: text)),
                        .string(.init(bytes: part))
                    )
                    let isThere = text.indices.contains { text[$0...].starts(with: part) }
                    #expect(contains == .bool(isThere), "seed \(seed)")
                    #expect((pieces.count > 1) == isThere, "seed \(seed)")
                    let replaced = try bench.call(
                        "text.replace",
                        .string(.init(bytes: text)),
                        .string(.init(bytes: part)),
                        .string(.init(bytes: part))
                    )
                    #expect(Self.bytes(of: replaced) == text, "seed \(seed)")
                    let lines = try #require(try bench.call("text.lines", .string(.init(bytes: text))).list)
                    #expect(lines.allSatisfy { !Self.bytes(of: $0).contains { $0 == 0x0a || $0 == 0x0d } })
                }
            }
        }
    }

    static func bytes(of value: HostValue) -> [UInt8] {
        if case .string(let string) = value { return string.bytes }
        return []
    }

    @Test("a text is split at a separator as it is written")
    func split() throws {
        try withBench { bench throws in
            func pieces(_ text: String, _ separator: String, _ fields: [String: HostValue] = [:]) throws
                -> [String]
            {
                try bench.call("text.split", .text(text), .text(separator), options(fields)).list?.compactMap(
                    \.text
                ) ?? []
            }
            #expect(try pieces("a,b,,c", ",") == ["a", "b", "", "c"])
            #expect(try pieces("", ",") == [""])
            #expect(try pieces(",", ",") == ["", ""])
            #expect(try pieces("a.b%c", ".") == ["a", "b%c"])
            #expect(try pieces("a, b ,c", ",", ["trim": .bool(true)]) == ["a", "b", "c"])
            #expect(try pieces(" ,a,, ", ",", ["trim": .bool(true), "skip_empty": .bool(true)]) == ["a"])
            #expect(try pieces("a=b=c", "=", ["limit": .int(2)]) == ["a", "b=c"])
            #expect(try pieces("a=b", "=", ["limit": .int(1)]) == ["a=b"])
            #expect(try pieces("aaaa", "aa") == ["", "", ""])
            #expect(
                bench.failure("text.split", .text("a"), .text(""))
                    == "arg: baton.text.split: argument 'separator' must not be empty"
            )
            #expect(
                bench.failure("text.split", .text("a"), .text("b"), options(["limit": .int(0)]))
                    == "arg: baton.text.split: argument 'limit' must be 1 or more"
            )
            let many = String(repeating: ",", count: 1_000_001)
            #expect(bench.failure("text.split", .text(many), .text(","))?.hasPrefix("limit: ") == true)
        }
    }

    @Test(
        "lines end with any line end, and the last may have none",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
            ("\n", [""]),
            ("\r\n\r\n", ["", ""]), ("\n\r", ["", ""]),
        ]
    )
    func lines(text: String, lines: [String]) throws {
        try withBench { bench throws in
            #expect(try bench.call("text.lines", .text(text)) == .texts(lines))
        }
    }

    @Test("beginnings, ends and parts are found")
    func parts() throws {
        try withBench { bench throws in
            #expect(try bench.call("text.starts_with", .text("abc"), .text("ab")) == .bool(true))
            #expect(try bench.call("text.starts_with", .text("abc"), .text("")) == .bool(true))
            #expect(try bench.call("text.starts_with", .text("a"), .text("ab")) == .bool(false))
            #expect(try bench.call("text.ends_with", .text("abc"), .text("bc")) == .bool(true))
            #expect(try bench.call("text.ends_with", .text("c"), .text("bc")) == .bool(false))
            #expect(try bench.call("text.contains", .text("a.c"), .text(".")) == .bool(true))
            #expect(try bench.call("text.contains", .text("abc"), .text(".")) == .bool(false))
            #expect(try bench.call("text.contains", .text(""), .text("")) == .bool(true))
        }
    }

    @Test("a search takes the time of the text, whatever is looked for", .timeLimit(.minutes(1)))
    func linear() throws {
        try withBench { bench throws in
            let text = String(repeating: "a", count: 4_000_000)
            let part = String(repeating: "a", count: 200_000) + "b"
            #expect(try bench.call("text.contains", .text(text), .text(part)) == .bool(false))
            #expect(try bench.call("text.replace", .text(text), .text(part), .text("")) == .text(text))
        }
    }

    @Test("a part is replaced as it is written")
    func replace() throws {
        try withBench { bench throws in
            func replaced(_ text: String, _ part: String, _ with: String, _ count: Int64? = nil) throws
                -> String?
            {
                try bench.call(
                    "text.replace",
                    .text(text),
                    .text(part),
                    .text(with),
                    options(["count": count.map { .int($0) } ?? .nil])
                ).text
            }
            #expect(try replaced("1.2.3", ".", "%1") == "1%12%13")
            #expect(try replaced("aaa", "aa", "b") == "ba")
            #expect(try replaced("a.b.c", ".", "", 1) == "ab.c")
            #expect(try replaced("a.b", ".", "-", 0) == "a.b")
            #expect(
                bench.failure("text.replace", .text("a"), .text(""), .text("b"))?.hasPrefix("arg: ") == true
            )
            let long = String(repeating: "a", count: 100_000)
            #expect(
                bench.failure("text.replace", .text(long), .text("a"), .text(long))
                    == "limit: baton.text.replace: a text may have at most 16777216 bytes"
            )
        }
    }

    @Test(
        "the white space that all lines begin with is removed",
        arguments: [
            ("  a\n    b\n  c", "a\n  b\nc"), ("  a\n\n  b\n", "a\n\nb\n"), ("a\n  b", "a\n  b"),
            ("\t a\n\tb", " a\nb"),
            ("  a\r\n   \r\n  b\r\n", "a\r\n\r\nb\r\n"), ("   \n  ", "\n"), ("", ""),
            (" \ta\n  b", "\ta\n b"),
        ]
    )
    func dedent(text: String, result: String) throws {
        try withBench { bench throws in #expect(try bench.call("text.dedent", .text(text)) == .text(result)) }
    }

    @Test("lines that are not blank are indented by a text or by spaces")
    func indent() throws {
        try withBench { bench throws in
            #expect(try bench.call("text.indent", .text("a\n\nb\n"), .text("> ")) == .text("> a\n\n> b\n"))
            #expect(try bench.call("text.indent", .text("a"), .int(2)) == .text("  a"))
            #expect(bench.failure("text.indent", .text("a"), .bool(true))?.hasPrefix("arg: ") == true)
            #expect(bench.failure("text.indent", .text("a"), .int(-1))?.hasPrefix("arg: ") == true)
            let lines = String(repeating: "a\n", count: 100_000)
            let prefix = String(repeating: "x", count: 1000)
            #expect(bench.failure("text.indent", .text(lines), .text(prefix))?.hasPrefix("limit: ") == true)
        }
    }

    @Test("what is no UTF-8 is replaced")
    func repair() throws {
        try withBench { bench throws in
            #expect(
                try bench.call("text.repair", .string(.init(bytes: [0x61, 0xff, 0xc3, 0xa9])))
                    == .text("a\u{fffd}é")
            )
            #expect(
                bench.failure("text.wrap", .string(.init(bytes: [0x61, 0xff])))
                    == "arg: baton.text.wrap: argument 'text' is not valid UTF-8 (byte 2)"
            )
        }
    }

    @Test(
        "names in double braces are replaced, once",
        arguments: [
            ("{{a}} and {{ b }}", "x and {{a}}"), ("", ""), ("no names", "no names"), ("{a} } {", "{a} } {"),
            ("\\{{a}}", "{{a}}"), ("{{a}}{{a}}", "xx"), ("{{n}} {{f}} {{t}}", "3 2.0 true"),
            ("{{x-y.z}}", "q"),
            ("é{{a}}é", "éxé"),
        ]
    )
    func template(template: String, result: String) throws {
        try withBench { bench throws in
            let values = options([
                "a": .text("x"), "b": .text("{{a}}"), "n": .int(3), "f": .number(2), "t": .bool(true),
                "x-y.z": .text("q"),
            ])
            #expect(try bench.call("text.template", .text(template), values) == .text(result))
        }
    }

    @Test(
        "a template that cannot be filled in is told by its place",
        arguments: [
            ("a\n {{nmae}}", "line 2, column 2: unknown name 'nmae' (did you mean 'name'?)"),
            ("{{other}}", "line 1, column 1: unknown name 'other'"),
            ("é{{", "line 1, column 2: '{{' must be followed by a name and '}}'"),
            ("{{ }}", "line 1, column 1: '{{' must be followed by a name and '}}'"),
            ("{{name}", "line 1, column 1: '{{' must be followed by a name and '}}'"),
            ("{{name + 1}}", "line 1, column 1: '{{' must be followed by a name and '}}'"),
            ("{{list}}", "line 1, column 1: text, number or boolean expected for 'list', got array"),
            ("{{null}}", "line 1, column 1: text, number or boolean expected for 'null', got null"),
        ]
    )
    func brokenTemplate(template: String, message: String) throws {
        try withBench { bench throws in
            let values = options(["name": .text("x"), "list": .array([.int(1)]), "null": .null])
            #expect(
                bench.failure("text.template", .text(template), values)
                    == "text.template: baton.text.template: " + message
            )
        }
    }

    @Test("a template cannot make a text without end, nor take time for each name")
    func largeTemplate() throws {
        try withBench { bench throws in
            let values = options(["a": .text(String(repeating: "x", count: 1 << 20)), "b": .text("")])
            let many = String(repeating: "{{a}}", count: 100)
            #expect(bench.failure("text.template", .text(many), values)?.hasPrefix("limit: ") == true)
            let names = String(repeating: "{{b}}\n", count: 200_000)
            #expect(try bench.call("text.template", .text(names), values).text?.utf8.count == 200_000)
        }
    }

    @Test("a random template gives what it is made of", arguments: 0..<10)
    func randomTemplates(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try withBench { bench throws in
            for _ in 0..<200 {
                var template = ""
                var result = ""
                for _ in 0..<random.below(8) {
                    switch random.below(4) {
                    case 0:
                        template += "{{ a }}"
                        result += "}}{{b}}\\"
                    case 1:
                        template += "\\{{"
                        result += "{{"
                    case 2:
                        template += "é} {x"
                        result += "é} {x"
                    default:
                        template += "{{b}}"
                        result += "\\"
                    }
                }
                let values = options(["a": .text("}}{{b}}\\"), "b": .text("\\")])
                #expect(
                    try bench.call("text.template", .text(template), values) == .text(result),
                    "seed \(seed)"
                )
            }
        }
    }

    @Test("markup is escaped")
    func markup() throws {
        try withBench { bench throws in
            #expect(
                try bench.call("text.escape_html", .text("<a href=\"x\">'&'</a>"))
                    == .text("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;")
            )
            for (text, escaped) in [
                ("plain text.", "plain text."), ("a_b*c`d`", "a\\_b\\*c\\`d\\`"),
                ("# no heading", "\\# no heading"),
                ("a # b", "a # b"), ("- no list\n+ none", "\\- no list\n\\+ none"), ("a-b + c", "a-b + c"),
                ("1. one\n12) two", "1\\. one\n12\\) two"), ("v1.2 (x)", "v1.2 (x)"),
                ("[l](u) <b> a|b", "\\[l\\](u) \\<b\\> a\\|b"),
                ("===\n---", "\\===\n\\---"), ("AT&amp;T \\", "AT\\&amp;T \\\\"), ("  # x", "  \\# x"),
            ] {
                #expect(try bench.call("text.escape_markdown", .text(text)) == .text(escaped))
            }
        }
    }
}
