/// Text from elsewhere that is to be shown on a terminal.
public enum PrintableText {
    /// `text` with control characters, but for newlines and tabs, and with bidirectional controls replaced by U+FFFD.
    public static func lines(_ text: String) -> String {
        replaced(text) { $0 == "\n" || $0 == "\t" }
    }

    /// `text` on one line.
    public static func line(_ text: String) -> String {
        // Most texts are printable ASCII, which takes one look.
        if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return text }
        return replaced(text) { _ in false }
    }

    /// `text` on one line, in at most `width` columns of a terminal; what is cut off is marked by `…`.
    public static func line(_ text: String, columns width: Int) -> String {
        let text = line(text)
        return text.utf8.count <= width ? text : TextLayout.truncated(text, max(width, 1), "…")
    }

    /// `text` on one line, cut and filled with spaces to `width` columns.
    public static func column(_ text: String, _ width: Int) -> String {
        let text = line(text, columns: width)
        return text + String(repeating: " ", count: max(0, width - Self.width(of: text)))
    }

    /// Columns that a text takes on a terminal.
    public static func width(of text: String) -> Int {
        text.utf8.allSatisfy { (0x20..<0x7f).contains($0) } ? text.utf8.count : DisplayWidth.of(text)
    }

    private static func replaced(_ text: String, keeping isKept: (Unicode.Scalar) -> Bool) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(
                isPrintable(scalar) || isKept(scalar)
                    ? scalar : (scalar == "\n" || scalar == "\t" ? " " : "\u{fffd}")
            )
        }
        return String(result)
    }

    /// Whether a character neither controls the terminal nor the order of text.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f...0x9f: false
        // Overrides and isolates that show text in another order than it is in (UAX #9).
        case 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069, 0x061c: false
        default: true
        }
    }
}
