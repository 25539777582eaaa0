internal import Lua
internal import Platform

/// `baton.time`: moments as texts such as `2026-02-28T10:30:15.000Z`, and durations.
enum TimeFunctions {
    static let all: [HostFunction] = [now, parse, format, seconds, at, add, ago, duration]

    static let failures = [
        HostFailure(kind: "time.invalid", about: "A text is no time, or no duration.")
    ]

    private static let time = HostField.required(
        "time",
        .string,
        "the time, such as `2026-02-28T10:30:15.000Z`"
    )

    static let now = HostFunction(
        "time",
        "now",
        "The current time in UTC, as `2026-02-28T10:30:15.000Z`.",
        result: .string,
        gives: "the time",
        blocks: false,
        example: "print(baton.time.now():sub(1, 10))"
    ) { call in
        .text(call.run.context.now().iso8601)
    }

    static let parse = HostFunction(
        "time",
        "parse",
        """
        Reads a time: RFC 3339, with a space for the `T` if need be, or a date alone; what has no zone is in UTC, or in \
        the zone that is given.
        """,
        parameters: [
            .required(
                "text",
                .string,
                "such as `2026-02-28`, `2026-02-28 10:30` or `2026-02-28T12:30:15+02:00`"
            )
        ],
        options: [zone],
        result: .string,
        gives: "the time in UTC, as all functions take it",
        errors: ["time.invalid"],
        blocks: false,
        example: "assert(baton.time.parse(\"2026-02-28 12:30+02:00\") == \"2026-02-28T10:30:00.000Z\")"
    ) { call in
        let text = try call.text("text")
        if let moment = try moment(text, call) { return .text(moment.iso8601) }
        throw call.failure(
            "time.invalid",
            "'\(PrintableText.line(String(text.prefix(40))))' is no time",
            hint: "write it as 2026-02-28T10:30:15Z, 2026-02-28 10:30 or 2026-02-28"
        )
    }

    static let format = HostFunction(
        "time",
        "format",
        "Writes a time by a pattern: \(TimeFormat.fields).",
        parameters: [time, .optional("pattern", .string, "the pattern", default: .text("%F %R"))],
        options: [zone],
        result: .string,
        gives: "the text",
        errors: ["time.invalid"],
        blocks: false,
        example:
            "assert(baton.time.format(\"2026-02-28T10:30:15Z\", \"%e %B %Y, %H:%M\") == \"28 February 2026, 10:30\")"
    ) { call in
        let moment = try call.moment("time")
        let pattern = try call.text("pattern")
        if pattern.utf8.count > 1000 { throw call.problem("pattern", "must have at most 1000 bytes") }
        let format = TimeFormat(moment, offset: try offset(at: moment, call))
        do throws(TimeFormat.UnknownField) {
            return .text(try format.text(pattern))
        } catch {
            throw call.problem(
                "pattern",
                "has no field '\(PrintableText.line(error.field))'; write %% for a percent sign"
            )
        }
    }

    static let seconds = HostFunction(
        "time",
        "seconds",
        "The seconds from 1970-01-01T00:00:00Z to a time; the difference of two is the time between them.",
        parameters: [time],
        result: .number,
        gives: "the seconds, with milliseconds behind the point",
        errors: ["time.invalid"],
        blocks: false,
        example: """
            local session = baton.sessions.current()
            print(baton.time.seconds(session.updated) - baton.time.seconds(session.started))
            """
    ) { call in
        .number(Double(try call.moment("time").milliseconds) / 1000)
    }

    static let at = HostFunction(
        "time",
        "at",
        "The time that many seconds after 1970-01-01T00:00:00Z.",
        parameters: [.required("seconds", .number, "the seconds; negative before it")],
        result: .string,
        gives: "the time in UTC",
        errors: ["time.invalid"],
        blocks: false,
        example: "assert(baton.time.at(0) == \"1970-01-01T00:00:00.000Z\")"
    ) { call in
        try call.time((call.number("seconds") ?? 0) * 1000)
    }

    static let add = HostFunction(
        "time",
        "add",
        "The time that is a duration after another, or before it when the duration is negative.",
        parameters: [time, .required("duration", .duration, "such as `90m`, `-7d` or seconds")],
        result: .string,
        gives: "the time in UTC",
        errors: ["time.invalid"],
        blocks: false,
        isStep: false,
        example: "print(baton.time.add(baton.time.now(), \"-7d\"))"
    ) { call in
        try call.time(Double(try call.moment("time").milliseconds) + call.milliseconds("duration"))
    }

