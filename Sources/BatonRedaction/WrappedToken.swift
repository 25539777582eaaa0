/// Follows a token over the ends of lines, where a terminal or a person has wrapped it.
enum WrappedToken {
    private static let token = ByteClass("A-Za-z0-9_+/=.~%-")
    private static let longest = 8 << 10
    /// So many lines are read while they make no token.
    static let mostTries = 32

    /// Whether what so many lines make is looked at while there is no token yet.
    static func isTried(_ lines: Int) -> Bool {
        lines < 4 || [4, 6, 9, 13, 18, 25, mostTries].contains(lines)
    }

    /// A token goes over at most so many lines.
    static let mostLines = 100

    /// The token so far, and how it goes on.
    struct Reader {
        /// What was read, line ends left out.
        private(set) var text = SearchedText(bytes: [])
        /// Where the piece that was read last ends in the input.
        private(set) var end: Int
        /// What the last line added.
        private(set) var piece: Range<Int> = 0..<0

        /// Reads the piece on the first line.
        init(_ bytes: Span<UInt8>, from start: Int) {
            end = start
            read(bytes, from: start)
        }

        /// Reads the piece on the next line; false when there is none.
        mutating func next(_ bytes: Span<UInt8>) -> Bool {
            guard let next = nextPiece(bytes) else { return false }
            text.map.skip(at: text.bytes.count, end..<next)
            read(bytes, from: next)
            return true
        }

        /// Where the piece on the next line begins, if there is one.
        func nextPiece(_ bytes: Span<UInt8>) -> Int? {
            // Only the last line of what was wrapped is short.
            guard text.bytes.count < longest, piece.lowerBound == 0 || piece.count >= shortestPiece,
                let next = nextLine(bytes, end), next < bytes.count, token.contains(bytes[next])
            else { return nil }
            return next
        }

        private mutating func read(_ bytes: Span<UInt8>, from start: Int) {
            end = token.end(in: bytes, from: start, limit: start + longest)
            piece = text.bytes.count..<text.bytes.count + end - start
            for offset in start..<end { text.bytes.append(bytes[offset]) }
        }
    }

    /// Where the token that goes on at `index` ends, if that is soon.
    static func end(in bytes: Span<UInt8>, from index: Int) -> Int? {
        let end = token.end(in: bytes, from: index, limit: index + longestLine)
        return end < index + longestLine ? end : nil
    }

    /// Whether what ends at `end` is a name that something is given to, such as `NEXT=`.
    static func isName(_ bytes: Span<UInt8>, end: Int) -> Bool {
        guard end < bytes.count else { return false }
        switch bytes[end] {
        case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: "("): return true
        case UInt8(ascii: " "): return end + 1 < bytes.count && bytes[end + 1] == UInt8(ascii: "=")
        default: return false
        }
    }

    /// Where the text of the next line begins when a line ends at `index`.
    static func nextLine(_ bytes: Span<UInt8>, _ index: Int) -> Int? {
        (LineEnd.continuationEnd(in: bytes, at: index) ?? LineEnd.end(in: bytes, at: index)).map {
            LineEnd.textStart(in: bytes, from: $0)
        }
    }

    /// Whether the line that ends at `end` is long enough to have been wrapped there.
    static func isFull(_ bytes: Span<UInt8>, lineEnd end: Int) -> Bool {
        var start = end
        while start > 0, end - start < shortestLine {
            if bytes[start - 1] < 0x20 { return false }
            if start >= 2, bytes[start - 2] == UInt8(ascii: "\\"), bytes[start - 1] == UInt8(ascii: "n") {
                return false
            }
            start -= 1
        }
        return end - start >= shortestLine
    }

    /// Lines are wrapped at less (bytes).
    private static let longestLine = 400
    /// Nobody wraps at less (bytes).
    private static let shortestLine = 40
    /// What a whole line holds at least, without what stands before its text (bytes).
    private static let shortestPiece = 16
}

extension Value {
    /// Whether it can be the end of a token that was wrapped: no word, no name, no number of a line.
    var looksLikeRest: Bool {
        guard count >= 2, digits < count else { return false }
        if digits > 0 { return !isWords && (!isName || turns > 2) && !isDate && !isVersion }
        return lower > 0 && upper > 0 && turns >= 2 && !isWords
    }
}
