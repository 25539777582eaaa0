import Platform
import Testing

struct ByteSearchTests {
    @Test func `bytes are counted and found as a plain loop does`() {
        var generator = SystemRandomNumberGenerator()
        for length in [0, 1, 2, 63, 254, 255, 256, 257, 1_000, 5_000] {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0..<3, using: &generator) }
            #expect(bytes.span.occurrences(of: 1) == bytes.count { $0 == 1 }, "\(length) bytes")
            for start in [0, length / 2, length, length + 1] {
                let expected = bytes.indices.first { $0 >= start && bytes[$0] == 2 }
                let found = bytes.span.firstIndex(of: 2, from: start)
                #expect(found == expected, "\(length) bytes from \(start)")
            }
        }
        let all = [UInt8](repeating: 7, count: 1_000)
        #expect(all.span.occurrences(of: 7) == 1_000)
    }
}
