@testable import BatonRedaction
import Testing

/// Every rule that knows a secret by its form, in every surrounding.
@Suite struct RuleSampleTests {
    /// Every form once: those that follow from the rule, and those written by hand.
    static let samples = GeneratedSamples.all + Sample.tokens + Sample.shaped

    /// Rules that look at what is around; their own tests have their samples.
    static let contextual: Set<String> = [
        "private-key", "private-key-base64", "url-password", "authorization", "command-password", "password",
        "secret",
        "payment-card", "ansible-vault",
    ]

    @Test func `every rule has a sample`() {
        let sampled = Set(Self.samples.map(\.rule)).union(Sample.addresses.map(\.rule))
        for rule in RuleSet.builtIn.rules where rule.vendorKey == nil && !Self.contextual.contains(rule.id) {
            // Rules of surroundings come and go; those of forms are vendors'.
            switch rule.finder {
            case .prefixed, .exact, .shaped, .located: break
            default: continue
            }
            #expect(sampled.contains(rule.id), "\(rule.id) has no sample")
        }
    }

    @Test("all surroundings at once, at every depth", arguments: samples)
    func surroundings(_ sample: Sample) throws {
        var random = SeededGenerator(seed: 41)
        for depth in 0...3 {
            let secrets = Surrounding.forTokens.map { _ in sample.make(&random) }
            let text = zip(Surrounding.forTokens, secrets)
                .map { $0.before + $1 + $0.after }.joined(separator: "\n")
            let input = record(text, depth: depth)
            let redactor = try Shared.redactor()
            let redaction = try #require(try redactor.redact(record: Array(input.utf8)), "\(sample)")
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            #expect(JSONChecker.isValid(redaction.bytes))
            var expected = input
            for (secret, finding) in zip(secrets, redaction.findings) {
                expected = expected.replacing(secret, with: finding.placeholder)
            }
            for (secret, surrounding) in zip(secrets, Surrounding.forTokens) where output.contains(secret) {
                Issue.record("\(sample) stays in \(surrounding) at depth \(depth): \(secret)")
            }
            let others = Set(redaction.findings.map(\.rule)).subtracting([sample.rule])
            #expect(others.isEmpty, "\(sample) at depth \(depth) is taken for \(others)")
            #expect(output == expected, "\(sample) at depth \(depth)")
        }
    }

    @Test("an address is hidden behind its host", arguments: Sample.addresses)
    func address(_ sample: Sample) throws {
        var random = SeededGenerator(seed: 42)
        for depth in 0...3 {
            for (before, after) in [
                ("https://", " "), ("url: https://", "\n"), ("\"https://", "\""), ("(https://", ")"),
            ] {
                let secret = sample.make(&random)
                let input = record("curl " + before + secret + after + "done", depth: depth)
                let redaction = try #require(
                    try Shared.redactor().redact(record: Array(input.utf8)),
                    "\(secret)"
                )
                #expect(JSONChecker.isValid(redaction.bytes))
                #expect(redaction.findings.map(\.rule).contains(sample.rule), "\(secret)")
                #expect(!String(decoding: redaction.bytes, as: UTF8.self).contains(secret.suffix(24)))
            }
        }
    }

    @Test("what only looks like it is left alone", arguments: RuleSet.builtIn.rules)
    func nearMisses(_ rule: Rule) throws {
        var random = SeededGenerator(seed: 43)
        var texts: [String] = []
        switch rule.finder {
        case .prefixed(let prefixes, let bytes, let least):
            for prefix in prefixes {
                texts += [
                    prefix + "...", prefix + String(repeating: "x", count: least + 4), prefix + "<your-key>",
                    prefix + "your-key-here",
                    prefix + GeneratedSamples.body(bytes, least - 1, &random) + " next",
                    prefix + " " + GeneratedSamples.body(bytes, least, &random),
                ]
            }
        case .exact(let prefixes, let bytes, let count):
            for prefix in prefixes {
                texts += [
                    prefix + "...", prefix + String(repeating: "x", count: count.lowerBound),
                    prefix + GeneratedSamples.body(bytes, count.lowerBound - 1, &random) + " next",
                    prefix + GeneratedSamples.body(bytes, count.upperBound + 1, &random),
                    prefix + "!" + GeneratedSamples.body(bytes, count.lowerBound, &random),
                ]
            }
        default: return
        }
        let redactor = try Shared.redactor()
        for text in texts {
            let redaction = try redactor.redact(text: Array("see \(text)".utf8))
            #expect(redaction?.findings.contains { $0.rule == rule.id } != true, "\(text)")
        }
    }
}
