internal import Platform

/// Moments by a pattern with fields such as `%Y-%m-%d`, with English names whatever the system speaks.
struct TimeFormat {
    /// A field that does not exist.
    struct UnknownField: Error {
        let field: String
    }

    /// The fields, for the manual.
    static let fields =
        "`%Y %m %d %H %M %S` as numbers, `%L` milliseconds, `%y` year in two digits, `%e %k` day and hour without zero, "
        + "`%I %p` hours of a clock with AM and PM, `%a %A %b %B` names of day and month, `%j` day of the year, "
        + "`%u` day of the week from Monday = 1, `%G %V` ISO year and week, `%z` offset, `%s` seconds since 1970, "
        + "`%F` = `%Y-%m-%d`, `%T` = `%H:%M:%S`, `%R` = `%H:%M`, `%%`"

    private static let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    private let moment: Timestamp
    private let offset: Int
    private let parts:
        (year: Int64, month: Int64, day: Int64, hour: Int64, minute: Int64, second: Int64, millisecond: Int64)
    /// Days since 1970-01-01 on the calendar of the zone.
    private let dayNumber: Int64

    /// A moment seen from a zone that is `offset` minutes before UTC.
    init(_ moment: Timestamp, offset: Int) {
        self.moment = moment
        self.offset = offset
        let local = moment.advanced(byMilliseconds: Int64(offset) * 60_000)
        parts = local.components
        dayNumber = Int64((Double(local.milliseconds) / 86_400_000).rounded(.down))
    }

    /// The text of the moment.
    ///
    /// - Throws: ``UnknownField``.
    func text(_ pattern: String) throws(UnknownField) -> String {
        var result = ""
        var isField = false
        for character in pattern {
            if isField {
                guard let text = field(character) else { throw UnknownField(field: "%\(character)") }
                result += text
                isField = false
            } else if character == "%" {
                isField = true
            } else {
                result.append(character)
            }
        }
        if isField { throw UnknownField(field: "%") }
        return result
    }

    private func field(_ name: Character) -> String? {
        switch name {
        case "Y": pad(parts.year, 4)
        case "y": pad(parts.year % 100, 2)
        case "m": pad(parts.month, 2)
        case "d": pad(parts.day, 2)
        case "e": "\(parts.day)"
        case "H": pad(parts.hour, 2)
        case "k": "\(parts.hour)"
        case "I": pad((parts.hour + 11) % 12 + 1, 2)
        case "p": parts.hour < 12 ? "AM" : "PM"
        case "M": pad(parts.minute, 2)
        case "S": pad(parts.second, 2)
        case "L": pad(parts.millisecond, 3)
        case "a": String(Self.days[weekday].prefix(3))
        case "A": Self.days[weekday]
        case "b": String(Self.months[Int(parts.month) - 1].prefix(3))
        case "B": Self.months[Int(parts.month) - 1]
        case "j": pad(dayOfYear, 3)
        case "u": "\(weekday + 1)"
        case "G": pad(isoWeek.year, 4)
        case "V": pad(isoWeek.week, 2)
        case "z": (offset < 0 ? "-" : "+") + pad(Int64(abs(offset) / 60), 2) + pad(Int64(abs(offset) % 60), 2)
        case "s": "\(Int64((Double(moment.milliseconds) / 1000).rounded(.down)))"
        case "F": "\(pad(parts.year, 4))-\(pad(parts.month, 2))-\(pad(parts.day, 2))"
        case "T": "\(pad(parts.hour, 2)):\(pad(parts.minute, 2)):\(pad(parts.second, 2))"
        case "R": "\(pad(parts.hour, 2)):\(pad(parts.minute, 2))"
        case "%": "%"
        default: nil
        }
    }

    /// Days since Monday; 1970-01-01 was a Thursday.
    private var weekday: Int { Int(((dayNumber + 3) % 7 + 7) % 7) }

    private var dayOfYear: Int64 {
        let starts: [Int64] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
        return starts[Int(parts.month) - 1] + parts.day + (parts.month > 2 && Self.isLeap(parts.year) ? 1 : 0)
    }

    /// The week of ISO 8601, which belongs to the year that its Thursday is in.
    private var isoWeek: (year: Int64, week: Int64) {
        let thursday = dayOfYear + 3 - Int64(weekday)
        if thursday < 1 {
            let length: Int64 = Self.isLeap(parts.year - 1) ? 366 : 365
            return (parts.year - 1, (thursday + length - 1) / 7 + 1)
        }
        let length: Int64 = Self.isLeap(parts.year) ? 366 : 365
        if thursday > length { return (parts.year + 1, (thursday - length - 1) / 7 + 1) }
        return (parts.year, (thursday - 1) / 7 + 1)
    }

    private static func isLeap(_ year: Int64) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    private func pad(_ value: Int64, _ width: Int) -> String {
        let digits = "\(value)"
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
