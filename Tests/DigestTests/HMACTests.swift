import Digest
import Testing

@Suite struct HMACTests {
    @Test(
        "codes are those of RFC 4231, for short, long and very long keys",
        arguments: [
            (
                [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xaa, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ]
    )
    func vectors(key: [UInt8], message: [UInt8], code: String) {
        #expect(SHA256.digits(of: HMACSHA256.code(of: message, key: key)) == code)
    }

    @Test("a digest of pieces is that of the whole", arguments: [0, 1, 63, 64, 65, 100_000])
    func pieces(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let stream = SHA256Stream()
        for start in stride(from: 0, to: count, by: 37) {
            stream.update(Array(bytes[start..<min(start + 37, count)]))
        }
        #expect(stream.finish() == SHA256.digest(bytes))
    }

    @Test("a wiped key is empty")
    func wiped() {
        var key: [UInt8] = [1, 2, 3]
        HMACSHA256.wipe(&key)
        #expect(key.isEmpty)
    }
}
