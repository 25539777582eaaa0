/// Where the lines of a text begin.
struct LineStarts {
    private let bytes: [UInt8]
    private let starts: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [0]
        for index in bytes.indices where bytes[index] == 0x0a { starts.append(index + 1) }
        self.starts = starts
    }

    /// The offset of a line's first byte; lines count from 1.
    func offset(ofLine line: Int) -> Int { starts[min(max(line, 1), starts.count) - 1] }

    /// The offset behind a line's last byte, its line feed not counted.
    func end(ofLine line: Int) -> Int { line < starts.count ? starts[line] - 1 : bytes.count }

    /// The line of an offset.
    func line(of offset: Int) -> Int {
        var (low, high) = (0, starts.count)
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The column of an offset in characters (Unicode scalars), from 1.
    func column(of offset: Int, line: Int) -> Int {
        var column = 1
        for byte in bytes[
            self.offset(ofLine: line)..<max(self.offset(ofLine: line), min(offset, bytes.count))
        ]
        where byte & 0xc0 != 0x80 { column += 1 }
        return column
    }
}
