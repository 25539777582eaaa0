import CZlib
import Compression
import TestSupport
import Testing

@Suite("gzip")
struct GzipTests {
    @Test(
        "what is compressed unpacks as it was, in pieces of any size",
        arguments: [0, 1, 65_535, 65_536, 3_000_001]
    )
    func roundTrip(size: Int) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        // Half of it repeats, half of it does not.
        let plain = (0..<size).map {
            $0 % 2 == 0 ? UInt8($0 >> 8 & 0xff) : UInt8.random(in: 0...255, using: &generator)
        }
        let compressed = try Self.compressed(plain) { Int.random(in: 1...100_000, using: &generator) }
        let isRecognized = GzipDecoder.recognizes(compressed.span)
        #expect(isRecognized)
        let opened = try Self.unpacked(compressed) { Int.random(in: 1...100_000, using: &generator) }
        #expect(opened == plain, "seed \(seed)")
        #expect(try Self.unpacked(compressed) { 1 << 30 } == plain)
    }

    @Test("members that stand one behind another are one")
    func members() throws {
        let both = try Self.compressed([1, 2], by: { 9 }) + Self.compressed([3], by: { 9 })
        for step in [1, 2, 7, 1000] { #expect(try Self.unpacked(both) { step } == [1, 2, 3]) }
    }

    @Test("damage, a cut and what follows the end are told")
    func damage() throws {
        let good = try Self.compressed(Array("hello, hello, hello".utf8), by: { 99 })
        for end in 0..<good.count {
            #expect(throws: CompressionError.truncated) { try Self.unpacked(Array(good[..<end])) { 5 } }
        }
        #expect(throws: CompressionError.damaged) { try Self.unpacked(good + [7, 7, 7]) { 1000 } }
        var bad = good
        bad[bad.count - 5] ^= 1
        #expect(throws: CompressionError.damaged) { try Self.unpacked(bad) { 1000 } }
    }

    @Test("a bomb ends at the limit")
    func bomb() throws {
        let bomb = try Self.compressed([UInt8](repeating: 0, count: 200 << 20), by: { 1 << 20 })
        var most = 0
        #expect(throws: CompressionError.tooLarge(limit: 1 << 20)) {
            let decoder = try GzipDecoder(limit: 1 << 20)
            try decoder.decode(bomb.span) { most += $0.count }
        }
        #expect(most <= 1 << 20)
        #expect(throws: CompressionError.tooDense(ratio: 500)) { try Self.unpacked(bomb) { 1 << 30 } }
    }

    static func compressed(_ plain: [UInt8], by step: () -> Int) throws -> [UInt8] {
        let encoder = try GzipEncoder()
        var result: [UInt8] = []
        var place = 0
        while place < plain.count {
            let end = min(plain.count, place + step())
            encoder.encode(plain.span.extracting(place..<end), into: &result)
            place = end
        }
        encoder.finish(into: &result)
        return result
    }

    static func unpacked(_ bytes: [UInt8], by step: () -> Int) throws -> [UInt8] {
        let decoder = try GzipDecoder()
        var result: [UInt8] = []
        var place = 0
        while place < bytes.count {
            let end = min(bytes.count, place + step())
            try decoder.decode(bytes.span.extracting(place..<end)) { piece in
                for index in 0..<piece.count { result.append(piece[index]) }
            }
            place = end
        }
        try decoder.finish()
        return result
    }
}
