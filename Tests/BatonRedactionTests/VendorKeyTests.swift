@testable import BatonRedaction
import Testing

/// Credentials that only the name of their vendor tells.
@Suite struct VendorKeyTests {
    static let rules = RuleSet.builtIn.rules.filter { $0.vendorKey != nil }

    private func isCredential(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return CredentialName.isOne(bytes.span, 0..<bytes.count)
    }

    /// Prefixes of names end with a joint that the text around brings too.
    private func stem(_ name: String) -> String {
        name.hasSuffix("_") || name.hasSuffix("-") ? String(name.dropLast()) : name
    }

    @Test(
        "a credential is found behind its vendor's name, exactly, at every depth",
        arguments: rules.map(\.id)
    )
    func found(_ id: String) throws {
        let rule = try #require(Self.rules.first { $0.id == id })
        let key = try #require(rule.vendorKey)
        var random = SeededGenerator(seed: 31)
        var texts: [(before: String, after: String)] = []
        for name in key.names {
            // A name with a joint at its end is too common a word without.
            texts += GeneratedSamples.vendorTexts
                .filter { stem(name) == name || $0.before.contains("NAME" + name.suffix(1)) }
                .map { ($0.before.replacing("NAME", with: stem(name)), $0.after) }
        }
        for name in key.fullNames { texts += [(name + "=", "\n"), ("\"" + name + "\": \"", "\",\n")] }
        let redactor = try Shared.redactor()
        for shape in key.shapes {
            for depth in 0...3 {
                // All texts at one depth, a part of them at each other.
                let texts = texts.enumerated().filter { depth == 0 || $0.offset % 8 == depth }.map(\.element)
                let secrets = texts.map { _ in GeneratedSamples.value(shape, &random) }
                func text(_ secrets: [String]) -> String {
                    zip(texts, secrets).map { $0.before + $1 + $0.after }.joined(separator: "\n")
                }
                let input = record(text(secrets), depth: depth)
                guard !texts.isEmpty else { continue }
                let redaction = try #require(try redactor.redact(record: Array(input.utf8)), "\(rule.id)")
                let output = String(decoding: redaction.bytes, as: UTF8.self)
                #expect(JSONChecker.isValid(redaction.bytes))
                let isExact = output == record(text(redaction.findings.map(\.placeholder)), depth: depth)
                #expect(isExact, "\(rule.id) \(shape.text) depth \(depth)")
                if !isExact {
                    for (secret, text) in zip(secrets, texts) where output.contains(secret) {
                        Issue.record("\(rule.id) \(text.before) depth \(depth): \(secret)")
                    }
                }
                for finding in redaction.findings where finding.rule != rule.id {
                    Issue.record("\(rule.id) at \(depth): \(finding.placeholder)")
                }
            }
        }
    }

    @Test("the same value under another name is left alone")
    func spared() throws {
        var random = SeededGenerator(seed: 32)
        var redactor = try Shared.redactor()
        for (index, rule) in Self.rules.enumerated() {
            // What others have found is searched for from then on; that costs time.
            if index.isMultiple(of: 20) { redactor = try Shared.redactor() }
            try spared(rule, redactor, &random)
        }
    }

    private func spared(_ rule: Rule, _ redactor: Redactor, _ random: inout SeededGenerator) throws {
        let key = try #require(rule.vendorKey)
        for name in key.names.map(stem) {
            for shape in key.shapes where shape.prefix.text.isEmpty {
                let value = GeneratedSamples.value(shape, &random)
                for text in [
                    "\(name) at \(value)", "\(name)_id_hash=\(value)", "\(name)_commit: \(value)",
                    "{\"\(name)\": {\"account\": \"\(value)\"}}",
                    "\(name)_token_checksum=\(value)", "\(name) api key\n\(value)",
                ] where !isCredential(name) {
                    let redaction = try redactor.redact(text: Array(text.utf8))
                    let found = redaction?.findings.map(\.rule) ?? []
                    #expect(!found.contains(rule.id), "\(text)")
                }
            }
        }
    }

    @Test("names of credentials, and names of other things")
    func names() {
        for name in [
            "api_key", "apiKey", "DB_TOKEN", "authToken", "client-secret", "SECRET_PROD", "api_key_2",
            "x.password",
            "service_pat", "accessKey", "token_eu_live",
        ] {
            #expect(isCredential(name), "\(name)")
        }
        for name in [
            "key_id", "token_url", "secret_name", "public_key", "cache_key", "account", "tokenizer", "id",
        ] {
            #expect(!isCredential(name), "\(name)")
        }
    }

    @Test("a vendor that is named everywhere costs linear time")
    func repeated() throws {
        let redactor = try Shared.redactor()
        let text = String(repeating: "datadog_api_key=", count: 4_000)
        let time = try ContinuousClock().measure { _ = try redactor.redact(text: Array(text.utf8)) }
        #expect(time < .seconds(5))
    }
}
