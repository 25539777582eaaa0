import Digest
import Testing

@Suite("BLAKE2b")
struct BLAKE2bTests {
    // RFC 7693 has no vector for 32 bytes; these are from python3's hashlib.blake2b(digest_size=32).
    @Test("digests are those of another implementation")
    func digests() {
        #expect(
            BLAKE2b.hex([])
                == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"
        )
        #expect(
            BLAKE2b.hex(Array("abc".utf8))
                == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"
        )
        #expect(
            BLAKE2b.hex([UInt8](repeating: 7, count: 100_000))
                == "072bc1200ea5288bebc0d54c2649f4fa6dd3250686ba2f15eb00e6fa661120f0"
        )
    }
}
