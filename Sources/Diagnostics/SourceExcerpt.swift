/// Prints findings with the line of the source they are about.
///
/// ```
/// lunch.yaml:3:5: error: unknown key 'slat' (did you mean 'salt'?)
///    3 |     slat: 2
///      |     ^~~~
/// ```
///
/// The source is not trusted: control characters, invisible ones and those that turn the direction of writing are
/// shown as U+FFFD, long lines are cut around the place. Columns are counted in Unicode scalars, so under a line
/// with wide or combining characters the caret may stand a little off; the numbers are right.
public struct SourceExcerpt: Sendable {
    /// The widest piece of a line that is shown, in Unicode scalars.
    static let width = 100
    /// How much is shown before the place in a line that is cut.
    static let lead = 40
    /// A tab reaches to the next multiple of so many columns.
    static let tabWidth = 4
    /// The most characters of a message.
    static let longestMessage = 500

    private let source: [UInt8]

    /// Makes a printer for one file.
    public init(source: [UInt8]) {
        self.source = source
    }

    /// Returns the lines of a finding, joined by line feeds, without one at the end.
    ///
    /// A place outside the source gives the first line only.
    public func render(_ diagnostic: Diagnostic) -> String {
        let hint = diagnostic.hint.map { " (\($0))" } ?? ""
        let place = "\(Self.printable(diagnostic.file)):\(diagnostic.line):\(diagnostic.column)"
        let message = Self.printable(diagnostic.message + hint)
        let heading = "\(place): \(diagnostic.severity.rawValue): \(message)"
        guard let line = line(diagnostic.line), diagnostic.column <= line.count + 1 else { return heading }

        let (text, caret) = Self.excerpt(line, column: diagnostic.column, length: diagnostic.length)
        let number = String(diagnostic.line)
        let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number
        let blank = String(repeating: " ", count: gutter.count)
        return "\(heading)\n\(gutter) |\(text.isEmpty ? "" : " ")\(text)\n\(blank) | \(caret)"
    }

    /// The scalars of a line without its end, nil when there is no such line; lines end at LF, CR LF or CR.
    private func line(_ wanted: Int) -> [Unicode.Scalar]? {
        var rest = source.starts(with: [0xEF, 0xBB, 0xBF]) ? source[3...] : source[...]
        for _ in 1..<wanted {
            guard let end = rest.firstIndex(where: Self.endsLine) else { return nil }
            let isPair =
                rest[end] == UInt8(ascii: "\r") && end + 1 < rest.endIndex
                && rest[end + 1] == UInt8(ascii: "\n")
            rest = rest[(end + (isPair ? 2 : 1))...]
        }
        return Array(String(decoding: rest.prefix { !Self.endsLine($0) }, as: UTF8.self).unicodeScalars)
    }

    private static func endsLine(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    /// The piece of a line to show, and the line below it with the caret.
    private static func excerpt(
        _ line: [Unicode.Scalar],
        column: Int,
        length: Int
    ) -> (text: String, caret: String) {
        // Tabs are expanded first: what is cut is what is seen.
        var shown: [Unicode.Scalar] = []
        var start = 0
        var end = 0
        for (index, scalar) in line.enumerated() {
            if index == column - 1 { start = shown.count }
            if scalar == "\t" {
                shown += Array(repeating: " ", count: tabWidth - shown.count % tabWidth)
            } else {
                shown.append(isPrintable(scalar) ? scalar : "\u{FFFD}")
            }
            if index - (column - 1) < length { end = shown.count }
        }
        if column > line.count {
            start = shown.count
            end = start + 1
        }

        var text = String.UnicodeScalarView()
        var before = start
        let from = shown.count > width && start > width - lead ? start - lead : 0
        let upTo = min(shown.count, from + width)
        if from > 0 {
            text.append("…")
            before = start - from + 1
        }
        text += shown[from..<upTo]
        if upTo < shown.count { text.append("…") }
        while text.last == " " { text.removeLast() }

        let underlined = max(1, min(end, max(upTo, start + 1)) - start)
        let caret =
            String(repeating: " ", count: before) + "^" + String(repeating: "~", count: underlined - 1)
        return (String(text), caret)
    }

    /// A text on one line, with nothing a terminal would obey, cut to 500 characters.
    static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == longestMessage {
                result.append("…")
                break
            }
            result.append(isPrintable(scalar) ? scalar : "\u{FFFD}")
        }
        return String(result)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
            false
        default:
            true
        }
    }
}
