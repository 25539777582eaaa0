import BatonRedaction
import Testing

/// Keys whose lines are strings of an array, as a patch in a record has them.
@Suite struct LineArrayTests {
    private static func patch(_ lines: [String]) -> String {
        let strings = lines.map { "\"+\($0)\"" }.joined(separator: ",")
        return #"{"toolUseResult":{"structuredPatch":[{"oldStart":1,"lines":["#
            + strings + #"],"newLines":9}]},"uuid":"x"}"#
    }

    private static func body(_ random: inout SeededGenerator, _ count: Int) -> [String] {
        (0..<count).map { _ in random.text(base64, 64) } + [random.text(base64, 30) + "=="]
    }

    private static func redacted(_ input: String) throws -> Redaction {
        try #require(try Shared.redactor().redact(record: Array(input.utf8)))
    }

    @Test func `a key in a patch is hidden line by line, its frame and the marks stay`() throws {
        var random = SeededGenerator(seed: 71)
        for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"] {
            let body = Self.body(&random, 7)
            let lines =
                ["before"] + ["-----BEGIN \(label)-----"] + body + ["-----END \(label)-----", "after"]
            let redaction = try Self.redacted(Self.patch(lines))
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            let hidden = Array(repeating: "[redacted:private-key:1]", count: body.count)
            #expect(
                output
                    == Self.patch(
                        ["before", "-----BEGIN \(label)-----"] + hidden + ["-----END \(label)-----", "after"]
                    )
            )
        }
    }

    @Test func `a key without its end or its beginning is hidden in a patch too`() throws {
        var random = SeededGenerator(seed: 72)
        let body = Self.body(&random, 6)
        for lines in [
            ["-----BEGIN PRIVATE KEY-----"] + body.dropLast(), body + ["-----END PRIVATE KEY-----"],
            ["PuTTY-User-Key-File-3: ssh-rsa", "Private-Lines: 7"] + body + ["Private-MAC: 00ff"],
        ] {
            let redaction = try Self.redacted(Self.patch(lines))
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            for line in body where lines.contains(line) { #expect(!output.contains(line)) }
            #expect(JSONChecker.isValid(redaction.bytes))
            #expect(output.hasSuffix(#""newLines":9}]},"uuid":"x"}"#))
        }
    }

    @Test func `a line of a patch that stands alone later is hidden`() throws {
        var random = SeededGenerator(seed: 73)
        let body = Self.body(&random, 6)
        let redactor = try Shared.redactor()
        let lines = ["-----BEGIN PRIVATE KEY-----"] + body + ["-----END PRIVATE KEY-----"]
        try redactor.learn(record: Array(Self.patch(lines).utf8))
        let redaction = try redactor.redact(record: Array(record("grep said \(body[3]) ok").utf8))
        #expect(redaction?.findings.map(\.placeholder) == ["[redacted:private-key:1]"])
    }

    @Test func `a block never goes over into another member`() throws {
        var random = SeededGenerator(seed: 74)
        let digest = random.text(base64, 64)
        let other = random.text(base64, 64)
        let body = Self.body(&random, 4).joined(separator: #"\n"#)
        for rest in [
            #"","integrity":"\#(digest)"}"#, #"","\#(digest)":1}"#, #""},{"a":"\#(digest)"}"#,
            #"","next",{"a":"\#(digest)"}]"#,
        ] {
            let input = #"{"text":"-----BEGIN PRIVATE KEY-----\n\#(body)\#(rest)"#
            let redaction = try Self.redacted(input)
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            #expect(output.contains(digest), "\(rest)")
            #expect(!output.contains(other))
        }
    }

    @Test func `many short strings take linear time`() throws {
        let strings = Array(repeating: #""-----BEGIN PRIVATE KEY-----""#, count: 20_000).joined(
            separator: ","
        )
        let input = Array((#"{"a":["# + strings + "]}").utf8)
        let start = ContinuousClock.now
        #expect(try Shared.redactor().redact(record: input) == nil)
        #expect(start.duration(to: .now) < .seconds(20))
    }
}
