import JSON
import TestSupport
import Testing

@Suite("The place of what is wrong")
struct ProblemTests {
    @Test(
        "a broken text is told by line, column and reason",
        arguments: [
            ("", 1, 1, "the text is empty"),
            (" \n ", 2, 2, "the text is empty"),
            ("[1,\n 2,\n]", 2, 3, "a comma must be followed by another value"),
            ("{\"a\":1,}", 1, 7, "a comma must be followed by another value"),
            ("{\"a\" 1}", 1, 6, "':' expected behind the key"),
            ("{a:1}", 1, 2, "a key in double quotes expected"),
            ("{\"a\":1 \"b\":2}", 1, 8, "',' or '}' expected"),
            ("[1 2]", 1, 4, "',' or ']' expected"),
            ("[1, 2", 1, 1, "this '[' is never closed"),
            ("{\"ä\":\n {\"b\": [1]", 2, 2, "this '{' is never closed"),
            ("[1}", 1, 3, "',' or ']' expected"),
            ("\"ab", 1, 1, "this string is never closed"),
            ("[\"ab\\\"]", 1, 2, "this string is never closed"),
            ("\"a\nb\"", 1, 3, "a line break in a string must be written as \\n"),
            ("\"a\tb\"", 1, 3, "a control character in a string must be escaped"),
            ("\"\\x41\"", 1, 2, "there is no such escape"),
            ("\"\\u12g4\"", 1, 2, "four hexadecimal digits expected behind \\u"),
            ("\"é\\ud800\"", 1, 3, "an escaped surrogate has no partner"),
            ("01", 1, 1, "a number must not begin with a zero"),
            ("[-]", 1, 3, "a digit expected"),
            ("1.", 1, 3, "a digit expected behind '.'"),
            ("[1e+]", 1, 5, "a digit expected in the exponent"),
            ("[0, 1e999]", 1, 5, "the number is too large"),
            ("'a'", 1, 1, "strings are written in double quotes"),
            ("[1] // one", 1, 5, "there is more text behind the value"),
            ("[// one\n1]", 1, 2, "JSON has no comments"),
            ("{\"a\":}", 1, 6, "a value expected"),
            ("\u{feff}{}", 1, 1, "a byte order mark must not stand in JSON"),
            ("tru", 1, 1, "a value expected: a number, a string, true, false, null, '[' or '{'"),
            ("NaN", 1, 1, "a value expected: a number, a string, true, false, null, '[' or '{'"),
        ]
    )
    func places(text: String, line: Int, column: Int, message: String) {
        let problem = JSONProblem.first(in: Array(text.utf8))
        #expect(problem?.line == line)
        #expect(problem?.column == column)
        #expect(problem?.message == message)
    }

    @Test("bytes that are not UTF-8 are told by their place")
    func encoding() {
        let problem = JSONProblem.first(in: Array("[\n\"é".utf8) + [0xff, 0x22, 0x5d])
        #expect(problem?.message == "not valid UTF-8 (byte 6)")
        #expect(problem?.line == 2 && problem?.column == 3)
        #expect(UTF8Text.firstInvalidByte(in: Array("aé漢😀".utf8)) == nil)
        #expect(UTF8Text.firstInvalidByte(in: [0x61, 0xc3]) == 1)
        #expect(UTF8Text.firstInvalidByte(in: [0xed, 0xa0, 0x80]) == 0)
    }

    @Test("the depth is counted")
    func depth() {
        func nested(_ count: Int) -> [UInt8] {
            Array((String(repeating: "[", count: count) + String(repeating: "]", count: count)).utf8)
        }
        #expect(JSONProblem.first(in: nested(5), depth: 5) == nil)
        #expect(JSONProblem.first(in: nested(6), depth: 5)?.column == 6)
        // An opening for every byte must neither overflow a stack nor take long.
        #expect(JSONProblem.first(in: Array(repeating: UInt8(ascii: "["), count: 1 << 20))?.column == 1025)
    }

    @Test("it finds something exactly where the parser refuses a text", arguments: 0..<20)
    func agrees(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let samples = [
            #"{"a":[1,-2.5e+3,true],"b":{"c":null,"é":"\u00e9\ud83d\ude00\n"}}"#, "[[],{},\"\",0,-0.0,1E5]",
            "  \n[false , {\"k\" : \"v\"}]\t", "\"text \\\\ \\/ \\b\"", "12",
        ]
        let alphabet = Array("{}[]:,\"\\ \n0123456789.eE+-truefalsnud800x".utf8) + [0xc3, 0xff, 0x01]
        for _ in 0..<1000 {
            var bytes = Array(samples[random.below(samples.count)].utf8)
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count + 1)
                switch random.below(3) {
                case 0: bytes.insert(alphabet[random.below(alphabet.count)], at: place)
                case 1: if place < bytes.count { bytes[place] = alphabet[random.below(alphabet.count)] }
                default: if place < bytes.count { bytes.remove(at: place) }
                }
                if bytes.isEmpty { break }
            }
            let isReadable = (try? JSONParser.parse(bytes)) != nil
            let problem = JSONProblem.first(in: bytes)
            if isReadable != (problem == nil) {
                // Integers beyond 64 bits are the only difference.
                let repaired = try? JSONParser.parse(JSONRepair.repair(bytes.span))
                #expect(
                    problem == nil && repaired != nil,
                    "seed \(seed): \(String(decoding: bytes, as: UTF8.self))"
                )
            }
        }
    }
}
