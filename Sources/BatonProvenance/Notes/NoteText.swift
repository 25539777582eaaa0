/// Text that goes into a note, or comes out of one that somebody else wrote.
public enum NoteText {
    /// A text on one line, without what controls a terminal or the order of text, at most so many characters.
    public static func line(_ text: some StringProtocol, longest: Int = 300) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        var isBetween = false
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                isBetween = count > 0
                continue
            }
            guard isPrintable(scalar) else { continue }
            if count + (isBetween ? 1 : 0) >= longest {
                result.append("…")
                break
            }
            if isBetween {
                result.append(" ")
                count += 1
                isBetween = false
            }
            result.append(scalar)
            count += 1
        }
        return String(result)
    }

    /// Lines indented by two spaces, so that none can be taken for the head of an entry; empty lines are empty.
    static func body(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let clean = printable(line)
            if clean.isEmpty {
                // Two in a row say no more than one, and git strips those at the end.
                if let last = lines.last, !last.isEmpty { lines.append("") }
            } else {
                lines.append("  " + clean)
            }
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }

    /// A text of several lines, without what controls a terminal or the order of text.
    public static func lines(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(printable)
            .joined(separator: "\n")
    }

    /// A line, its spaces at the beginning kept, those at the end cut off.
    private static func printable(_ line: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            if scalar == "\t" {
                result.append(contentsOf: "    ".unicodeScalars)
            } else if isSpace(scalar) {
                result.append(" ")
            } else if isPrintable(scalar) {
                result.append(scalar)
            }
        }
        while let last = result.last, last == " " { result.removeLast() }
        return String(result)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
            true
        default: false
        }
    }

    /// Whether a character neither controls the terminal nor the order of text (UAX #9), nor hides.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f...0x9f, 0xfeff, 0x200b, 0x2060...0x2064, 0xe0000...0xe007f: false
        case 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069, 0x061c: false
        default: true
        }
    }
}
