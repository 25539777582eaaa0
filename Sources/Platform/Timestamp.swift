/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Transcripts write `YYYY-MM-DDTHH:MM:SS.mmmZ`; this type reads and writes that form without a calendar
/// library. Years run from 1 to 9999; leap seconds do not exist, as in POSIX time.
public struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since the epoch; negative before it.
    public var milliseconds: Int64

    /// Makes a moment from milliseconds since the epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Makes a moment from whole seconds since the epoch; one before year 1 or after 9999 becomes the nearest that
    /// is not.
    public init(seconds: Int64) {
        milliseconds = min(max(seconds, Self.years.lowerBound / 1000), Self.years.upperBound / 1000) * 1000
    }

    /// From the first to the last millisecond of the years 1 to 9999.
    private static let years: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

    /// Reads an RFC 3339 moment such as `2026-02-28T10:30:15.000Z` or `2026-02-28T12:30:15+02:00`.
    ///
    /// Digits of the fraction beyond the third are cut. A text without a zone, or with a date that does not
    /// exist, gives `nil`.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        self.init(utf8: bytes.span)
    }

    /// Reads a moment from the bytes of its text, as the other initializer does.
    public init?(utf8 text: Span<UInt8>) {
        var digits = Scanner(text)
        guard let year = digits.number(4), year >= 1, digits.skip(UInt8(ascii: "-")),
            let month = digits.number(2), (1...12).contains(month), digits.skip(UInt8(ascii: "-")),
            let day = digits.number(2), day >= 1, day <= Self.days(inMonth: month, of: year),
            digits.skip(UInt8(ascii: "T")) || digits.skip(UInt8(ascii: "t"))
                || digits.skip(UInt8(ascii: " ")),
            let hour = digits.number(2), hour < 24, digits.skip(UInt8(ascii: ":")),
            let minute = digits.number(2), minute < 60, digits.skip(UInt8(ascii: ":")),
            let second = digits.number(2), second <= 60
        else { return nil }
        var fraction: Int64 = 0
        if digits.skip(UInt8(ascii: ".")) {
            guard let value = digits.milliseconds() else { return nil }
            fraction = value
        }
        guard let offset = digits.zone(), digits.atEnd else { return nil }
        let seconds =
            ((Self.dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60 + min(second, 59) - offset
        milliseconds = seconds * 1000 + fraction
        // The offset may lead out of the years.
        guard Self.years.contains(milliseconds) else { return nil }
    }

    /// The earlier moment is the smaller one.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment as `2026-02-28T10:30:15.000Z`.
    public var iso8601: String {
        let parts = components
        return "\(date)T\(Self.pad(parts.hour, 2)):\(Self.pad(parts.minute, 2)):\(Self.pad(parts.second, 2))"
            + ".\(Self.pad(parts.millisecond, 3))Z"
    }

    /// The UTC day as `2026-02-28`.
    public var date: String {
        let parts = components
        return "\(Self.pad(parts.year, 4))-\(Self.pad(parts.month, 2))-\(Self.pad(parts.day, 2))"
    }

    /// The UTC time of day as `10:30:15`.
    public var time: String {
        let parts = components
        return "\(Self.pad(parts.hour, 2)):\(Self.pad(parts.minute, 2)):\(Self.pad(parts.second, 2))"
    }

    /// The moment that many milliseconds later.
    public func advanced(byMilliseconds count: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds + count)
    }

    /// The moment's parts on the proleptic Gregorian calendar, in UTC.
    public var components:
        (year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64, millisecond: Int64)
    {
        let seconds = Self.floorDivide(milliseconds, 1000)
        let days = Self.floorDivide(seconds, 86400)
        let rest = seconds - days * 86400
        // Days to civil date, in eras of 400 years that begin on 1 March (H. Hinnant, "chrono-compatible
        // low-level date algorithms").
        let shifted = days + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1,
            rest / 3600, rest / 60 % 60, rest % 60, (milliseconds % 1000 + 1000) % 1000
        )
    }

    private static func dayNumber(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    private static func pad(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Reads the fields of a moment from bytes.
private struct Scanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: Span<UInt8>) { bytes = unsafe text.withUnsafeBufferPointer { unsafe Array($0) } }

    var atEnd: Bool { index == bytes.count }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    mutating func number(_ count: Int) -> Int64? {
        guard index + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for byte in bytes[index..<index + count] {
            guard let digit = Self.digit(byte) else { return nil }
            value = value * 10 + digit
        }
        index += count
        return value
    }

    mutating func milliseconds() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while index < bytes.count, let digit = Self.digit(bytes[index]) {
            if count < 3 { value = value * 10 + digit }
            count += 1
            index += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<max(count, 3) { value *= 10 }
        return value
    }

    /// The offset from UTC in seconds.
    mutating func zone() -> Int64? {
        if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
        let sign: Int64
        if skip(UInt8(ascii: "+")) {
            sign = 1
        } else if skip(UInt8(ascii: "-")) {
            sign = -1
        } else {
            return nil
        }
        guard let hours = number(2), hours < 24, skip(UInt8(ascii: ":")), let minutes = number(2),
            minutes < 60
        else {
            return nil
        }
        return sign * (hours * 3600 + minutes * 60)
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int64(byte - UInt8(ascii: "0")) : nil
    }
}
