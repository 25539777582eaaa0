import JSON
import TestSupport
import Testing

@Suite struct WriterTests {
    func text(pretty: Bool = false, _ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(pretty: pretty)
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("values are written compactly")
    func compact() throws {
        let nested = try JSONParser.parse(Array(#"{"x": [1, 2.0, true]}"#.utf8))
        let result = text { writer in
            writer.object { writer in
                writer.member("s", "a\"b\\c\n\u{1}é😀")
                writer.member("none", nil as String?)
                writer.member("i", -3)
                writer.member("b", true)
                writer.member("copy", copying: nested)
                writer.member("nothing", copying: nil)
                writer.key("list")
                writer.array { writer in
                    writer.uint(.max)
                    writer.double(.infinity)
                    writer.double(1e20)
                    writer.raw(Array("[0]".utf8))
                    writer.array { _ in }
                    writer.object { _ in }
                }
            }
        }
        #expect(
            result
                == #"{"s":"a\"b\\c\n\u0001é😀","none":null,"i":-3,"b":true,"copy":{"x":[1,2.0,true]},"#
                + #""list":[18446744073709551615,null,1e+20,[0],[],{}]}"#
        )
    }

    @Test("pretty output is indented by two spaces")
    func pretty() throws {
        let value = try JSONParser.parse(Array(#"{"a":[1,{"b":[]}],"c":{}}"#.utf8))
        #expect(
            text(pretty: true) { $0.copy(value) } == """
                {
                  "a": [
                    1,
                    {
                      "b": []
                    }
                  ],
                  "c": {}
                }
                """
        )
    }

    @Test("every control character is escaped and read back")
    func controls() throws {
        let all = String(String.UnicodeScalarView((0..<0xa0).compactMap { Unicode.Scalar($0) }))
        let written = text { $0.string(all) }
        #expect(written.utf8.allSatisfy { $0 >= 0x20 })
        #expect(try JSONParser.parse(Array(written.utf8)).string == all)
    }

    @Test("a caller may take the bytes away between values")
    func taking() {
        var writer = JSONWriter()
        var all: [UInt8] = []
        writer.beginArray()
        for number in Int64(0)..<4 {
            writer.int(number)
            all += writer.bytes
            writer.bytes = []
        }
        writer.endArray()
        #expect(String(decoding: all + writer.bytes, as: UTF8.self) == "[0,1,2,3]")
    }

    @Test("random values are written, parsed and written the same")
    func property() throws {
        for seed in UInt64(1)...400 {
            var random = SeededGenerator(seed: seed)
            for pretty in [false, true] {
                var writer = JSONWriter(pretty: pretty)
                Self.write(&writer, &random, depth: 0)
                let once = writer.bytes
                var again = JSONWriter(pretty: pretty)
                again.copy(try JSONParser.parse(once))
                #expect(again.bytes == once, "seed \(seed)")
            }
        }
    }

    static func write(_ writer: inout JSONWriter, _ random: inout SeededGenerator, depth: Int) {
        switch random.below(depth > 5 ? 6 : 8) {
        case 0: writer.null()
        case 1: writer.bool(random.oneIn(2))
        case 2:
            writer.int(
                random.oneIn(3) ? Int64.random(in: .min ... .max, using: &random) : Int64(random.below(100))
            )
        case 3: writer.uint(UInt64.random(in: .min ... .max, using: &random))
        case 4:
            let bits = Double(bitPattern: random.next())
            writer.double(random.oneIn(2) ? bits : Double(random.below(1000)) / 8)
        case 5: writer.string(string(&random))
        case 6:
            writer.beginArray()
            for _ in 0..<random.below(5) { write(&writer, &random, depth: depth + 1) }
            writer.endArray()
        default:
            writer.beginObject()
            for _ in 0..<random.below(5) {
                writer.key(string(&random))
                write(&writer, &random, depth: depth + 1)
            }
            writer.endObject()
        }
    }

    static func string(_ random: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<random.below(12) {
            let limit = [0x20, 0x80, 0x800, 0x10000, 0x110000][random.below(5)]
            if let scalar = Unicode.Scalar(UInt32(random.below(limit))) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
