import BatonRedaction
import Testing

@Suite struct PaymentCardTests {
    /// A number with this beginning and length and a right check digit.
    private static func card(_ prefix: String, _ length: Int, _ random: inout SeededGenerator) -> String {
        let body = prefix + random.text(digits, length - 1 - prefix.count)
        let sum = body.reversed().enumerated().reduce(0) { sum, place in
            let value = (place.element.wholeNumberValue ?? 0) * (place.offset.isMultiple(of: 2) ? 2 : 1)
            return sum + (value > 9 ? value - 9 : value)
        }
        return body + String((10 - sum % 10) % 10)
    }

    private static let schemes = [
        ("4", 16), ("51", 16), ("2221", 16), ("34", 15), ("37", 15), ("6011", 16), ("65", 16), ("3530", 16),
        ("36", 14),
        ("62", 16), ("4", 13), ("4", 19), ("2200", 16),
    ]

    private static func written(_ card: String) -> [String] {
        let digits = Array(card)
        func groups(_ lengths: [Int], _ separator: String) -> String {
            var start = 0
            return lengths.map { length in
                defer { start += length }
                return String(digits[start..<start + length])
            }.joined(separator: separator)
        }
        switch card.count {
        case 16: return [card, groups([4, 4, 4, 4], " "), groups([4, 4, 4, 4], "-")]
        case 15: return [card, groups([4, 6, 5], " "), groups([4, 6, 5], "-")]
        case 14: return [card, groups([4, 6, 4], " ")]
        default: return [card]
        }
    }

    private static let surroundings = [
        Surrounding("card ", " ok"), Surrounding("", ""), Surrounding("\n", "\n"), Surrounding("\"", "\""),
        Surrounding("number=", "&cvv=123"), Surrounding("pays with ", "."), Surrounding("(", ")"),
        Surrounding("PAN: ", ", exp 12/29"), Surrounding("a\tb\t", "\tc"), Surrounding("12 ", " 34"),
        Surrounding("<pan>", "</pan>"),
    ]

    @Test func `every card is found as people write it`() throws {
        var random = SeededGenerator(seed: 61)
        for (prefix, length) in Self.schemes {
            for surrounding in Self.surroundings {
                for depth in 0...2 {
                    for text in Self.written(Self.card(prefix, length, &random)) {
                        let input = record(surrounding.before + text + surrounding.after, depth: depth)
                        let redaction = try Shared.redactor().redact(record: Array(input.utf8))
                        let output = redaction.map { String(decoding: $0.bytes, as: UTF8.self) }
                        #expect(
                            output == input.replacing(text, with: "[redacted:payment-card:1]"),
                            "\(text) in \(surrounding) at depth \(depth)"
                        )
                    }
                }
            }
        }
    }

    @Test func `separators do not make another card`() throws {
        #expect(
            try redacted("4111 1111 1111 1111, 4111111111111111, 4111-1111-1111-1111")
                == "[redacted:payment-card:1], [redacted:payment-card:1], [redacted:payment-card:1]"
        )
    }

    @Test func `cards in a row are cards, rows of code points are not`() throws {
        #expect(
            try redacted("4111 1111 1111 1111 4242 4242 4242 4242")
                == "[redacted:payment-card:1] [redacted:payment-card:2]"
        )
        #expect(try redacted("6473 6474 6475 6476 6477 6478 647A") == "6473 6474 6475 6476 6477 6478 647A")
    }

    @Test(
        "a number that is no card stays",
        arguments: [
            "4111111111111112", "x4111111111111111", "4111111111111111x", "41111111111111111111111",
            "0.4111111111111111",
            "4111111111111111.5", "id_4111111111111111", "run-4111111111111111", "4111111111111111-abc",
            "9111111111111111",
            "a4111111111111111f", "550e8400-e29b-41d4-a716-446655440000",
            "https://x.example/4111111111111111",
            "4111 11111111 1111", "4111 1111-1111 1111", "411111111111111", "0000 0000 0000 0000",
        ]
    )
    func stays(_ text: String) throws {
        #expect(try redacted("see \(text) there") == "see \(text) there")
    }
}
