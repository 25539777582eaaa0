import Testing

@testable import BatonRedaction

/// What is found without the pattern engine is found wherever it stands.
@Suite struct BlockWalkTests {
    @Test func `the masks of classes are those of their texts`() {
        let classes: [ByteClass] = [
            .digits, .lowerHex, .hex, .upper, .lower, .base62, .word, .base64, .base64URL, .dotted,
            .anyBase64, .bech32,
            .bearer, .letters, .wordOfText,
        ]
        for byteClass in classes {
            let isIn = (0..<128).map { byteClass.contains(UInt8($0)) }
            var expected = Array(repeating: false, count: 128)
            let text = Array(byteClass.text.utf8)
            var index = 0
            while index < text.count {
                let isRange = index + 2 < text.count && text[index + 1] == UInt8(ascii: "-")
                for byte in text[index]...(isRange ? text[index + 2] : text[index]) {
                    expected[Int(byte)] = true
                }
                index += isRange ? 3 : 1
            }
            #expect(isIn == expected, "\(byteClass.text)")
        }
    }

    @Test func `a card is found at every offset, also at the end of the text`() throws {
        let redactor = try Shared.redactor()
        // A test number of a scheme, and one with separators; the check digits are right.
        for card in ["4012888888881881", "4012 8888 8888 1881", "3782-822463-10005"] {
            for before in 0..<40 {
                for after in [0, 1, 5, 15, 16, 40] {
                    let text =
                        String(repeating: "x", count: max(0, before - 1)) + (before > 0 ? " " : "") + card
                        + (after > 0 ? "." : "") + String(repeating: "y", count: max(0, after - 1))
                    let clean = try redactor.redact(text: Array(text.utf8))
                    #expect(
                        clean.map { String(decoding: $0.bytes, as: UTF8.self) }
                            == text.replacing(
                                card,
                                with: "[redacted:payment-card:\(card.contains("10005") ? 2 : 1)]"
                            ),
                        "\(text)"
                    )
                }
            }
        }
    }

    @Test func `a form without a beginning is found at every offset`() throws {
        var random = SeededGenerator(seed: 71)
        for before in 0..<36 {
            let key = "SK" + random.text(hex, 32)
            let text = String(repeating: "-", count: before) + " " + key
            #expect(try redacted(text) == String(repeating: "-", count: before) + " [redacted:twilio-key:1]")
        }
    }

    @Test func `base64 of a secret is found at every offset`() throws {
        var random = SeededGenerator(seed: 72)
        var missed = 0
        for before in 0..<200 {
            let token = "ghp_" + random.text(base62, 36)
            let encoded = base64(token)
            if try redacted(String(repeating: "-", count: before) + " " + encoded + " end").contains(encoded)
            {
                missed += 1
            }
        }
        #expect(missed == 0)
    }

    private func base64(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var bits = 0
        var count = 0
        var result = ""
        for byte in text.utf8 {
            bits = bits << 8 | Int(byte)
            count += 8
            while count >= 6 {
                count -= 6
                result.append(alphabet[bits >> count & 63])
            }
        }
        if count > 0 { result.append(alphabet[bits << (6 - count) & 63]) }
        return result
    }
}
