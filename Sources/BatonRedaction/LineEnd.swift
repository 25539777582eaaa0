/// The end of a line inside a text, raw or escaped at any depth (`\n`, `\r\n`, `\\n`), and what begins the next line.
enum LineEnd {
    /// Indentation and marks before the text of a line are at most this long (bytes).
    private static let longestMargin = 80

    /// Where the line end at `index` ends; nil when there is none.
    static func end(in bytes: Span<UInt8>, at index: Int) -> Int? {
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case 0x0a: return index + 1
        case 0x0d: return index + 1 < bytes.count && bytes[index + 1] == 0x0a ? index + 2 : index + 1
        case UInt8(ascii: "\\"):
            let run = backslashes(in: bytes, at: index)
            let letter = index + run
            guard run.nonzeroBitCount == 1, letter < bytes.count else { return nil }
            if bytes[letter] == UInt8(ascii: "n") { return letter + 1 }
            guard bytes[letter] == UInt8(ascii: "r") else { return nil }
            // The second half of `\r\n`.
            let next = letter + 1
            if backslashes(in: bytes, at: next) == run, next + run < bytes.count,
                bytes[next + run] == UInt8(ascii: "n")
            {
                return next + run + 1
            }
            return next
        default: return nil
        }
    }

    /// Where a backslash that continues a line ends, its line end included; nil when there is none.
    ///
    /// Escaped, the backslash has doubled as often as that of the line end: one and one, two and one, four and two…
    static func continuationEnd(in bytes: Span<UInt8>, at index: Int) -> Int? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\\") else { return nil }
        let run = backslashes(in: bytes, at: index)
        let next = index + run
        guard next < bytes.count else { return nil }
        if run == 1, bytes[next] == 0x0a || bytes[next] == 0x0d { return end(in: bytes, at: next) }
        guard run.isMultiple(of: 3), (run / 3).nonzeroBitCount == 1, bytes[next] == UInt8(ascii: "n") else {
            return nil
        }
        return next + 1
    }

    /// Where the text of a line begins: behind its indentation, the bar or mark of a quotation, comment or diff, and
    /// the number that listings put before it (`12→`, or a number and a tab).
    static func textStart(in bytes: Span<UInt8>, from start: Int) -> Int {
        let limit = min(bytes.count, start + longestMargin)
        var index = start
        var hasMark = false
        while index < limit {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
            case UInt8(ascii: "\\"):
                let run = backslashes(in: bytes, at: index)
                guard index + run < limit, bytes[index + run] == UInt8(ascii: "t") else { return index }
                index += run + 1
            case UInt8(ascii: "+"), UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "#"),
                UInt8(ascii: "*"):
                // One mark, with a space or a bar's other half behind it; a `+` touches.
                guard !hasMark else { return index }
                hasMark = true
                index += 1
            case 0xE2 where index + 2 < limit && bytes[index + 1] == 0x94:
                // A line of a box.
                index += 3
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digits = ByteClass.digits.end(in: bytes, from: index, limit: index + 7)
                if digits + 2 < bytes.count, bytes[digits] == 0xE2, bytes[digits + 1] == 0x86 {
                    index = digits + 3
                } else if digits < bytes.count, bytes[digits] == 0x09 {
                    index = digits + 1
                } else {
                    let run = backslashes(in: bytes, at: digits)
                    guard run > 0, digits + run < bytes.count, bytes[digits + run] == UInt8(ascii: "t") else {
                        return index
                    }
                    index = digits + run + 1
                }
            default: return index
            }
        }
        return index
    }

    /// How many backslashes stand at `index`; many count as many, no more than 64.
    static func backslashes(in bytes: Span<UInt8>, at index: Int) -> Int {
        var end = index
        while end < bytes.count, end - index < 64, bytes[end] == UInt8(ascii: "\\") { end += 1 }
        return end - index
    }
}
