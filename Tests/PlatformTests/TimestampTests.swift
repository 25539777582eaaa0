import Platform
import TestSupport
import Testing

@Suite struct TimestampTests {
    @Test(
        "a moment is read",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.999Z", -1),
            ("2026-02-28T10:30:15.000Z", 1_772_274_615_000),
            ("2026-02-28T10:30:15.1Z", 1_772_274_615_100),
            ("2026-02-28T10:30:15.12Z", 1_772_274_615_120),
            ("2026-02-28T10:30:15.123456789Z", 1_772_274_615_123),
            ("2026-02-28t10:30:15z", 1_772_274_615_000),
            ("2026-02-28 10:30:15Z", 1_772_274_615_000),
            ("2026-02-28T12:30:15+02:00", 1_772_274_615_000),
            ("2026-02-28T05:00:15-05:30", 1_772_274_615_000),
            ("2000-02-29T00:00:00Z", 951_782_400_000),
            ("2024-02-29T12:00:00Z", 1_709_208_000_000),
            ("2016-12-31T23:59:60Z", 1_483_228_799_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ]
    )
    func reads(text: String, milliseconds: Int64) {
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test(
        "what is no moment is not read",
        arguments: [
            "", "2026", "2026-02-28", "2026-02-28T10:30:15", "2026-02-28T10:30Z", "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-02-28T24:00:00Z", "2026-02-28T10:60:00Z",
            "2026-02-28T10:30:61Z", "2026-02-28T10:30:15.Z", "2026-02-28T10:30:15Z ", " 2026-02-28T10:30:15Z",
            "2026-02-28T10:30:15+2:00", "2026-02-28T10:30:15+0200", "2026-02-28T10:30:15+24:00",
            "0000-01-01T00:00:00Z",
            "+026-02-28T10:30:15Z", "2026-2-28T10:30:15Z", "٢٠٢٦-02-28T10:30:15Z", "2026/02/28T10:30:15Z",
            "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        ]
    )
    func refuses(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("a moment is written as it is read")
    func roundTrip() {
        let seed: UInt64 = 20_260_228
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let value = Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &random)
            let moment = Timestamp(milliseconds: value)
            #expect(Timestamp(moment.iso8601) == moment, "seed \(seed), \(value)")
            #expect(moment.iso8601 == "\(moment.date)T\(moment.time)\(moment.iso8601.suffix(5))")
        }
    }

    @Test("days follow each other across leap years")
    func days() {
        var moment = Timestamp(milliseconds: -2_208_988_800_000)
        var count = 0
        var leapDays = 0
        while moment.date != "2101-01-01" {
            if moment.date.hasSuffix("-02-29") { leapDays += 1 }
            moment = moment.advanced(byMilliseconds: 86_400_000)
            count += 1
        }
        #expect(count == 201 * 365 + 49)
        #expect(leapDays == 49)
    }

    @Test("no number is too large to be a moment", arguments: [Int64.min, -1, 0, 1, Int64.max])
    func extremes(value: Int64) {
        #expect(!Timestamp(milliseconds: value).iso8601.isEmpty)
        let clamped = Timestamp(seconds: value)
        #expect((-62_135_596_800_000...253_402_300_799_999).contains(clamped.milliseconds))
    }
}
