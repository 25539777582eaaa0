import BatonHost
import JSON
import Lua
import Testing

@Suite("Values")
struct ValueTests {
    @Test(
        "a value becomes JSON with sorted keys",
        arguments: [
            (.nil, "null"), (.null, "null"), (.bool(true), "true"), (.int(-3), "-3"), (.number(1.5), "1.5"),
            (.text("a\"\n\u{1}é"), #""a\"\n\u0001é""#),
            (.string(.init(bytes: [0x61, 0xff])), "\"a\u{fffd}\""),
            (.array([]), "[]"), (.table([:]), "{}"), (.array([.int(1), .nil]), "[1,null]"),
            (.table(["b": .int(1), "a": .array([.bool(false)])]), #"{"a":[false],"b":1}"#),
            (.table([.int(2): .int(1), .bool(true): .null]), #"{"2":1,"true":null}"#),
            (.number(.infinity), "null"), (.number(.nan), "null"),
            (.handle(.init(type: 1, slot: 1, generation: 1)), "null"),
        ] as [(HostValue, String)]
    )
    func encode(value: HostValue, json: String) {
        #expect(String(decoding: ValueJSON.encode(value, pretty: false), as: UTF8.self) == json)
    }

    @Test(
        "JSON becomes a value and the same JSON again",
        arguments: [
            "null", "true", "-9223372036854775808", "1.5", "\"\\u0000 é 😀\"", "[]", "[1,[2,{}]]",
            #"{"a":{"b":null}}"#,
        ]
    )
    func roundTrip(json: String) throws {
        let value = ValueJSON.decode(try JSONParser.parse(Array(json.utf8)))
        let again = try JSONParser.parse(ValueJSON.encode(value, pretty: false))
        #expect(ValueJSON.decode(again) == value)
    }

    @Test("a number beyond 64 bits becomes a floating one, and of two members of a name the last counts")
    func corners() throws {
        #expect(ValueJSON.decode(try JSONParser.parse(Array("18446744073709551615".utf8))) == .number(0x1p64))
        #expect(
            ValueJSON.decode(try JSONParser.parse(Array(#"{"a":1,"a":2}"#.utf8))) == .table(["a": .int(2)])
        )
    }

    @Test(
        "text for a terminal holds nothing that moves its cursor or turns its order",
        arguments: [
            ("plain é 漢 😀", "plain é 漢 😀", "plain é 漢 😀"), ("a\nb\tc", "a\nb\tc", "a b c"),
            ("\u{1b}[2J", "\u{fffd}[2J", "\u{fffd}[2J"), ("a\rb", "a\u{fffd}b", "a\u{fffd}b"),
            ("\u{9b}31m", "\u{fffd}31m", "\u{fffd}31m"), ("a\u{202e}b", "a\u{fffd}b", "a\u{fffd}b"),
            ("\u{2066}x\u{2069}", "\u{fffd}x\u{fffd}", "\u{fffd}x\u{fffd}"),
            ("\u{7f}\u{0}", "\u{fffd}\u{fffd}", "\u{fffd}\u{fffd}"),
            ("\r\n", "\u{fffd}\n", "\u{fffd} "), ("👩\u{200d}💻", "👩\u{200d}💻", "👩\u{200d}💻"),
        ]
    )
    func printable(text: String, lines: String, line: String) {
        #expect(PrintableText.lines(text) == lines)
        #expect(PrintableText.line(text) == line)
    }

    @Test("a record leaves out what is nil, and fields are found by name")
    func record() {
        let value = HostValue.record(["a": .text("x"), "b": .nil, "c": .null])
        #expect(value.field("a")?.text == "x")
        #expect(value.field("b") == nil)
        #expect(value.field("c") == .null)
        #expect(HostValue.table([:]).list == [])
        #expect(HostValue.table(["a": .int(1)]).list == nil)
        #expect(!HostValue.nil.isPresent && !HostValue.null.isPresent && HostValue.bool(false).isPresent)
    }
}
