/// Texts in columns.
enum TextLayout {
    /// A text in at most `width` columns; what is cut off, or stands on further lines, is marked.
    static func truncated(_ text: String, _ width: Int, _ ellipsis: String) -> String {
        let mark = DisplayWidth.of(ellipsis) <= width ? ellipsis : ""
        let room = width - DisplayWidth.of(mark)
        var column = 0
        // Where to cut if the text turns out to be too wide.
        var cut = text.startIndex
        for index in text.indices {
            let character = text[index]
            let next = column + DisplayWidth.width(of: character, at: column)
            if character.isNewline, text[index...].allSatisfy(\.isNewline) { return String(text[..<index]) }
            if character.isNewline || next > width { return String(text[..<cut]) + mark }
            column = next
            if column <= room { cut = text.index(after: index) }
        }
        return text
    }

    /// A text with lines of at most `width` columns, where spaces or wide characters allow that.
    ///
    /// `check` gets the number of bytes made so far; it may fail.
    static func wrapped(
        _ text: String,
        _ width: Int,
        prefix: String,
        check: (Int) throws -> Void
    ) rethrows -> String {
        var result = ""
        let room = width - DisplayWidth.of(prefix)
        let blank = trimmedEnd(prefix)
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            if number > 0 { result += "\n" }
            let indentation = line.prefix { $0 == " " || $0 == "\t" }
            let words = line.dropFirst(indentation.count)
            // A line of spaces is an empty one.
            if words.isEmpty {
                result += blank
                try check(result.utf8.count)
                continue
            }
            let start = prefix + indentation
            let margin = DisplayWidth.of(String(indentation))
            result += start
            var column = margin
            var gap = 0
            for word in Words(words) {
                if case .space(let count) = word {
                    gap += count
                    continue
                }
                guard case .text(let part, let columns) = word else { continue }
                if column > margin, column + gap + columns > room {
                    result += "\n" + start
                    column = margin
                } else {
                    result += String(repeating: " ", count: gap)
                    column += gap
                }
                result += part
                column += columns
                gap = 0
                try check(result.utf8.count)
            }
        }
        return result
    }

    private static func trimmedEnd(_ text: String) -> String {
        var text = text
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text
    }

    /// The spaces of a line, and the parts between them that no line break may divide.
    private struct Words: Sequence, IteratorProtocol {
        enum Word {
            case space(Int)
            case text(Substring, columns: Int)
        }

        private var rest: Substring

        init(_ line: Substring) { rest = line }

        mutating func next() -> Word? {
            guard let first = rest.first else { return nil }
            if isSpace(first) {
                let spaces = rest.prefix(while: isSpace)
                rest = rest[spaces.endIndex...]
                return .space(spaces.count)
            }
            var columns = 0
            var index = rest.startIndex
            while index < rest.endIndex, !isSpace(rest[index]) {
                let width = DisplayWidth.width(of: rest[index])
                // A break is allowed before and behind each wide letter, but not before its punctuation.
                if index > rest.startIndex, width == 2, !isClosing(rest[index]) { break }
                let isWide = width == 2
                columns += width
                index = rest.index(after: index)
                if isWide, index < rest.endIndex, !isClosing(rest[index]) { break }
            }
            let part = rest[..<index]
            rest = rest[index...]
            return .text(part, columns: columns)
        }

        private func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }

        private func isClosing(_ character: Character) -> Bool {
            character.isPunctuation && !"（「『【〔《〈([{".contains(character)
        }
    }
}
