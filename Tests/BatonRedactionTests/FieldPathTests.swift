import BatonRedaction
import Testing

@Suite("Paths of fields")
struct FieldPathTests {
    private func paths(_ record: String, hiding secrets: [Range<Int>] = []) -> [String] {
        let bytes = Array(record.utf8)
        let offsets = bytes.indices.filter { bytes[$0] == UInt8(ascii: "#") }
        return FieldPath.paths(of: offsets, in: bytes.span, hiding: secrets)
    }

    @Test(
        "a place has the path of keys and numbers that leads to it",
        arguments: [
            (##"{"a":"#"}"##, ["a"]),
            (##"{"a":{"b":[1,{"c":"x#y#"}]},"d":"#"}"##, ["a.b[1].c", "a.b[1].c", "d"]),
            (##"["a",["#"],"#"]"##, ["[1][0]", "[2]"]), (##""#""##, [""]),
            (##"{"#":1,"b":"#"}"##, ["#", "b"]),
            (##"{"a":"\"}]#","b":[[],{},"#"]}"##, ["a", "b[2]"]), (##"{"a" : {} , "b" : # }"##, ["b"]),
            (##"no json #"##, [""]), (##"{"a":"#"##, ["a"]), (##"]]}#"##, [""]), (##"{"a":1,"#"##, ["#"]),
        ]
    )
    func named(record: String, expected: [String]) {
        #expect(paths(record) == expected)
    }

    @Test("a key that is secret is not told")
    func hidden() {
        let record = ##"{"a":{"secret":{"b":"#"}}}"##
        #expect(paths(record, hiding: [7..<13]) == ["a.….b"])
        #expect(paths(record, hiding: [0..<2, 13..<16]) == ["a.secret.b"])
    }

    @Test("depth and length are bounded")
    func bounds() {
        let deep = String(repeating: "[", count: 100_000) + "#"
        #expect(paths(deep) == [String(repeating: "[0]", count: 64) + "…"])
        let long = "{\"\(String(repeating: "k", count: 1000))\":\"#\"}"
        #expect(paths(long) == [String(repeating: "k", count: 64) + "…"])
    }

    @Test func `many places in one long string cost one walk`() {
        let text = "[\"" + String(repeating: "word ", count: 100_000) + "\"]"
        let bytes = Array(text.utf8)
        // Half a million bytes for each of fifty thousand places would not end.
        let paths = FieldPath.paths(of: Array(stride(from: 2, to: bytes.count - 2, by: 10)), in: bytes.span)
        #expect(paths.count == 50_000)
        #expect(Set(paths) == ["[0]"])
    }
}
