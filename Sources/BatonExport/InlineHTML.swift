internal import Platform

/// Raw HTML within lines of Markdown (CommonMark 6.6): what could begin it is escaped, but for what surely stands in code.
///
/// A tag in the middle of a line opens or closes folds of the page as well as one at its beginning. Whether a place is
/// in a code span depends on the lines of its paragraph before and, in a table, on its cells: where two readings are
/// possible it is escaped, which in code shows a backslash and is no more than ugly.
struct InlineHTML {
    /// Whether a code span of a line before may still be open.
    private var isUnclear = false

    private static let tick = UInt8(ascii: "`")

    /// Writes a line; one that `isUnclear` is escaped as if nothing in it were code.
    mutating func append(
        _ line: ArraySlice<UInt8>,
        isUnclear isOutside: Bool = false,
        to output: inout [UInt8]
    ) {
        let text = line.span
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { isUnclear = false }
        var runs: [Run] = []
        var hasEscape = false
        if text.firstIndex(of: Self.tick, from: 0) != nil { (runs, hasEscape) = Self.runs(in: line) }
        let (plain, isOpen) = Self.spans(runs, inCells: false)
        let isTrusted = !isOutside && !isUnclear && !hasEscape
        // Ends are read from the back: spans are in order.
        var spans = isTrusted ? plain : []
        var cells = isTrusted ? Self.spans(runs, inCells: true).spans : []
        spans.reverse()
        cells.reverse()
        var copied = line.startIndex
        var place = 0
        while let found = text.firstIndex(of: UInt8(ascii: "<"), from: place) {
            place = found + 1
            let open = line.startIndex + found
            guard Self.mayBegin(line[open...]) else { continue }
            while let span = spans.last, span.upperBound <= open { spans.removeLast() }
            while let span = cells.last, span.upperBound <= open { cells.removeLast() }
            if spans.last?.contains(open) == true, cells.last?.contains(open) == true { continue }
            output.append(contentsOf: line[copied..<open])
            output.append(UInt8(ascii: "\\"))
            copied = open
        }
        output.append(contentsOf: line[copied...])
        if isOpen || hasEscape { isUnclear = true }
    }

    // MARK: Code spans

    /// Backquotes in a row.
    private struct Run {
        let place: Range<Int>
        /// The cell of a table that it stands in, if the line is one's row.
        let cell: Int
    }

    private static func runs(in line: ArraySlice<UInt8>) -> (runs: [Run], hasEscape: Bool) {
        var runs: [Run] = []
        var cell = 0
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            guard byte == tick else {
                if byte == UInt8(ascii: "|") { cell += 1 }
                // A backquote behind a backslash is none, unless the backslash is in code itself.
                if byte == UInt8(ascii: "\\"), index + 1 < line.endIndex, line[index + 1] == tick {
                    return ([], true)
                }
                index += 1
                continue
            }
            let start = index
            while index < line.endIndex, line[index] == tick { index += 1 }
            runs.append(Run(place: start..<index, cell: cell))
        }
        return (runs, false)
    }

    /// The code spans of a line, and whether a run of backquotes has no counterpart in it.
    private static func spans(_ runs: [Run], inCells: Bool) -> (spans: [Range<Int>], isOpen: Bool) {
        // The next run of the same length, from the back.
        var next = [Int?](repeating: nil, count: runs.count)
        var latest: [Int: Int] = [:]
        for place in runs.indices.reversed() {
            let later = latest.updateValue(place, forKey: runs[place].place.count)
            if let later, !inCells || runs[later].cell == runs[place].cell { next[place] = later }
        }
        var spans: [Range<Int>] = []
        var isOpen = false
        var place = 0
        while place < runs.count {
            if let end = next[place] {
                spans.append(runs[place].place.lowerBound..<runs[end].place.upperBound)
                place = end + 1
            } else {
                isOpen = true
                place += 1
            }
        }
        return (spans, isOpen)
    }

    // MARK: Tags

    /// Whether a tag, a comment or the like could begin with the text; `<https://…>` and `a < b` are none.
    private static func mayBegin(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text.dropFirst()
        guard let first = rest.first else { return false }
        if first == UInt8(ascii: "!") || first == UInt8(ascii: "?") { return true }
        if first == UInt8(ascii: "/") { rest.removeFirst() }
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
        guard let letter = rest.first, isLetter(letter) else { return false }
        let behind = rest.drop {
            isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
        }
        switch behind.first {
        case nil, 0x20, 0x09, UInt8(ascii: ">"), UInt8(ascii: "/"): return true
        default:
            // A link in angle brackets hides the backquotes in it from what follows. Addresses are not longer than this.
            let stop = behind.prefix(2048).first {
                [0x20, 0x09, UInt8(ascii: "<"), UInt8(ascii: ">"), tick].contains($0)
            }
            return stop == nil ? behind.count > 2048 : stop == tick
        }
    }
}
