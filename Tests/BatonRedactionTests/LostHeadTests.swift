@testable import BatonRedaction
import Patterns
import Testing

/// The pattern engine has lost matches before, some only at certain offsets: every pattern is tried at many.
///
/// Vectorscan 5.4.9 loses most matches beyond the first 64 bytes of patterns like `@[A-Za-z0-9]` or `a[^@]*@.`, whose only
/// literal is one byte at the beginning and whose second byte can be nearly anything: where the engine skips to that byte,
/// it passes over it.
@Suite struct LostHeadTests {
    /// What stands around a match; some are the first byte of patterns.
    private static let fillers: [UInt8] = Array(" a.0\"@".utf8)

    private static let names = PersonalNames(
        loginName: "jo",
        fullName: "Jo Ångström-Li",
        hostName: "wren",
        words: ["Q7", "project osprey", "ñandú"]
    )
    private static let all = RuleSet.builtIn.adding(Pack.allCases.flatMap { $0.rules(names) })

    /// How often each pattern was lost in inputs that are full of matches, some short and some too long to be copied.
    private func lost(
        _ rules: [Rule],
        rounds: Int,
        _ random: inout SeededGenerator
    ) throws -> [String: Int] {
        let heads = try HeadIndex(rules, cache: Shared.cache)
        var lost = try lost(heads.everywhere.patterns, heads.database, rounds: rounds, &random)
        if let database = heads.namedDatabase {
            let more = try self.lost(heads.named.patterns, database, rounds: rounds, &random)
            lost.merge(more) { $0 + $1 }
        }
        return lost
    }

    private func lost(
        _ patterns: [ScanPattern],
        _ database: PatternDatabase,
        rounds: Int,
        _ random: inout SeededGenerator
    ) throws -> [String: Int] {
        let scanner = try PatternScanner(database)
        var lost: [String: Int] = [:]
        let texts = patterns.map(PatternText.init)
        var order = texts.indices.filter { !patterns[$0].firstOnly }
        var bytes: [UInt8] = []
        var expected: [PatternHit] = []
        for round in 0..<rounds {
            order.shuffle(using: &random)
            for (index, number) in order.enumerated() {
                // Other bytes around it and another place in memory each time.
                let filler = Self.fillers[Int.random(in: 0..<Self.fillers.count, using: &random)]
                let before = Int.random(in: 1...130, using: &random)
                bytes.append(contentsOf: repeatElement(filler, count: before))
                bytes += texts[number].make(&random)
                expected.append(PatternHit(pattern: number, end: bytes.count))
                let isLong = round.isMultiple(of: 2) && patterns.count > 40
                guard bytes.count > (isLong ? 30_000 : 300) || index == order.count - 1 else { continue }
                let skew = Int.random(in: 0..<min(64, expected[0].end), using: &random)
                let behind = Int.random(in: 0...70, using: &random)
                bytes.append(contentsOf: repeatElement(filler, count: behind))
                try scanner.scan(bytes.span.extracting(droppingFirst: skew))
                let found = Set(scanner.hits)
                for hit in expected.dropFirst()
                where !found.contains(PatternHit(pattern: hit.pattern, end: hit.end - skew)) {
                    lost[patterns[hit.pattern].expression, default: 0] += 1
                }
                bytes.removeAll()
                expected.removeAll()
            }
        }
        return lost
    }

    @Test func `no head is longer than the engine is told`() throws {
        let heads = try HeadIndex(Self.all.rules, cache: Shared.cache)
        for pattern in heads.everywhere.patterns + heads.named.patterns {
            let longest = try #require(pattern.longestMatch, "\(pattern.expression) is bounded")
            #expect(longest <= HeadIndex.longest, "\(pattern.expression)")
        }
    }

    @Test(arguments: 0..<4) func `no pattern of all rules is lost at any offset`(part: Int) throws {
        var random = SeededGenerator(seed: UInt64(900 + part))
        #expect(try lost(Self.all.rules, rounds: 4, &random).isEmpty)
    }

    @Test(arguments: 0..<4) func `no pattern of a rule by itself is lost`(part: Int) throws {
        var random = SeededGenerator(seed: UInt64(920 + part))
        for (number, rule) in Self.all.rules.enumerated() where number % 4 == part {
            #expect(try lost([rule], rounds: 5, &random).isEmpty, "\(rule.id)")
        }
    }

    @Test func `no pattern is lost when only a few rules are looked for`() throws {
        var random = SeededGenerator(seed: 940)
        for _ in 0..<30 {
            let few = Self.all.rules.shuffled(using: &random).prefix(Int.random(in: 2...12, using: &random))
            #expect(try lost(Array(few), rounds: 6, &random).isEmpty, "\(few.map(\.id))")
        }
    }
}
