import BatonRedaction
import Testing

@Suite struct RuleSetTests {
    @Test func `every built-in rule has a good name of its own`() {
        let rules = RuleSet.builtIn.rules
        #expect(Set(rules.map(\.id)).count == rules.count)
        for rule in rules {
            #expect(rule.id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(rule.id)")
            #expect(!rule.about.isEmpty)
        }
    }

    @Test func `a rule of the user is applied, its group alone is replaced`() throws {
        let rules = RuleSet.builtIn.adding([
            Rule(id: "ticket", pattern: #"(?i)ticket-(\d{4})"#), Rule(id: "host", pattern: #"\b\w+\.corp\b"#),
        ])
        let redactor = try Redactor(rules: rules, cache: Shared.cache)
        let redaction = try #require(
            try redactor.redact(record: Array(#"{"a":"Ticket-1234 on é db1.corp"}"#.utf8))
        )
        #expect(
            String(decoding: redaction.bytes, as: UTF8.self)
                == #"{"a":"Ticket-[redacted:ticket:1] on é [redacted:host:1]"}"#
        )
    }

    @Test func `a rule that matches more than a string is kept inside it`() throws {
        let redactor = try Redactor(rules: RuleSet([Rule(id: "greedy", pattern: "secret.*")]))
        let redaction = try #require(
            try redactor.redact(record: Array(#"{"a":"my secret \"word\"","b":"secret\n"}"#.utf8))
        )
        #expect(
            String(decoding: redaction.bytes, as: UTF8.self).hasPrefix(#"{"a":"my [redacted:greedy:1]","b":"#)
        )
        #expect(JSONChecker.isValid(redaction.bytes))
    }

    @Test func `a removed rule finds nothing`() throws {
        let redactor = try Redactor(rules: RuleSet.builtIn.removing(["payment-card"]))
        #expect(try redactor.redact(text: Array("4111 1111 1111 1111".utf8)) == nil)
    }

    @Test func `a wrong pattern, a double name and a costly pattern are errors that name the rule`() throws {
        #expect(throws: RedactionError.duplicateRule(id: "a")) {
            try Redactor(rules: RuleSet([Rule(id: "a", pattern: "x"), Rule(id: "a", pattern: "y")]))
        }
        do throws(RedactionError) {
            _ = try Redactor(rules: RuleSet([Rule(id: "open", pattern: "(")]))
            Issue.record("a wrong pattern was taken")
        } catch {
            #expect(error.description.contains("\"open\""))
        }
        let redactor = try Redactor(rules: RuleSet([Rule(id: "slow", pattern: "(a+)+$")]))
        #expect(throws: RedactionError.ruleTooCostly(id: "slow")) {
            try redactor.redact(text: Array((String(repeating: "a", count: 64) + "b").utf8))
        }
    }

    @Test func `a cache is filled once, and what is damaged or foreign in it is rebuilt`() throws {
        let cache = MemoryCache()
        let text = Array("4111 1111 1111 1111 and https://me:Zx9Kq2Lm@host".utf8)
        let fresh = try #require(try Redactor(cache: cache).redact(text: text)).bytes
        let key = try #require(cache.keys.first)
        let stored = try #require(cache.load(key))
        #expect(try Redactor(cache: cache).redact(text: text)?.bytes == fresh)
        var flipped = stored
        flipped[stored.count / 2] ^= 1
        for damaged in [
            [], [0], Array(stored.dropLast()), flipped, Array("zz".utf8) + stored, Array(stored.prefix(20)),
        ] {
            cache.store(key, damaged)
            #expect(try Redactor(cache: cache).redact(text: text)?.bytes == fresh)
            #expect(cache.load(key) == stored)
        }
    }
}
