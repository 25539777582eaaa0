import Patterns
import Testing

@Suite struct PatternDatabaseTests {
    private func hits(_ database: PatternDatabase, _ text: String) throws -> [PatternHit] {
        let scanner = try PatternScanner(database)
        let bytes = Array(text.utf8)
        try scanner.scan(bytes.span)
        return scanner.hits
    }

    @Test func `every end of every pattern is told`() throws {
        let database = try PatternDatabase([
            ScanPattern("ab[0-9]{2}"), ScanPattern("KEY", caseless: true), ScanPattern("x", firstOnly: true),
        ])
        let found = try hits(database, "ab12 key ab345 xx KeY")
        #expect(found.filter { $0.pattern == 0 }.map(\.end) == [4, 13])
        #expect(found.filter { $0.pattern == 1 }.map(\.end) == [8, 21])
        #expect(found.filter { $0.pattern == 2 }.map(\.end) == [16])
        #expect(try hits(database, "").isEmpty)
        #expect(try hits(database, "nothing").isEmpty)
    }

    @Test func `literals are bytes, not expressions`() throws {
        let database = try PatternDatabase(literals: [Array("a.c".utf8), [255, 0], Array("(".utf8)])
        let scanner = try PatternScanner(database)
        let input: [UInt8] = Array("abc a.c (".utf8) + [255, 0]
        try scanner.scan(input.span)
        #expect(scanner.hits.map(\.pattern) == [0, 2, 1])
        #expect(scanner.hits.map(\.end) == [7, 9, 11])
        #expect(throws: PatternsError.self) { try PatternDatabase(literals: [[0, 1]]) }
    }

    @Test(arguments: 1...5) func `no literal is lost near the end of an input, wherever that lies`(count: Int)
        throws
    {
        let all = [
            "Zk7ju8bbv2gRxZ", "lcgbKoyq2EFeHRCfsC9lkYbPghuyp1rOo10U", "Qw3r", "passphrase-x",
            "0123456789abcdef",
        ]
        let literals = all.prefix(count).map { Array($0.utf8) }
        let scanner = try PatternScanner(try PatternDatabase(literals: literals))
        for (index, literal) in literals.enumerated() {
            for behind in 0..<70 {
                for offset in stride(from: 0, to: 64, by: 5) {
                    let text =
                        [UInt8](repeating: 0x77, count: 200) + literal
                        + [UInt8](repeating: 0x2e, count: behind)
                    let bytes = [UInt8](repeating: 0x20, count: offset) + text
                    let span = bytes.span
                    try scanner.scan(span.extracting(droppingFirst: offset))
                    #expect(
                        scanner.hits == [PatternHit(pattern: index, end: 200 + literal.count)],
                        "\(behind) bytes behind, offset \(offset)"
                    )
                }
            }
        }
    }

    @Test func `a scan forgets the hits of the one before`() throws {
        let scanner = try PatternScanner(try PatternDatabase([ScanPattern("a")]))
        try scanner.scan([0x61, 0x61].span)
        #expect(scanner.hits.count == 2)
        try scanner.scan([0x62].span)
        #expect(scanner.hits.isEmpty)
    }

    @Test func `a wrong pattern is named by its index`() {
        do throws(PatternsError) {
            _ = try PatternDatabase([ScanPattern("fine"), ScanPattern("open(")])
            Issue.record("a wrong pattern was taken")
        } catch {
            guard case .invalidPattern(let index, let message) = error else {
                Issue.record("unexpected \(error)")
                return
            }
            #expect(index == 1)
            #expect(!message.isEmpty)
        }
    }

    @Test func `a widened pattern reports at least the real matches`() throws {
        let database = try PatternDatabase([ScanPattern("(?<=k)token", widened: true)])
        #expect(try !hits(database, "ktoken").isEmpty)
    }

    @Test func `a stored database finds the same, a damaged one is refused`() throws {
        let stored = try PatternDatabase([ScanPattern("needle[0-9]")]).serialized()
        let loaded = try PatternDatabase(serialized: stored.span)
        #expect(try hits(loaded, "a needle7 here").map(\.end) == [9])
        var damaged: [[UInt8]] = [[], [1, 2, 3], Array(stored.dropLast()), stored + [0]]
        for place in stride(from: 0, to: stored.count, by: max(1, stored.count / 64)) {
            var flipped = stored
            flipped[place] ^= 0x20
            damaged.append(flipped)
        }
        for bytes in damaged {
            // A flip in a field that the engine does not use may pass; then the database must work.
            if let database = try? PatternDatabase(serialized: bytes.span) {
                #expect(try hits(database, "a needle7 here").map(\.end) == [9])
            }
        }
        #expect(throws: PatternsError.unusableDatabase) {
            try PatternDatabase(serialized: Array(stored.dropLast()).span)
        }
        #expect(throws: PatternsError.unusableDatabase) { try PatternDatabase(serialized: [UInt8]().span) }
        #expect(!PatternDatabase.engineVersion.isEmpty)
    }
}
