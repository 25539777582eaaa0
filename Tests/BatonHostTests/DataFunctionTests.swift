import BatonHost
import Lua
import TestSupport
import Testing

@Suite("JSON, YAML and bytes for scripts")
struct DataFunctionTests {
    @Test(
        "a value is written as JSON, integers and floats apart",
        arguments: [
            (.null, "null"), (.int(3), "3"), (.number(3), "3.0"), (.number(-0.0), "-0.0"),
            (.number(1e300), "1e+300"),
            (.int(.min), "-9223372036854775808"), (.text("\u{1}é\"\\"), #""\u0001é\"\\""#),
            (.array([]), "[]"),
            (.table([:]), "{}"), (.table(["b": .int(1), "a": .array([.null])]), #"{"a":[null],"b":1}"#),
        ] as [(HostValue, String)]
    )
    func encode(value: HostValue, json: String) throws {
        try withBench { bench throws in #expect(try bench.call("json.encode", value) == .text(json)) }
    }

    @Test("pretty JSON is indented by two spaces")
    func pretty() throws {
        try withBench { bench throws in
            let value = HostValue.table(["a": .array([.int(1), .table([:])])])
            #expect(
                try bench.call("json.encode", value, options(["pretty": .bool(true)]))
                    == .text("{\n  \"a\": [\n    1,\n    {}\n  ]\n}")
            )
        }
    }

    @Test(
        "what JSON has no form for is refused with its place",
        arguments: [
            (.number(.nan), "value: JSON has no form for NaN"),
            (.array([.int(1), .number(-.infinity)]), "value[2]: JSON has no form for infinity"),
            (
                .table(["items": .array([.null, .table(["name": .string(.init(bytes: [0x61, 0xff]))])])]),
                "value.items[2].name: the text is not valid UTF-8 (byte 2)"
            ),
            (.table([.string(.init(bytes: [0xff])): .int(1)]), "value: a key is not valid UTF-8 (byte 1)"),
            (.table([.int(2): .int(1)]), "value: a key must be a text"),
            (.table(["a": .table([.bool(true): .int(1)])]), "value.a: a key must be a text"),
            (
                .table(["s": .handle(.init(type: 1, slot: 1, generation: 1))]),
                "value.s: a Session cannot be written as JSON"
            ),
        ] as [(HostValue, String)]
    )
    func refused(value: HostValue, message: String) throws {
        try withBench { bench throws in
            #expect(bench.failure("json.encode", value) == "json.value: baton.json.encode: " + message)
        }
    }

    @Test(
        "JSON is read, integers and floats apart",
        arguments: [
            ("3", .int(3)), ("3.0", .number(3)), ("3e0", .number(3)), ("-0", .int(0)), ("null", .null),
            ("9223372036854775808", .number(0x1p63)),
            ("123456789012345678901234567890", .number(1.2345678901234568e29)),
            ("[]", .array([])), ("{}", .table([:])), (#"{"a":1,"a":2}"#, .table(["a": .int(2)])),
            (#""\u0000\ud83d\ude00""#, .text("\u{0}😀")), (" [true] ", .array([.bool(true)])),
        ] as [(String, HostValue)]
    )
    func decode(json: String, value: HostValue) throws {
        try withBench { bench throws in #expect(try bench.call("json.decode", .text(json)) == value) }
    }

    @Test("broken JSON is told by its place")
    func brokenJSON() throws {
        try withBench { bench throws in
            #expect(
                bench.failure("json.decode", .text("{\n  \"a\": nul\n}"))
                    == "json.invalid: baton.json.decode: line 2, column 8: a value expected: a number, a string, true, "
                    + "false, null, '[' or '{'"
            )
            #expect(
                bench.failure("json.decode", .string(.init(bytes: [0x22, 0xff, 0x22])))
                    == "json.invalid: baton.json.decode: line 1, column 2: not valid UTF-8 (byte 2)"
            )
            let deep = String(repeating: "[", count: 129) + String(repeating: "]", count: 129)
            #expect(
                bench.failure("json.decode", .text(deep))
                    == "json.invalid: baton.json.decode: line 1, column 129: nested deeper than 128 levels"
            )
            #expect(try bench.call("json.decode", .text(String(deep.dropFirst().dropLast()))) != .nil)
        }
    }

    @Test("JSON beyond the limits is refused, not read")
    func largeJSON() throws {
        try withBench { bench throws in
            let many = "[" + String(repeating: "0,", count: 1_000_000) + "0]"
            #expect(
                bench.failure("json.decode", .text(many))?.hasPrefix("limit: baton.json.decode: ") == true
            )
            let long = "\"" + String(repeating: "x", count: 16 << 20) + "\""
            #expect(bench.failure("json.decode", .text(long))?.hasPrefix("limit: ") == true)
            let grows = HostValue.string(.init(bytes: [UInt8](repeating: 1, count: 3 << 20)))
            #expect(bench.failure("json.encode", grows)?.hasPrefix("limit: ") == true)
        }
    }

    @Test("a random value comes back from JSON as it was", arguments: 0..<10)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try withBench { bench throws in
            for _ in 0..<100 {
                let value = Self.value(&random, 0)
                let pretty = options(["pretty": .bool(random.oneIn(2)), "sort_keys": .bool(random.oneIn(2))])
                let json = try bench.call("json.encode", value, pretty)
                #expect(try bench.call("json.decode", json) == value, "seed \(seed)")
            }
        }
    }

