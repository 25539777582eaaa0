import Digest
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    /// Examples of FIPS 180-4 as NIST publishes them ("SHA256.pdf", and the one of a million letters).
    @Test(
        "gives the digests of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
                "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
            ),
        ]
    )
    func vectors(text: String, digest: String) {
        #expect(SHA256.hex(Array(text.utf8)) == digest)
    }

    @Test("gives the digest of a million letters")
    func million() {
        let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        #expect(SHA256.hex(letters) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test("spells every byte of the digest with two lower-case digits")
    func spelling() {
        for length in 0..<200 {
            let bytes = [UInt8](repeating: 7, count: length)
            let digest = SHA256.digest(bytes)
            #expect(digest.count == 32)
            let spelled = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(SHA256.hex(bytes) == spelled)
        }
    }
}
