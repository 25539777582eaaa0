/// A place in a source text, as people count.
public struct SourcePlace: Sendable, Hashable {
    /// The line, from 1; lines end at LF, CR LF or CR.
    public let line: Int
    /// The column, in Unicode scalars, from 1.
    public let column: Int
    /// How many Unicode scalars of the first line are meant, at least 1.
    public let length: Int
}

/// Where the lines of a source text begin, to tell places of byte ranges.
public struct SourceLines: Sendable {
    private let bytes: [UInt8]
    /// The first byte of each line.
    private let starts: [Int]

    /// Finds the lines of a text.
    public init(_ bytes: [UInt8]) {
        var starts = [0]
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "\n"): starts.append(index + 1)
            case UInt8(ascii: "\r") where index + 1 >= bytes.count || bytes[index + 1] != UInt8(ascii: "\n"):
                starts.append(index + 1)
            default: break
            }
        }
        self.bytes = bytes
        self.starts = starts
    }

    /// The line of a byte, from 1.
    public func line(of offset: Int) -> Int {
        var (low, high) = (0, starts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The place of a range of bytes; one that goes on in further lines is cut at the end of its first line.
    public func place(of range: Range<Int>) -> SourcePlace {
        let from = min(range.lowerBound, bytes.count)
        let line = line(of: from)
        var start = starts[line - 1]
        // A byte order mark is no column.
        if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, from) }
        let column = Self.scalars(bytes[start..<from])
        let end = bytes[from..<min(max(from, range.upperBound), bytes.count)]
        let length = Self.scalars(end.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        return SourcePlace(line: line, column: column + 1, length: max(1, length))
    }

    /// The Unicode scalars that a decoder makes of bytes; invalid ones become replacements.
    private static func scalars(_ bytes: ArraySlice<UInt8>) -> Int {
        if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
        return String(decoding: bytes, as: UTF8.self).unicodeScalars.count
    }
}
