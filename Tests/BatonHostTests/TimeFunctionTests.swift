import BatonHost
import Lua
import Platform
import TestSupport
import Testing

@Suite("Times for scripts")
struct TimeFunctionTests {
    @Test("now is the clock's, whatever the variable for builds says")
    func now() throws {
        try withBench { bench throws in
            bench.environment["SOURCE_DATE_EPOCH"] = "0"
            #expect(try bench.call("time.now") == .text("2026-02-28T10:30:15.000Z"))
        }
    }

    @Test(
        "a time is read in its forms, in UTC unless it says another zone",
        arguments: [
            ("2026-02-28T10:30:15Z", "2026-02-28T10:30:15.000Z"),
            ("2026-02-28T12:30:15.25+02:00", "2026-02-28T10:30:15.250Z"),
            ("2026-02-28", "2026-02-28T00:00:00.000Z"), ("2026-02-28 10:30", "2026-02-28T10:30:00.000Z"),
            ("2026-02-28T10:30", "2026-02-28T10:30:00.000Z"),
            ("2026-02-28 10:30:15", "2026-02-28T10:30:15.000Z"),
            ("2026-02-28 10:30Z", "2026-02-28T10:30:00.000Z"),
            ("2026-02-28 10:30-01:00", "2026-02-28T11:30:00.000Z"),
            ("2026-02-28 10:30:15.5", "2026-02-28T10:30:15.500Z"), ("2024-02-29", "2024-02-29T00:00:00.000Z"),
            ("0001-01-01", "0001-01-01T00:00:00.000Z"),
        ]
    )
    func parse(text: String, time: String) throws {
        try withBench { bench throws in #expect(try bench.call("time.parse", .text(text)) == .text(time)) }
    }

    @Test(
        "what is no time is refused",
        arguments: [
            "", "2026-02-30", "2025-02-29", "2026-13-01", "2026-2-1", "28.02.2026", "2026-02-28T25:00",
            "2026-02-28 10",
            "2026-02-28T10:30:15+25:00", "now", "2026-02-28T10:30:", "2026-02-28x", "２０２６-02-28",
            "0000-01-01",
            "0001-01-01T00:00:00+01:00", "2026-02-28 10:30:15 ", "\u{1b}[2J",
        ]
    )
    func impossible(text: String) throws {
        try withBench { bench throws in
            let failure = bench.failure("time.parse", .text(text)) ?? ""
            #expect(failure.hasPrefix("time.invalid: baton.time.parse: '"))
            #expect(!failure.contains("\u{1b}"))
        }
    }

    @Test(
        "a time is written by the fields of a pattern",
        arguments: [
            (
                "2026-02-28T10:30:15Z", "%Y-%m-%d %H:%M:%S %y %I %p %a %A %b %B %j %u %G %V %F %T %R %%",
                "2026-02-28 10:30:15 26 10 AM Sat Saturday Feb February 059 6 2026 09 2026-02-28 10:30:15 10:30 %"
            ),
            ("2024-12-30T00:05:09Z", "%G %V %j %u %I %p %a %k %e", "2025 01 365 1 12 AM Mon 0 30"),
            ("2021-01-03T23:59:59Z", "%G %V %j %u %I %p %a", "2020 53 003 7 11 PM Sun"),
            ("2020-12-31T12:00:00Z", "%G %V %j %u %I %p %a", "2020 53 366 4 12 PM Thu"),
            ("0001-01-01T00:00:00Z", "%G %V %j %u %a %Y", "0001 01 001 1 Mon 0001"),
            ("9999-12-31T23:59:59Z", "%G %V %j %u %a", "9999 52 365 5 Fri"),
            ("1969-12-31T23:59:59.007Z", "%G %V %j %u %a %L %s", "1970 01 365 3 Wed 007 -1"),
            ("2016-01-01T12:30:00Z", "%G %V %j %u %I %p", "2015 53 001 5 12 PM"),
            ("2026-02-28T10:30:15Z", "", ""), ("2026-02-28T10:30:15Z", "é %z", "é +0000"),
        ]
    )
    func format(time: String, pattern: String, text: String) throws {
        try withBench { bench throws in
            #expect(try bench.call("time.format", .text(time), .text(pattern)) == .text(text))
        }
    }

    @Test("the zone of a time can be another one")
    func zones() throws {
        try withBench { bench throws in
            let time = HostValue.text("2026-02-28T22:30:15Z")
            func formatted(_ zone: String) throws -> HostValue {
                try bench.call("time.format", time, .text("%F %R %z"), options(["zone": .text(zone)]))
            }
            #expect(try bench.call("time.format", time) == .text("2026-02-28 22:30"))
            #expect(try formatted("utc") == .text("2026-02-28 22:30 +0000"))
            #expect(try formatted("+02:00") == .text("2026-03-01 00:30 +0200"))
            #expect(try formatted("-05:30") == .text("2026-02-28 17:00 -0530"))
            for zone in ["", "Europe/Berlin", "+2", "Z", "+25:00"] {
                #expect(throws: HostError.self, "\(zone)") { try formatted(zone) }
            }
            let east = options(["zone": .text("+02:00")])
            #expect(
                try bench.call("time.parse", .text("2026-02-28"), east) == .text("2026-02-27T22:00:00.000Z")
            )
            // What says its zone itself keeps it.
            #expect(
                try bench.call("time.parse", .text("2026-02-28T00:00Z"), east)
                    == .text("2026-02-28T00:00:00.000Z")
            )
        }
    }

    @Test("the local zone is that of the surroundings at that moment")
    func localZone() throws {
        try withBench { bench throws in
            var context = bench.context
            // Two hours before UTC from April on, else one.
            context.utcOffset = { $0.milliseconds >= 1_775_001_600_000 ? 7200 : 3600 }
            let run = HostRun(context, configuration: Configuration())
            func call(_ path: String, _ arguments: HostValue...) throws -> HostValue {
                try run.call(try #require(run.registry.function(path)), positional: arguments)
            }
            let local = options(["zone": .text("local")])
            #expect(
                try call("time.format", .text("2026-02-28T10:00:00Z"), .text("%R %z"), local)
                    == .text("11:00 +0100")
            )
            #expect(
                try call("time.format", .text("2026-07-01T10:00:00Z"), .text("%R %z"), local)
                    == .text("12:00 +0200")
            )
            #expect(
                try call("time.parse", .text("2026-02-28 11:00"), local) == .text("2026-02-28T10:00:00.000Z")
            )
            #expect(
                try call("time.parse", .text("2026-07-01 12:00"), local) == .text("2026-07-01T10:00:00.000Z")
            )
        }
    }

    @Test("a field that does not exist is told")
    func unknownField() throws {
        try withBench { bench throws in
            let time = HostValue.text("2026-02-28T10:30:15Z")
            #expect(
                bench.failure("time.format", time, .text("%Q"))
                    == "arg: baton.time.format: argument 'pattern' has no field '%Q'; write %% for a percent sign"
            )
            #expect(bench.failure("time.format", time, .text("100%"))?.contains("no field '%'") == true)
            #expect(
                bench.failure("time.format", .text("today"))
                    == "time.invalid: baton.time.format: 'today' is no time"
            )
            #expect(
                bench.failure("time.format", time, .text(String(repeating: "%A", count: 501)))?.hasPrefix(
                    "arg"
                ) == true
            )
        }
    }

    @Test(
        "a duration is read, from large units to small",
        arguments: [
            ("500ms", 0.5), ("30s", 30), ("15m", 900), ("2h", 7200), ("7d", 604_800), ("1w", 604_800),
            ("1h30m", 5400),
            ("1.5h", 5400), ("1d12h", 129_600), ("-90s", -90), ("0s", 0), ("1m500ms", 60.5),
        ]
    )
    func duration(text: String, seconds: Double) throws {
        try withBench { bench throws in
            #expect(try bench.call("time.duration", .text(text)) == .number(seconds))
        }
    }

    @Test(
        "what is no duration is refused",
        arguments: [
            "", "5", "-", "h", "30m1h", "1s1s", "1 h", "1y", "1.h", ".5h", "1..5h", "+1s", "1e3s",
            "99999999w", "１s",
        ]
    )
    func noDuration(text: String) throws {
        try withBench { bench throws in
            #expect(
                bench.failure("time.duration", .text(text))
                    == "time.invalid: baton.time.duration: argument 'duration' is no duration"
            )
        }
    }

    @Test("times are calculated with")
    func arithmetic() throws {
        try withBench { bench throws in
            let time = HostValue.text("2024-02-28T23:30:00Z")
            #expect(try bench.call("time.add", time, .text("1h")) == .text("2024-02-29T00:30:00.000Z"))
            #expect(try bench.call("time.add", time, .text("-1d")) == .text("2024-02-27T23:30:00.000Z"))
            #expect(try bench.call("time.add", time, .number(0.25)) == .text("2024-02-28T23:30:00.250Z"))
            #expect(try bench.call("time.seconds", time) == .number(1_709_163_000))
            #expect(try bench.call("time.at", .number(1_709_163_000.5)) == .text("2024-02-28T23:30:00.500Z"))
            #expect(try bench.call("time.at", .int(-1)) == .text("1969-12-31T23:59:59.000Z"))
            for number in [HostValue.number(.nan), .number(.infinity), .int(.max), .int(-100_000_000_000)] {
                #expect(bench.failure("time.at", number)?.hasPrefix("time.invalid: ") == true)
            }
            #expect(bench.failure("time.add", time, .number(.nan))?.hasPrefix("time.invalid: ") == true)
            #expect(bench.failure("time.add", time, .text("9000d"))?.hasPrefix("time.invalid: ") == nil)
            #expect(
                bench.failure("time.add", .text("9999-12-31T23:00:00Z"), .text("1h"))?.hasPrefix(
                    "time.invalid: "
                ) == true
            )
        }
    }

    @Test(
        "how long ago is told in the largest unit that tells something",
        arguments: [
            (0, "just now"), (44, "just now"), (-44, "just now"), (45, "1 minute ago"), (119, "1 minute ago"),
            (120, "2 minutes ago"),
            (3600, "1 hour ago"), (7199, "1 hour ago"), (86_400, "1 day ago"), (604_800, "7 days ago"),
            (1_209_600, "2 weeks ago"),
            (2_629_800, "1 month ago"), (31_557_600, "1 year ago"), (63_115_200, "2 years ago"),
            (-300, "in 5 minutes"),
            (-86_400, "in 1 day"),
        ]
    )
    func ago(seconds: Int64, words: String) throws {
        try withBench { bench throws in
            let time = Timestamp(milliseconds: 1_772_274_615_000 - seconds * 1000)
            #expect(try bench.call("time.ago", .text(time.iso8601)) == .text(words))
        }
    }

    @Test("a random time comes back from what is written of it", arguments: 0..<5)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        try withBench { bench throws in
            for _ in 0..<300 {
                let moment = Timestamp(
                    milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &random)
                )
                let text = HostValue.text(moment.iso8601)
                #expect(try bench.call("time.parse", text) == text, "seed \(seed)")
                let written = try bench.call("time.format", text, .text("%FT%T.%LZ"))
                #expect(written == text, "seed \(seed)")
                let whole = try bench.call("time.format", text, .text("%s"))
                #expect(
                    whole.text.flatMap(Int64.init)
                        == Int64((Double(moment.milliseconds) / 1000).rounded(.down))
                )
                var bytes = Array(moment.iso8601.utf8)
                bytes[random.below(bytes.count)] = UInt8.random(in: 0x20..<0x7f, using: &random)
                // Whatever it is, it is a time or it is refused.
                if let failure = bench.failure("time.parse", .text(String(decoding: bytes, as: UTF8.self))) {
                    #expect(failure.hasPrefix("time.invalid: "), "seed \(seed)")
                }
            }
        }
    }
}
