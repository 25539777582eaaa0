import JSON
import TestSupport
import Testing

@Suite struct RepairTests {
    func repaired(_ bytes: [UInt8]) throws -> (JSONValue, Bool) {
        var parser = JSONParser()
        let (document, wasRepaired) = try parser.parseRepairing(bytes.span)
        return (document.root, wasRepaired)
    }

    @Test(
        "lone surrogates become U+FFFD, pairs stay",
        arguments: [
            (#""a\ud83d""#, "a\u{fffd}"), (#""\ud83dx""#, "\u{fffd}x"), (#""\ude00""#, "\u{fffd}"),
            (#""\ud83d\ud83d\ude00""#, "\u{fffd}😀"), (#""\ud83d\u0041""#, "\u{fffd}A"),
            (#""\uD83D\n""#, "\u{fffd}\n"),
            (#""\\ud83d \ud83d""#, "\\ud83d \u{fffd}"), (#""\ud83d\\ude00""#, "\u{fffd}\\ude00"),
        ]
    )
    func surrogates(text: String, expected: String) throws {
        let (value, wasRepaired) = try repaired(Array(text.utf8))
        #expect(value.string == expected)
        #expect(wasRepaired)
    }

    @Test("bytes that are not UTF-8 become U+FFFD")
    func invalid() throws {
        #expect(try repaired([0x22, 0x61, 0xff, 0x62, 0x22]).0.string == "a\u{fffd}b")
        #expect(try repaired([0x22, 0xe2, 0x82, 0x22]).0.string == "\u{fffd}")
        #expect(try repaired([0x22, 0xc0, 0xaf, 0x22]).0.string?.contains("\u{fffd}") == true)
        // A surrogate in UTF-8.
        #expect(try repaired([0x22, 0xed, 0xa0, 0x80, 0x22]).0.string?.contains("\u{fffd}") == true)
    }

    @Test(
        "numbers beyond 64 bits become doubles, those beyond doubles null",
        arguments: [
            ("123456789012345678901234567890", 1.2345678901234568e29),
            ("-9223372036854775809", -9.223372036854775808e18),
            ("18446744073709551616", 1.8446744073709552e19), ("1e999", nil), ("-1e999", nil),
            (String(repeating: "9", count: 400), nil),
        ] as [(String, Double?)]
    )
    func numbers(text: String, expected: Double?) throws {
        let (value, _) = try repaired(Array("[1,\(text),\"\(text)\",2.5]".utf8))
        let elements = Array(value.elements)
        #expect(elements[1].double == expected)
        #expect(elements[1].isNull == (expected == nil))
        #expect(elements[2].string == text)
        #expect(elements[3].double == 2.5)
    }

    @Test(
        "what breaks the grammar stays broken",
        arguments: [
            "{", "[1e999", "[123456789012345678901234567890", #""\x""#, #""\u12""#, "[-]", "[1-2]", "[01]",
            #"["\u+d83",1e999]"#,
            "[--1e999]", "\"\u{1}\"",
        ]
    )
    func grammar(text: String) {
        #expect(throws: JSONError.self) { try repaired(Array(text.utf8)) }
    }

    @Test("whole JSON is not touched")
    func untouched() throws {
        let text = #"{"a":[1,-2.5e3,"x\ud83d\ude00\"\\"],"b":null}"#
        #expect(JSONRepair.repair(Array(text.utf8).span) == Array(text.utf8))
        #expect(try repaired(Array(text.utf8)).1 == false)
    }

    @Test("no bytes at all crash the repair, and what it mends can be read")
    func property() {
        let pieces =
            [
                "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "d83d", "\\ud83d", "\\ude00", "1", "-", "e",
                ".", "999999999999999999999",
                "null", " ", "é",
            ].map { Array($0.utf8) } + [[0xff], [0xc2], [0xed, 0xa0, 0x80], [0]]
        for seed in UInt64(1)...1500 {
            var random = SeededGenerator(seed: seed)
            let bytes = (0..<random.below(14)).flatMap { _ in pieces[random.below(pieces.count)] }
            let once = JSONRepair.repair(bytes.span)
            #expect(JSONRepair.repair(once.span) == once, "seed \(seed)")
            var parser = JSONParser()
            _ = try? parser.parseRepairing(bytes.span)
        }
    }
}
