import BatonRedaction
import Testing

@Suite struct PrivateKeyTests {
    private static func lines(_ random: inout SeededGenerator, _ count: Int) -> [String] {
        (0..<count).map { _ in random.text(base64, 64) } + [random.text(base64, 30) + "=="]
    }

    private static let labels = [
        "RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
        "PGP PRIVATE KEY BLOCK",
    ]

    /// How a block gets into a transcript.
    private static let dresses: [(name: String, dress: @Sendable ([String]) -> String)] = [
        ("plain", { $0.joined(separator: "\n") }),
        ("carriage returns", { $0.joined(separator: "\r\n") }),
        ("one line", { $0.joined(separator: "\\n") }),
        ("indented", { "  " + $0.joined(separator: "\n  ") }),
        ("diff", { "+" + $0.joined(separator: "\n+") }),
        ("numbered", { lines in lines.enumerated().map { "  \($0 + 9)→\($1)" }.joined(separator: "\n") }),
        (
            "numbered by tabs",
            { lines in lines.enumerated().map { "\($0 + 9)\t\($1)" }.joined(separator: "\n") }
        ),
        (
            "found by grep",
            { lines in lines.enumerated().map { "key.pem:\($0 + 1):\($1)" }.joined(separator: "\n") }
        ),
        ("quoted", { "\"" + $0.joined(separator: "\\n\" +\n\"") + "\"" }),
        ("coloured", { lines in lines.map { "\u{1b}[32m\($0)\u{1b}[0m" }.joined(separator: "\n") }),
    ]

    @Test func `a block is hidden whole in every dress and at every depth`() throws {
        var random = SeededGenerator(seed: 31)
        for label in Self.labels {
            for (name, dress) in Self.dresses {
                for depth in 0...3 {
                    let body = Self.lines(&random, 12)
                    let block = ["-----BEGIN \(label)-----"] + body + ["-----END \(label)-----"]
                    let input = record("cat key\n\(dress(block))\nend of it", depth: depth)
                    let redaction = try #require(
                        try Shared.redactor().redact(record: Array(input.utf8)),
                        "\(label) \(name) \(depth)"
                    )
                    let output = String(decoding: redaction.bytes, as: UTF8.self)
                    #expect(
                        !body.contains { output.contains($0) },
                        "\(label), \(name), depth \(depth): \(output)"
                    )
                    #expect(redaction.findings.count == 1, "\(label), \(name), depth \(depth)")
                    #expect(output.contains("end of it"))
                    #expect(JSONChecker.isValid(redaction.bytes))
                }
            }
        }
    }

    @Test func `a block without its end is hidden to its last line`() throws {
        var random = SeededGenerator(seed: 32)
        for depth in 0...2 {
            let body = Array(Self.lines(&random, 6).dropLast())
            let input = record(
                (["-----BEGIN PRIVATE KEY-----"] + body).joined(separator: "\n")
                    + "\n… and more text follows here",
                depth: depth
            )
            let redaction = try #require(try Shared.redactor().redact(record: Array(input.utf8)))
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            #expect(!body.contains { output.contains($0) })
            #expect(output.contains("and more text follows"))
        }
    }

    @Test func `the same key has one placeholder whatever its dress`() throws {
        var random = SeededGenerator(seed: 33)
        let block = ["-----BEGIN PRIVATE KEY-----"] + Self.lines(&random, 8) + ["-----END PRIVATE KEY-----"]
        let redactor = try Shared.redactor()
        for (name, dress) in Self.dresses where name != "quoted" {
            let redaction = try redactor.redact(record: Array(record(dress(block), depth: 1).utf8))
            #expect(redaction?.findings.map(\.placeholder) == ["[redacted:private-key:1]"], "\(name)")
        }
    }

    @Test func `a line of a known key is hidden alone`() throws {
        var random = SeededGenerator(seed: 34)
        let body = Self.lines(&random, 8)
        let block = ["-----BEGIN PRIVATE KEY-----"] + body + ["-----END PRIVATE KEY-----"]
        let redactor = try Shared.redactor()
        try redactor.learn(text: Array(block.joined(separator: "\n").utf8))
        let redaction = try redactor.redact(record: Array(record("grep said \(body[4]) ok").utf8))
        #expect(redaction?.findings.map(\.placeholder) == ["[redacted:private-key:1]"])
    }

    @Test func `base64 of a block is hidden`() throws {
        var random = SeededGenerator(seed: 35)
        let head = "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ"
        let secret = head + random.text(base64, 800)
        #expect(try redacted("tls.key: \(secret)\n") == "tls.key: [redacted:private-key-base64:1]\n")
    }
}
