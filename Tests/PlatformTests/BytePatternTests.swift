import Platform
import TestSupport
import Testing

@Suite struct BytePatternTests {
    @Test("a pattern is found where a plain comparison finds it", arguments: 1...8)
    func agrees(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in
                UInt8.random(in: 97...99, using: &random)
            }
            let forms = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                (UInt8.random(in: 97...99, using: &random), UInt8.random(in: 97...99, using: &random))
            }
            let start = Int.random(in: 0...max(0, bytes.count), using: &random)
            let expected = stride(from: start, through: bytes.count - forms.count, by: 1).first { place in
                forms.indices.allSatisfy {
                    bytes[place + $0] == forms[$0].0 || bytes[place + $0] == forms[$0].1
                }
            }
            let found = BytePattern(forms).firstMatch(in: bytes.span, from: start)
            #expect(found == expected, "\(bytes) \(forms) \(start), seed \(seed)")
        }
    }

    @Test("single bytes are found, counted, and compared")
    func bytes() {
        let text = Array("a\nb\n\nc".utf8)
        // A span cannot be in an expectation itself.
        let places = [
            text.span.firstIndex(of: 0x0a), text.span.firstIndex(of: 0x0a, from: 2),
            text.span.firstIndex(of: 0x0a, from: 6), text.span.firstIndex(of: 0x7a),
            text.span.lastIndex(of: 0x0a, before: text.count),
            text.span.lastIndex(of: 0x0a, before: 1), text.span.occurrences(of: 0x0a),
        ]
        #expect(places == [1, 3, nil, nil, 4, nil, 3])
        let begins = [
            text.span.begins(with: "a\nb"), text.span.begins(with: "a\nb\n\ncd"),
        ]
        #expect(begins == [true, false])
    }
}
