/// Text from elsewhere that is to be shown on a terminal.
public enum PrintableText {
    /// `text` with control characters, but for newlines and tabs, and with bidirectional controls replaced by U+FFFD.
    public static func lines(_ text: String) -> String {
        replaced(text) { $0 == "\n" || $0 == "\t" }
    }

    /// `text` on one line.
    public static func line(_ text: String) -> String {
        replaced(text) { _ in false }
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
