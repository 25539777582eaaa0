import JSON
import TestSupport
import Testing

@Suite struct ParseTests {
    func parse(_ text: String) throws(JSONError) -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

    @Test("every kind of value is told apart")
    func kinds() throws {
        let value = try parse(
            #"{"o":{},"a":[],"s":"x","i":-5,"u":18446744073709551615,"d":1.5,"t":true,"f":false,"n":null}"#
        )
        let kinds = value.members.map { $0.value.kind }
        #expect(kinds == [.object, .array, .string, .integer, .integer, .double, .bool, .bool, .null])
        #expect(value["i"]?.int == -5)
        #expect(value["i"]?.double == -5)
        #expect(value["u"]?.int == nil)
        #expect(value["u"]?.double == 1.8446744073709552e19)
        #expect(value["d"]?.double == 1.5)
        #expect(value["d"]?.int == nil)
        #expect(value["t"]?.bool == true)
        #expect(value["f"]?.bool == false)
        #expect(value["n"]?.isNull == true)
        #expect(value["s"]?.string == "x")
        #expect(value["s"]?.int == nil)
        #expect(value["none"] == nil)
        #expect(value["s"]?["x"] == nil)
        #expect(value["s"]?.elements.map { $0.kind } == [])
        #expect(Array(value.elements.map { $0.kind }) == [])
    }

    @Test(
        "bytes that are no JSON value are refused",
        arguments: [
            ("", JSONError.empty), ("   ", .empty), ("{", .invalid), ("[1,]", .invalid),
            ("{\"a\"}", .invalid), ("tru", .invalid),
            ("1 2", .invalid), ("{'a':1}", .invalid), ("nul", .invalid), ("]", .invalid),
            ("\u{feff}{}", .invalid),
        ]
    )
    func refused(text: String, expected: JSONError) {
        let error = #expect(throws: JSONError.self) { try parse(text) }
        #expect(error == expected)
    }

    @Test("nesting has a limit, and hitting it is an error")
    func depth() throws {
        for depth in [1, 500, 1000] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            var writer = JSONWriter()
            writer.copy(try parse(text))
            #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        }
        for depth in [1100, 200_000] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            #expect(throws: JSONError.tooDeep) { try parse(text) }
        }
    }

    @Test("escapes and all planes of Unicode come through")
    func escapes() throws {
        #expect(
            try parse(#""\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00""#).string
                == "\"\\/\u{8}\u{c}\n\r\tAé€😀"
        )
        #expect(try parse("\"a\\u0000b\"").utf8 == [0x61, 0, 0x62])
        #expect(try parse("\"é€😀\"").utf8Count == 9)
    }

    @Test("of several equal keys the last one wins")
    func duplicates() throws {
        let value = try parse(#"{"a":1,"b":2,"a":{"a":7},"c":3,"a":4}"#)
        #expect(value["a"]?.int == 4)
        #expect(value[key: "a"]?.int == 4)
        #expect(value.members.map { $0.value.kind }.count == 5)
    }

    @Test("keys are compared by their bytes")
    func bytes() throws {
        let value = try parse("{\"e\\u0301\":1,\"é\":2,\"ab\":3,\"abc\":4}")
        #expect(value[key: "e\u{301}"]?.int == 1)
        #expect(value[key: "\u{e9}"]?.int == 2)
        #expect(value["ab"]?.int == 3)
        #expect(value["a"] == nil)
        #expect(try parse("\"ab\"").equals("ab"))
        #expect(try !parse("\"ab\"").equals("abc"))
        #expect(try !parse("1").equals("1"))
    }

    @Test("a document that is held stays as it was while the parser goes on")
    func held() throws {
        var parser = JSONParser()
        var kept: [(JSONValue, Int64)] = []
        for number in Int64(0)..<50 {
            let text = Array(
                "{\"n\":\(number),\"s\":\"text \(number)\",\"x\":[\(String(repeating: "1,", count: Int(number)))1]}"
                    .utf8
            )
            let value = try parser.parse(text.span).root
            if number % 3 == 0 { kept.append((value, number)) }
            _ = try? parser.parse(Array("{broken".utf8).span)
        }
        for (value, number) in kept {
            #expect(value["n"]?.int == number)
            #expect(value["s"]?.string == "text \(number)")
            #expect(value["x"]?.elements.reduce(0) { count, _ in count + 1 } == Int(number) + 1)
        }
    }

    @Test("an inner value alone keeps its document")
    func inner() throws {
        func part() throws -> JSONValue? { try parse(#"{"a":{"b":"deep"}}"#)["a"]?["b"] }
        #expect(try part()?.string == "deep")
    }

    @Test("a parser goes on after bytes it refused")
    func recovery() throws {
        var parser = JSONParser()
        #expect(throws: JSONError.self) { try parser.parse(Array("[".utf8).span) }
        #expect(try parser.parse(Array("[1]".utf8).span).root.elements.map { $0.int } == [1])
    }

    @Test("text can be read where it is")
    func withText() throws {
        let value = try parse("\"abc\"")
        #expect(value.withText { $0.count } == 3)
        #expect(value.withText { $0[2] } == 0x63)
        #expect(try parse("1").withText { $0.count } == nil)
        var buffer: [UInt8] = [0x2d]
        value.appendUTF8(to: &buffer)
        #expect(buffer == Array("-abc".utf8))
    }
}