    static func value(_ random: inout SeededGenerator, _ depth: Int) -> HostValue {
        switch random.below(depth > 4 ? 5 : 7) {
        case 0: return .null
        case 1: return .bool(random.oneIn(2))
        case 2: return .int(Int64(bitPattern: random.next()))
        case 3: return .number(Double(bitPattern: random.next() & 0x7fdf_ffff_ffff_ffff))
        case 4:
            let scalars = (0..<random.below(8)).compactMap { _ in
                Unicode.Scalar(UInt32(random.below(0x11000)))
            }
            return .text(String(String.UnicodeScalarView(scalars)))
        case 5: return .array((0..<random.below(4)).map { _ in value(&random, depth + 1) })
        default:
            var table: [LuaKey: LuaValue] = [:]
            for _ in 0..<random.below(4) { table[.text("k\(random.below(99))")] = value(&random, depth + 1) }
            return .table(table)
        }
    }

    @Test("lists and objects can be told")
    func kinds() throws {
        try withBench { bench throws in
            #expect(try bench.call("json.array") == .array([]))
            #expect(try bench.call("json.array", .table([:])) == .array([]))
            #expect(try bench.call("json.object") == .table([:]))
            #expect(try bench.call("json.object", .array([])) == .table([:]))
            #expect(try bench.call("json.object", .array([.text("x")])) == .table(["1": .text("x")]))
            #expect(try bench.call("json.object", .table([.int(7): .null])) == .table(["7": .null]))
            #expect(
                bench.failure("json.array", .table(["a": .int(1)]))
                    == "json.value: baton.json.array: a list expected, got table"
            )
            #expect(
                bench.failure("json.object", .table([.int(1): .null, "1": .null]))
                    == "json.value: baton.json.object: two keys would have the same name"
            )
        }
    }

    @Test(
        "YAML is read by the rules of JSON",
        arguments: [
            ("a: 1", .table(["a": .int(1)])),
            ("[1.5, -2, 1e3, 0]", .array([.number(1.5), .int(-2), .number(1000), .int(0)])),
            ("yes", .text("yes")), ("True", .text("True")), ("true", .bool(true)), ("~", .null),
            ("null", .null),
            ("Null", .text("Null")), ("a:", .table(["a": .null])), ("012", .text("012")),
            ("0x1f", .text("0x1f")),
            ("1_000", .text("1_000")), (".5", .text(".5")), ("1.", .text("1.")), (".inf", .text(".inf")),
            ("12:30", .text("12:30")), ("\"1\"", .text("1")), ("'true'", .text("true")),
            ("2026-02-28", .text("2026-02-28")),
            ("|\n  a\n  b\n", .text("a\nb\n")), ("", .null), ("# nothing", .null), ("1e999", .text("1e999")),
            ("- {}\n- []", .array([.table([:]), .array([])])), ("99999999999999999999", .number(1e20)),
        ] as [(String, HostValue)]
    )
    func yaml(text: String, value: HostValue) throws {
        try withBench { bench throws in #expect(try bench.call("yaml.decode", .text(text)) == value) }
    }

    @Test(
        "YAML that readers do not agree on is refused with its place",
        arguments: [
            ("a: &x 1\nb: *x", "line 1, column 4: "), ("a: 1\na: 2", "line 2, column 1: "),
            ("a: !tag 1", "line 1, column 4: "),
            ("<<: {a: 1}", "line 1, column 1: "), ("a: [1, 2", "line 1, column 4: "),
            ("a: 1\n--- \nb: 2", "line 2, column 1: "),
            ("a: b: c", "line 1, column 5: "),
        ]
    )
    func brokenYAML(text: String, place: String) throws {
        try withBench { bench throws in
            let failure = bench.failure("yaml.decode", .text(text)) ?? ""
            #expect(failure.hasPrefix("yaml.invalid: baton.yaml.decode: " + place), "\(failure)")
        }
    }

    @Test("hostile YAML is refused at once", arguments: ["{a: ", "[", "- ", "? "])
    func hostileYAML(part: String) throws {
        try withBench { bench throws in
            let text = String(repeating: part, count: 200_000 / part.utf8.count)
            #expect(bench.failure("yaml.decode", .text(text))?.hasPrefix("yaml.invalid: ") == true)
        }
    }

    @Test("base64 that does not fit is told by its byte, with the other alphabet as the hint")
    func base64() throws {
        try withBench { bench throws in
            #expect(try bench.call("base64.encode", .string(.init(bytes: [0xfb, 0xff]))) == .text("+/8="))
            let url = options(["url_safe": .bool(true)])
            #expect(
                try bench.call("base64.encode", .string(.init(bytes: [0xfb, 0xff])), url) == .text("-_8")
            )
            #expect(
                try bench.call("base64.decode", .text("-_8="), url) == .string(.init(bytes: [0xfb, 0xff]))
            )
            #expect(
                bench.failure("base64.decode", .text("ab-_"))
                    == "base64.invalid: baton.base64.decode: the text does not fit at byte 3"
            )
            #expect(
                bench.failure("base64.decode", .text("abc"))
                    == "base64.invalid: baton.base64.decode: the text ends too early"
            )
            let error = #expect(throws: HostError.self) { try bench.call("base64.decode", .text("ab-_")) }
            #expect(error?.hint == "this is the URL alphabet: set url_safe = true")
            let large = HostValue.string(.init(bytes: [UInt8](repeating: 0, count: 13 << 20)))
            #expect(bench.failure("base64.encode", large)?.hasPrefix("limit: ") == true)
        }
    }

    @Test("a digest is that of FIPS 180-4")
    func digest() throws {
        try withBench { bench throws in
            #expect(
                try bench.call("hash.sha256", .text("abc"))
                    == .text("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            )
        }
    }
}
