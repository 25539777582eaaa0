import Digest
import TestSupport
import Testing

@Suite struct Base64Tests {
    @Test(
        "bytes are written and read as RFC 4648 section 10 says",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
    )
    func vectors(text: String, encoded: String) throws {
        #expect(Base64.encode(Array(text.utf8)) == Array(encoded.utf8))
        #expect(try Base64.decode(Array(encoded.utf8)) == Array(text.utf8))
        let url = encoded.filter { $0 != "=" }
        #expect(Base64.encode(Array(text.utf8), .url) == Array(url.utf8))
        #expect(try Base64.decode(Array(url.utf8), .url) == Array(text.utf8))
        #expect(try Base64.decode(Array(encoded.utf8), .url) == Array(text.utf8))
    }

    @Test("the alphabets differ in two characters")
    func alphabets() throws {
        #expect(Base64.encode([0xfb, 0xff]) == Array("+/8=".utf8))
        #expect(Base64.encode([0xfb, 0xff], .url) == Array("-_8".utf8))
        let standard = #expect(throws: Base64.Problem.self) { try Base64.decode(Array("ab-_".utf8)) }
        #expect(standard?.offset == 2)
        let url = #expect(throws: Base64.Problem.self) { try Base64.decode(Array("+/8".utf8), .url) }
        #expect(url?.offset == 0)
    }

    @Test(
        "what is not exactly base64 is refused",
        arguments: [
            "Zg", "Zg=", "Z", "Zg===", "Zg==Zg==", "Zm 9v", "Zm9v\n", " Zm9v", "Zh==", "Zm9=", "=", "====",
            "Zm9vé", "Zm\u{0}v",
        ]
    )
    func strict(text: String) {
        #expect(throws: Base64.Problem.self) { try Base64.decode(Array(text.utf8)) }
    }

    @Test("random bytes come back, and a changed text never gives the same bytes", arguments: 0..<10)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let bytes = (0..<random.below(100)).map { _ in UInt8.random(in: 0...255, using: &random) }
            for alphabet in [Base64.Alphabet.standard, .url] {
                var text = Base64.encode(bytes, alphabet)
                #expect(try Base64.decode(text, alphabet) == bytes, "seed \(seed)")
                guard !text.isEmpty else { continue }
                let place = random.below(text.count)
                let old = text[place]
                text[place] = UInt8.random(in: 0...127, using: &random)
                if text[place] != old {
                    #expect((try? Base64.decode(text, alphabet)) != bytes, "seed \(seed)")
                }
            }
        }
    }
}
