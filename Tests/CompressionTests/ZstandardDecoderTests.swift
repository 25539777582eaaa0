import CZstd
import Compression
import TestSupport
import Testing

@Suite struct ZstandardDecoderTests {
    /// Packs bytes by libzstd's one-shot function.
    private func packed(_ bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
        let capacity = result.count
        let count = ZSTD_compress(&result, capacity, bytes, bytes.count, 3)
        return Array(result.prefix(count))
    }

    /// Unpacks data that comes in pieces of `piece` bytes.
    private func unpacked(
        _ data: [UInt8],
        piece: Int,
        limit: Int = ZstandardDecoder.defaultLimit
    ) throws -> [UInt8] {
        var decoder = try ZstandardDecoder(limit: limit)
        var result: [UInt8] = []
        var start = 0
        while start < data.count {
            let end = min(start + piece, data.count)
            try decoder.decode(Array(data[start..<end]).span) { bytes in
                for index in bytes.indices { result.append(bytes[index]) }
                return true
            }
            start = end
        }
        try decoder.finish()
        return result
    }

    private let text = Array((0..<40_000).map { "{\"line\":\($0)}\n" }.joined().utf8)

    @Test("data comes out as it went in, whatever the pieces", arguments: [1, 7, 4096, 1 << 20])
    func roundTrip(piece: Int) throws {
        #expect(try unpacked(packed(text), piece: piece) == text)
    }

    @Test("frames one behind another are read as one")
    func frames() throws {
        #expect(try unpacked(packed(text) + packed([1, 2, 3]), piece: 1000) == text + [1, 2, 3])
    }

    @Test("data that is cut, damaged or no Zstandard is refused")
    func damaged() {
        var data = packed(text)
        #expect(throws: CompressionError.truncated) { try unpacked(Array(data.dropLast(5)), piece: 4096) }
        data[1] ^= 0xff
        #expect(throws: CompressionError.damaged) { try unpacked(data, piece: 4096) }
        #expect(throws: CompressionError.damaged) { try unpacked(Array("plain text".utf8), piece: 4096) }
    }

    @Test("a frame is recognized by its first four bytes")
    func recognition() {
        func isRecognized(_ bytes: [UInt8]) -> Bool { ZstandardDecoder.recognizes(bytes.span) }
        #expect(isRecognized(packed(text)))
        #expect(isRecognized(packed([])))
        #expect(!isRecognized(Array(packed(text).prefix(3))))
        #expect(!isRecognized(Array("{\"type\":1}".utf8)))
        #expect(!isRecognized([]))
    }

    @Test("no more comes out than the limit allows")
    func limit() {
        #expect(throws: CompressionError.tooLarge(limit: 1000)) {
            try unpacked(packed(text), piece: 4096, limit: 1000)
        }
    }

    @Test("data that was made to unpack to thousands of times its size is refused early")
    func bomb() throws {
        let bomb = packed([UInt8](repeating: 0, count: 200 << 20))
        #expect(bomb.count < 100_000)
        var decoder = try ZstandardDecoder()
        var count = 0
        #expect(throws: CompressionError.tooDense(ratio: ZstandardDecoder.ratioLimit)) {
            try decoder.decode(bomb.span) {
                count += $0.count
                return true
            }
        }
        #expect(count <= 65 << 20)
    }

    @Test("the reader stops when it has enough")
    func stops() throws {
        var decoder = try ZstandardDecoder()
        var count = 0
        try decoder.decode(packed(text).span) {
            count += $0.count
            return false
        }
        #expect(count > 0 && count < text.count)
    }

    @Test("any byte changed, and data is unpacked or refused")
    func mutations() throws {
        let data = packed(text)
        var random = SeededGenerator(seed: 17)
        for _ in 0..<300 {
            var bytes = data
            for _ in 0...random.below(3) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            do {
                _ = try unpacked(bytes, piece: 4096)
            } catch is CompressionError {}
        }
    }
}
