import BatonRedaction
import Platform
import TestSupport
import Testing

@testable import BatonHost

/// A text that is looked at in parts gives what it gives as a whole.
@Suite("Large texts")
struct LargeTextRedactionTests {
    private struct Maker {
        var random: SeededGenerator
        private static let letters = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8
        )

        mutating func word(_ count: Int) -> String {
            String(
                decoding: (0..<count).map { _ in Self.letters[random.below(Self.letters.count)] },
                as: UTF8.self
            )
        }

        mutating func key() -> String {
            let lines = (0..<4 + random.below(6)).map { _ in word(64) }.joined(separator: "\n")
            return "-----BEGIN RSA PRIVATE KEY-----\n\(lines)\n-----END RSA PRIVATE KEY-----"
        }

        mutating func text(_ count: Int) -> String {
            var known: [String] = []
            var text = ""
            for _ in 0..<count {
                switch random.below(14) {
                case 0:
                    known.append("ghp_" + word(36))
                    text += "token \(known[known.count - 1]) is used\n"
                case 1: text += "DB_PASSWORD=\(word(16))\n"
                case 2: text += key() + "\n"
                case 3:
                    if let value = known.randomElement(using: &random) {
                        text += "again: \(value.dropFirst(4))\n"
                    }
                case 4: text += "{\"type\":\"x\",\"n\":[{\"password\":\"\(word(14))\"}]}\n"
                case 5: text += "{\"type\":\"x\",\"text\":\"a\\nexport API_TOKEN=\(word(24))\"}\n"
                case 6: text += "KEY_TOKEN=ghp_\(word(36)) # baton:allow\n"
                case 7: text += "\n"
                case 8: text += "[2026-01-02] GET /index.html 200 ünïcödé \(word(10))\r\n"
                default: text += "12:00:0\(random.below(10)) build step \(random.below(1000)) went well\n"
                }
            }
            return random.below(2) == 0 ? text : String(text.dropLast())
        }
    }

    private static func source(_ bytes: [UInt8]) -> LargeTextRedaction.Source {
        .init(count: bytes.count) { offset, count in
            Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
        }
    }

    private static func places(_ places: [TextRedaction.Place]) -> [String] {
        places.map {
            "\($0.line):\($0.column) \($0.finding.placeholder) \($0.finding.length) \($0.field ?? "-")"
        }
    }

    /// The text with its placeholders numbered anew, in the order in which they first stand in it.
    ///
    /// What is seen half at the edge of a part takes a number, so that numbers may have gaps.
    private static func renumbered(_ text: String) -> String {
        var numbers: [Substring: Int] = [:]
        var counts: [Substring: Int] = [:]
        return text.replacing(/\[redacted:([a-z-]+):[0-9]+\]/) { match in
            if numbers[match.0] == nil {
                counts[match.1, default: 0] += 1
                numbers[match.0] = counts[match.1]
            }
            return "[redacted:\(match.1):\(numbers[match.0] ?? 0)]"
        }
    }

    @Test("parts give what the whole gives, at each size of the parts", arguments: 0..<40)
    func parts(_ seed: Int) throws {
        var maker = Maker(random: SeededGenerator(seed: UInt64(seed)))
        let bytes = Array(maker.text(150 + maker.random.below(200)).utf8)
        var whole = TextRedaction(try Redactor(), honoursMarks: true)
        let expected = try whole.redact(bytes)
        for window in [4096, 5000, 9000] {
            var parts = LargeTextRedaction(try Redactor(), honoursMarks: true, window: window, margin: 1500)
            var clean: [UInt8] = []
            try parts.redact(Self.source(bytes)) { clean += $0 }
            #expect(
                Self.renumbered(String(decoding: clean, as: UTF8.self))
                    == String(decoding: expected, as: UTF8.self)
            )
            let found = Self.renumbered(Self.places(parts.findings).joined(separator: "\n"))
            #expect(found == Self.places(whole.findings).joined(separator: "\n"))
        }
    }

    @Test("a secret on one long line is found wherever the parts end", arguments: 0..<20)
    func longLine(_ seed: Int) throws {
        var maker = Maker(random: SeededGenerator(seed: UInt64(seed)))
        var line = ""
        var tokens: [String] = []
        for _ in 0..<60 {
            line += String(repeating: "ä lorem ", count: 10 + maker.random.below(40))
            tokens.append("ghp_" + maker.word(36))
            line += tokens[tokens.count - 1] + " "
        }
        var parts = LargeTextRedaction(try Redactor(), window: 4096, margin: 1024)
        var clean: [UInt8] = []
        try parts.redact(Self.source(Array(line.utf8))) { clean += $0 }
        var expected = line
        for (number, token) in tokens.enumerated() {
            expected = expected.replacing(token, with: "[redacted:github-token:\(number + 1)]")
        }
        #expect(Self.renumbered(String(decoding: clean, as: UTF8.self)) == expected)
    }

    @Test("a value that shows itself at the end goes at the beginning, too")
    func late() throws {
        var maker = Maker(random: SeededGenerator(seed: 5))
        let value = maker.word(20)
        let filler = String(repeating: "nothing to see here\n", count: 2000)
        let text = "the word is \(value)\n\(filler)password: \"\(value)\"\n"
        var parts = LargeTextRedaction(try Redactor(), window: 4096, margin: 1024)
        var clean: [UInt8] = []
        try parts.redact(Self.source(Array(text.utf8))) { clean += $0 }
        #expect(!String(decoding: clean, as: UTF8.self).contains(value))
        #expect(parts.findings.map(\.line) == [1, 2002])
    }

    @Test("a key block that is longer than a part goes as a whole")
    func longBlock() throws {
        var maker = Maker(random: SeededGenerator(seed: 6))
        let lines = (0..<120).map { _ in maker.word(64) }
        let filler = String(repeating: "nothing to see here\n", count: 400)
        let text =
            filler + "-----BEGIN RSA PRIVATE KEY-----\n" + lines.joined(separator: "\n")
            + "\n-----END RSA PRIVATE KEY-----\n" + filler
        var parts = LargeTextRedaction(try Redactor(), window: 2048, margin: 512)
        var clean: [UInt8] = []
        try parts.redact(Self.source(Array(text.utf8))) { clean += $0 }
        let shown = Self.renumbered(String(decoding: clean, as: UTF8.self))
        #expect(shown == filler + "[redacted:private-key:1]\n" + filler)
    }

    @Test("a JSON value over several lines stays one, however long it is")
    func json() throws {
        var maker = Maker(random: SeededGenerator(seed: 7))
        let token = "ghp_" + maker.word(36)
        let members = (0..<400).map { "  \"key\($0)\": [\($0), \"value \($0 == 200 ? token : "x")\"]" }
        let text = "{\n\(members.joined(separator: ",\n"))\n}\n"
        var parts = LargeTextRedaction(try Redactor(), window: 2048, margin: 512)
        var clean: [UInt8] = []
        try parts.redact(Self.source(Array(text.utf8))) { clean += $0 }
        #expect(
            String(decoding: clean, as: UTF8.self)
                == text.replacing(token, with: "[redacted:github-token:1]")
        )
        #expect(parts.findings.map(\.field) == ["key200[1]"])
    }

    @Test("a file that becomes shorter while it is read is an error")
    func shorter() throws {
        let source = LargeTextRedaction.Source(count: 10_000) { offset, count in
            offset < 5000 ? Array(repeating: UInt8(ascii: "x"), count: min(count, 5000 - offset)) : []
        }
        var parts = LargeTextRedaction(try Redactor(), window: 2048, margin: 512)
        #expect(throws: HostError.self) { try parts.redact(source) { _ in } }
    }

    @Test("many findings in one long line have their columns, found in one walk")
    func manyInOneLine() throws {
        let card = "4111 1111 1111 1111 "
        let count = 20_000
        let bytes = Array(String(repeating: card, count: count).utf8)
        var large = LargeTextRedaction(try Redactor(), window: 300_000, margin: 1000)
        var clean: [UInt8] = []
        try large.redact(
            .init(count: bytes.count) { Array(bytes[$0..<min(bytes.count, $0 + $1)]) }
        ) { clean += $0 }
        #expect(!String(decoding: clean, as: UTF8.self).contains("4111"))
        #expect(large.findings.map(\.column) == (0..<count).map { $0 * card.utf8.count + 1 })
        #expect(large.findings.allSatisfy { $0.line == 1 })
    }
}
