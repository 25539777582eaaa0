@testable import BatonRedaction
import Testing

/// Every rule that knows a secret by its form, in every surrounding.
@Suite struct RuleSampleTests {
    /// Every form once: those that follow from the rule, and those written by hand.
    static let samples = GeneratedSamples.all + Sample.tokens + Sample.shaped

    @Test func `every rule that knows a form has a sample`() {
        let sampled = Set(Self.samples.map(\.rule)).union(Sample.addresses.map(\.rule))
        for rule in RuleSet.builtIn.rules where rule.kind == .form && rule.id != "private-key-base64" {
            let isSampled = sampled.contains(rule.id)
            #expect(isSampled, "\(rule.id) has no sample")
        }
    }

    @Test func `every rule tells its form, and there are more than 270`() {
        let rules = RuleSet.builtIn.rules
        #expect(rules.count >= 270)
        for rule in rules {
            #expect(!rule.form.isEmpty, "\(rule.id)")
            #expect(!rule.group.isEmpty, "\(rule.id)")
        }
    }

    @Test func `a block of Ansible Vault goes, its header stays`() throws {
        var random = SeededGenerator(seed: 44)
        let lines = (0..<3).map { _ in random.text(hex, 80) } + [random.text(hex, 24)]
        for depth in 0...3 {
            let text =
                "db_settings: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  "
                + lines.joined(separator: "\n  ") + "\nnext: 1"
            let redactor = try Shared.redactor()
            let redaction = try #require(try redactor.redact(record: Array(record(text, depth: depth).utf8)))
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            #expect(redaction.findings.map(\.rule) == ["ansible-vault"])
            #expect(output.contains("$ANSIBLE_VAULT;1.1;AES256"))
            #expect(output.contains("next: 1"))
            for line in lines { #expect(!output.contains(line)) }
        }
    }

    @Test("all surroundings at once, at every depth", arguments: samples)
    func surroundings(_ sample: Sample) throws {
        var random = SeededGenerator(seed: 41)
        let redactor = try Shared.redactor()
        for depth in 0...3 {
            // All of them at one depth, and others of them at each of the rest.
            let surroundings = Surrounding.forTokens.enumerated()
                .filter { depth == 0 || $0.offset % 6 == depth }.map(\.element)
            let secrets = surroundings.map { _ in sample.make(&random) }
            func text(_ secrets: [String]) -> String {
                zip(surroundings, secrets).map { $0.before + $1 + $0.after }.joined(separator: "\n; ;\n")
            }
            let input = record(text(secrets), depth: depth)
            let redaction = try #require(try redactor.redact(record: Array(input.utf8)), "\(sample)")
            let output = String(decoding: redaction.bytes, as: UTF8.self)
            #expect(JSONChecker.isValid(redaction.bytes))
            let isExact = output == record(text(redaction.findings.map(\.placeholder)), depth: depth)
            #expect(isExact || Self.namesItself.contains(sample.rule), "\(sample) at depth \(depth)")
            if !isExact {
                for (secret, surrounding) in zip(secrets, surroundings) where output.contains(secret) {
                    Issue.record("\(sample) stays in \(surrounding) at depth \(depth): \(secret)")
                }
            }
            let others = Set(redaction.findings.map(\.rule)).subtracting([sample.rule])
            #expect(others.isEmpty, "\(sample) at depth \(depth) is taken for \(others)")
        }
    }

    /// Their text reads like a name and a value, so that an escape glued behind (`%26`) can go with them.
    static let namesItself: Set<String> = [
        "rancher-token", "mercury-token", "salesforce-token", "roblox-cookie", "copilot-token", "circle-key",
        "zeptomail-key",
    ]

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

    @Test("what only looks like it is left alone")
    func nearMisses() throws {
        let redactor = try Shared.redactor()
        for rule in RuleSet.builtIn.rules { try nearMisses(rule, redactor) }
    }

    private func nearMisses(_ rule: Rule, _ redactor: Redactor) throws {
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
        for text in texts {
            let redaction = try redactor.redact(text: Array("see \(text)".utf8))
            #expect(redaction?.findings.contains { $0.rule == rule.id } != true, "\(text)")
        }
    }
}