    static let ago = HostFunction(
        "time",
        "ago",
        "How long ago a time is, in words, such as `5 minutes ago`, `in 3 days` or `just now`.",
        parameters: [time],
        result: .string,
        gives: "the words",
        errors: ["time.invalid"],
        blocks: false,
        isStep: false,
        example: "print(baton.time.ago(baton.sessions.current().updated))"
    ) { call in
        let distance = call.run.context.now().milliseconds - (try call.moment("time").milliseconds)
        let seconds = abs(distance) / 1000
        if seconds < 45 { return .text("just now") }
        let units: [(name: String, seconds: Int64)] = [
            ("year", 31_557_600), ("month", 2_629_800), ("week", 604_800), ("day", 86_400), ("hour", 3600),
            ("minute", 60),
        ]
        // Weeks only tell much below a month.
        let unit =
            units.first { seconds >= $0.seconds && !($0.name == "week" && seconds < 1_209_600) } ?? (
                "minute", 60
            )
        let count = max(1, seconds / unit.seconds)
        let words = "\(count) \(unit.name)\(count == 1 ? "" : "s")"
        return .text(distance < 0 ? "in " + words : words + " ago")
    }

    static let duration = HostFunction(
        "time",
        "duration",
        "Reads a duration: numbers with `w`, `d`, `h`, `m`, `s` or `ms`, from large to small, such as `1h30m`.",
        parameters: [.required("duration", .duration, "the duration; a number is seconds already")],
        result: .number,
        gives: "the seconds",
        errors: ["time.invalid"],
        blocks: false,
        isStep: false,
        example: "assert(baton.time.duration(\"1h30m\") == 5400)"
    ) { call in
        .number(try call.milliseconds("duration") / 1000)
    }

    // MARK: Zones

    private static let zone = HostField.optional(
        "zone",
        .string,
        "`utc`, `local` for that of this machine, or an offset such as `+02:00`",
        default: .text("utc")
    )

    /// Minutes that the zone of a call is before UTC.
    private static func offset(at moment: Timestamp, _ call: HostCall) throws -> Int {
        let name = call.optionalText("zone") ?? "utc"
        switch name {
        case "utc": return 0
        case "local": return call.run.context.utcOffset(moment) / 60
        default:
            // An offset is right when a time with it is.
            guard name.first == "+" || name.first == "-",
                let shifted = Timestamp("2000-01-01T00:00:00" + name)
            else {
                throw call.problem("zone", "must be 'utc', 'local' or an offset such as '+02:00'")
            }
            return Int((946_684_800_000 - shifted.milliseconds) / 60_000)
        }
    }

    private static func moment(_ text: String, _ call: HostCall) throws -> Timestamp? {
        if let moment = Timestamp(text) { return moment }
        let characters = Array(text.utf8)
        guard (10...40).contains(characters.count), Timestamp(String(text.prefix(10)) + "T00:00:00Z") != nil
        else {
            return nil
        }
        var rest = String(decoding: characters[10...], as: UTF8.self)
        if rest.isEmpty { rest = "T00:00:00" }
        // Seconds may be left out.
        let body = Array(rest.utf8)
        if body.count >= 6, body.count == 6 || !(body[6] == UInt8(ascii: ":")) {
            rest =
                String(decoding: body[..<6], as: UTF8.self) + ":00"
                + String(decoding: body[6...], as: UTF8.self)
        }
        let whole = String(decoding: characters[..<10], as: UTF8.self) + rest
        if let moment = Timestamp(whole) { return moment }
        guard let local = Timestamp(whole + "Z") else { return nil }
        // The offset at the local time, then at the time that it leads to, as it changes twice a year.
        let guess = local.advanced(byMilliseconds: -Int64(try offset(at: local, call)) * 60_000)
        return local.advanced(byMilliseconds: -Int64(try offset(at: guess, call)) * 60_000)
    }
}

extension HostCall {
    /// The time of a field.
    fileprivate func moment(_ name: String) throws -> Timestamp {
        let text = try text(name)
        if let moment = Timestamp(text) { return moment }
        throw failure(
            "time.invalid",
            "'\(PrintableText.line(String(text.prefix(40))))' is no time",
            hint: "times are written as 2026-02-28T10:30:15Z; baton.time.parse reads other forms"
        )
    }

    /// The milliseconds of a duration, which may be a number of seconds.
    fileprivate func milliseconds(_ name: String) throws -> Double {
        let value = self[name]
        let milliseconds =
            switch value {
            case .int(let seconds): Double(seconds) * 1000
            case .number(let seconds): seconds * 1000
            default: value.text.flatMap(DurationParser.milliseconds) ?? .nan
            }
        guard milliseconds.magnitude <= DurationParser.longest else {
            throw failure(
                "time.invalid",
                "argument '\(name)' is no duration",
                hint: "such as 500ms, 30s, 15m, 2h, 7d, 1w or 1h30m"
            )
        }
        return milliseconds
    }

    /// A time as the result.
    fileprivate func time(_ milliseconds: Double) throws -> HostValue {
        let rounded = milliseconds.rounded()
        guard rounded >= -62_135_596_800_000, rounded <= 253_402_300_799_999 else {
            throw failure("time.invalid", "the time is outside the years 1 to 9999")
        }
        return .text(Timestamp(milliseconds: Int64(rounded)).iso8601)
    }
}
