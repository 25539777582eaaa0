internal import BatonHost

/// Small charts of text.
struct BarChart {
    private let style: TextStyle

    init(_ style: TextStyle) { self.style = style }

    /// A line for each row: its name, a bar as long as its value is beside the largest, the value, a remark.
    ///
    /// The lines take the style's columns at most, unless a remark is longer.
    func rows(_ rows: [(name: String, value: Int, remark: String)]) -> [String] {
        let names = min(28, rows.map { DisplayWidth.of($0.name) }.max() ?? 0)
        let numbers = rows.map { NumberText.grouped($0.value).count }.max() ?? 0
        let remarks = rows.map { DisplayWidth.of($0.remark) }.max() ?? 0
        let room = max(8, min(40, style.columns - names - numbers - remarks - 8))
        let most = max(1, rows.map(\.value).max() ?? 1)
        return rows.map { row in
            let name = Self.fitted(row.name, names)
            let bar = bar(row.value, of: most, columns: room)
            let number = NumberText.grouped(row.value)
            let line =
                "  " + name + "  " + style.text(bar.text, .bar)
                + String(repeating: " ", count: room - bar.columns + 2 + numbers - number.count) + number
            return row.remark.isEmpty ? line : line + "  " + style.text(row.remark, .bad)
        }
    }

    /// One line of columns whose heights are the values beside the largest.
    func line(_ values: [Int]) -> String {
        let steps = style.isUnicode ? Array("▁▂▃▄▅▆▇█") : Array(".:-=+*%#")
        let most = max(1, values.max() ?? 1)
        let columns = values.map { value -> Character in
            value == 0 ? " " : steps[min(steps.count - 1, value * steps.count / (most + 1))]
        }
        return style.text(String(columns), .bar)
    }

    /// A bar; one that stands for something is never empty.
    private func bar(_ value: Int, of most: Int, columns: Int) -> (text: String, columns: Int) {
        guard value > 0 else { return ("", 0) }
        guard style.isUnicode else {
            let count = max(1, Int((Double(value) / Double(most) * Double(columns)).rounded()))
            return (String(repeating: "#", count: count), count)
        }
        let eighths = max(1, Int((Double(value) / Double(most) * Double(columns * 8)).rounded()))
        let parts = Array("▏▎▍▌▋▊▉")
        let whole = String(repeating: "█", count: eighths / 8)
        return eighths % 8 == 0
            ? (whole, eighths / 8) : (whole + String(parts[eighths % 8 - 1]), eighths / 8 + 1)
    }

    /// The name in exactly so many columns.
    private static func fitted(_ name: String, _ columns: Int) -> String {
        var name = name
        if DisplayWidth.of(name) > columns {
            while DisplayWidth.of(name) > columns - 1 { name.removeLast() }
            name += "…"
        }
        return name + String(repeating: " ", count: max(0, columns - DisplayWidth.of(name)))
    }
}

/// Numbers as people read them.
enum NumberText {
    /// `1,234,567`.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var result = number < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// `1 call`, `2 calls`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `45 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`.
    static func duration(milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        if seconds < 1 { return "\(milliseconds) ms" }
        func two(_ large: Int64, _ first: String, _ small: Int64, _ second: String) -> String {
            small == 0 ? "\(large) \(first)" : "\(large) \(first) \(small) \(second)"
        }
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return two(seconds / 60, "min", seconds % 60, "s") }
        if seconds < 86_400 { return two(seconds / 3600, "h", seconds % 3600 / 60, "min") }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h")
    }
}
