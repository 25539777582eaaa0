import Testing

@testable import BatonRedaction

@Suite struct ProbeTests {
    private typealias Kind = RedactionProbe.Kind

    /// Records of all kinds: without secrets, with one, with placeholders, cut ones, encoded ones, escaped ones.
    private static let records: [[UInt8]] = {
        var random = SeededGenerator(seed: 60)
        var texts = (GeneratedSamples.all + Sample.tokens).map {
            "a line\nvalue: \($0.make(&random))\nanother"
        }
        texts += (0..<400).map { number in
            "step \(number): \(random.text("abcdefghijklmnop .,\n", 40 + number % 90))"
        }
        texts += [
            "", "plain words", "[redacted:github-token:1]", "\u{1b}[31mred\u{1b}[0m",
            "let a = \"abc\" + \"def\"", "a line \\\n that goes on", "see %2Ftmp%2Fx",
        ]
        return texts.map { Array(record($0).utf8) } + [
            Array(#"{"a":"x \u0026 y"}"#.utf8), Array(#"{"a":"\u0070assword=hunter2hunter2"}"#.utf8),
        ]
    }()

    @Test func `records are told apart alike one by one and many at a time`() throws {
        let probe = try Shared.redactor().probe()
        let expected = Self.records.map { probe.kind(ofRecord: $0.span) }
        #expect(Set(expected).count == 3)
        var random = SeededGenerator(seed: 61)
        for round in 0..<12 {
            let order = Self.records.indices.shuffled(using: &random)
            // Few at a time, since one with escapes is looked at by itself and so are its neighbours.
            let most = [3, 30, 400][round % 3]
            var rest = order[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 1...most, using: &random))
                rest = rest.dropFirst(part.count)
                for number in part {
                    let record = Self.records[number]
                    probe.add(record: record.span)
                }
                #expect(probe.pending == part.reduce(0) { $0 + Self.records[$1].count + 1 })
                let kinds = probe.takeKinds()
                #expect(kinds == part.map { expected[$0] })
                #expect(probe.pending == 0)
            }
        }
    }

    @Test func `what is not loud is not changed`() throws {
        let redactor = try Shared.redactor()
        let probe = try redactor.probe()
        var counts: [Kind: Int] = [:]
        for record in Self.records {
            let kind = probe.kind(ofRecord: record.span)
            counts[kind, default: 0] += 1
            guard kind != .loud else { continue }
            // Another redactor: this one has learned nothing.
            #expect(try Shared.redactor().redact(record: record) == nil)
        }
        #expect(counts[.quiet, default: 0] > 20)
        #expect(counts[.cut, default: 0] > 0)
    }
}
