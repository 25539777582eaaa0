internal import YAML

/// The bytes of a file that a value was read from, to find the place of a part of the value.
struct RawText {
    let bytes: ArraySlice<UInt8>
    /// The place of each byte, and of the one behind the last: a value may hold very many names.
    private let places: [(line: Int, column: Int)]

    init(_ source: [UInt8], _ node: YAMLNode) {
        let end = min(source.count, node.end.offset)
        let bytes = source[min(node.start.offset, end)..<end]
        var places: [(line: Int, column: Int)] = []
        places.reserveCapacity(bytes.count + 1)
        var (line, column) = (node.start.line, node.start.column)
        for index in bytes.indices {
            places.append((line, column))
            let isPair =
                bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.endIndex
                && bytes[index + 1] == UInt8(ascii: "\n")
            if (bytes[index] == UInt8(ascii: "\n") || bytes[index] == UInt8(ascii: "\r")) && !isPair {
                (line, column) = (line + 1, 1)
            } else if index + 1 >= bytes.endIndex || bytes[index + 1] & 0xc0 != 0x80 {
                column += 1
            }
        }
        places.append((line, column))
        self.bytes = bytes
        self.places = places
    }

    /// The place of a part of the value.
    ///
    /// - Parameters:
    ///   - index: its first byte in the file.
    ///   - length: its Unicode scalars.
    /// - Returns: the place in the file.
    func span(at index: Int, length: Int) -> RecipeSpan {
        let place = places[index - bytes.startIndex]
        return RecipeSpan(line: place.line, column: place.column, length: length)
    }
}

extension Collection<UInt8> where Index == Int {
    /// Where `other` begins, at `start` or behind it.
    func firstIndex(of other: [UInt8], from start: Int) -> Int? {
        guard let first = other.first else { return nil }
        var index = start
        while index + other.count <= endIndex {
            if self[index] == first, self[index...].starts(with: other) { return index }
            index += 1
        }
        return nil
    }

    /// Whether `other` stands at a place.
    func holds(_ other: some Collection<UInt8>, at index: Int) -> Bool {
        index + other.count <= endIndex && self[index...].starts(with: other)
    }
}
