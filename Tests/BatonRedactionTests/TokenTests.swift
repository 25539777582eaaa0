import BatonRedaction
import Testing

@Suite struct TokenTests {
    @Test("a token is replaced exactly, in every surrounding and at every depth", arguments: Sample.tokens)
    func token(_ sample: Sample) throws {
        var random = SeededGenerator(seed: 7)
        // The secrets differ, so that none is found as another's repetition.
        let redactor = try Shared.redactor()
        for surrounding in Surrounding.forTokens {
            for depth in 0...3 {
                let secret = sample.make(&random)
                let input = record(surrounding.before + secret + surrounding.after, depth: depth)
                let redaction = try #require(
                    try redactor.redact(record: Array(input.utf8)),
                    "\(sample) after \(surrounding) at depth \(depth)"
                )
                let output = String(decoding: redaction.bytes, as: UTF8.self)
                let finding = try #require(redaction.findings.first)
                #expect(!output.contains(secret), "\(sample) in \(surrounding) at depth \(depth)")
                #expect(JSONChecker.isValid(redaction.bytes))
                #expect(finding.rule == sample.rule, "\(surrounding) at depth \(depth)")
                #expect(
                    output == input.replacing(secret, with: finding.placeholder),
                    "\(sample) in \(surrounding) at depth \(depth)"
                )
                #expect(redaction.findings.count == 1)
                #expect(secret.hasPrefix(finding.hint))
            }
        }
    }

    @Test("a hint is at most the public prefix") func hint() throws {
        var random = SeededGenerator(seed: 8)
        let secret = "ghp_" + random.text(base62, 36)
        let redaction = try #require(try Shared.redactor().redact(text: Array("x \(secret)".utf8)))
        #expect(redaction.findings.map(\.hint) == ["ghp_"])
        #expect(redaction.findings.map(\.offset) == [2])
        #expect(redaction.findings.map(\.length) == [40])
    }
}
