import Testing

@testable import Age

@Suite("Bech32, base64 and armor")
struct TextCodingTests {
    @Test(
        "valid Bech32 is read and written again",
        arguments: [
            "a12uel5l",
            "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
            "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        ]
    )
    func validBech32(text: String) throws {
        let decoded = try #require(bech32(Array(text.utf8)))
        let prefix = String(decoding: decoded.prefix, as: UTF8.self)
        #expect(String(decoding: Bech32.encode(prefix: prefix, decoded.data.span), as: UTF8.self) == text)
        #expect(bech32(Array(text.uppercased().utf8))?.data == decoded.data)
    }

    @Test(
        "invalid Bech32 is refused",
        arguments: [
            "", "1", "a", "\u{20}1nwldj5", "\u{7f}1axkwrx", "\u{80}1eym55h", "pzry9x0s0muk", "1pzry9x0s0muk",
            "x1b4n0q5v",
            "li1dgmt3", "de1lg7wt\u{ff}", "A1G7SGD8", "10a06t8", "1qzzfhee", "A12uEL5L", "a12uel5m",
            // The last group holds one bit too many, or bits that are not zero.
            "abcdef1qqqsyrhqy2a",
        ]
    )
    func invalidBech32(text: String) {
        #expect(bech32(Array(text.utf8)) == nil)
    }

    @Test("a wrong character in Bech32 is always noticed")
    func mistyped() {
        let text = Bech32.encode(prefix: "age", [UInt8](0..<32).span)
        for index in text.indices {
            for letter in "qz0l".utf8 where letter != text[index] {
                var wrong = text
                wrong[index] = letter
                #expect(bech32(wrong) == nil)
            }
        }
    }

    @Test("base64 of every length is read back, and no other text of it is")
    func base64() {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed: seed)
        for length in 0..<70 {
            let plain = generator.bytes(length)
            for isPadded in [false, true] {
                var text: [UInt8] = []
                Base64.encode(plain.span, isPadded: isPadded, into: &text)
                var back: [UInt8] = []
                #expect(
                    Base64.decode(text.span, isPadded: isPadded, into: &back) && back == plain,
                    "seed \(seed)"
                )
                guard length % 3 != 0 else { continue }
                #expect(base64(text, isPadded: !isPadded) == nil, "seed \(seed)")
            }
        }
    }

    @Test(
        "base64 that is not canonical is refused",
        arguments: [
            "A", "QQ=", "QQ===", "QR==", "QUJ=", "QQ==QQ==", "=", "==", "====", "QUI=\n", "QU I", "QU-_",
            "QUJD=",
        ]
    )
    func badBase64(text: String) {
        #expect(base64(Array(text.utf8), isPadded: true) == nil)
    }

    @Test("armor has markers and lines of 64 columns", arguments: [0, 1, 47, 48, 49, 96, 1000])
    func armor(size: Int) throws {
        let bytes = [UInt8](repeating: 0xa5, count: size)
        var writer = ArmorWriter()
        var text: [UInt8] = []
        for byte in bytes { writer.update([byte].span, into: &text) }
        writer.finish(into: &text)
        let lines = String(decoding: text, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        #expect(lines.first == "-----BEGIN AGE ENCRYPTED FILE-----")
        #expect(lines.suffix(2) == ["-----END AGE ENCRYPTED FILE-----", ""])
        #expect(lines.dropFirst().dropLast(3).allSatisfy { $0.utf8.count == 64 })

        var reader = ArmorReader()
        var back: [UInt8] = []
        try reader.update(text.span, into: &back)
        try reader.finish(into: &back)
        #expect(back == bytes)
    }

    @Test("an endless line of armor is refused without being kept")
    func endlessLine() {
        let text = Array("-----BEGIN AGE ENCRYPTED FILE-----\n".utf8) + [UInt8](repeating: 65, count: 1 << 20)
        #expect(opened(text, with: []).error == .armor(.badLine, line: 2))
    }

    @Test("an error is one line in lower case without a full stop, with the place")
    func messages() {
        let table: [(AgeError, String)] = [
            (.notAge, "not an age file"),
            (
                .header(.carriageReturn, line: 3),
                "broken age header at line 3: the line ends with CR LF (was the file converted as text?)"
            ),
            (.workFactor(23, limit: 18), "the passphrase's work factor 23 is above the limit of 18"),
            (.armor(.missingEnd, line: 9), "broken age armor at line 9: the end marker is missing"),
            (.payload(.truncated), "broken age payload: the file was cut short"),
            (.noMatch(needsPassphrase: true), "no given passphrase opens this file"),
        ]
        for (error, message) in table {
            #expect(error.message == message)
            #expect("\(error)" == message)
        }
    }

    private func bech32(_ text: [UInt8]) -> Bech32.Decoded? { Bech32.decode(text.span) }

    private func base64(_ text: [UInt8], isPadded: Bool) -> [UInt8]? {
        var bytes: [UInt8] = []
        return Base64.decode(text.span, isPadded: isPadded, into: &bytes) ? bytes : nil
    }
}
