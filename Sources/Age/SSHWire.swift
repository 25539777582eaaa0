/// A place in OpenSSH's binary formats (RFC 4251 section 5), from which fields are read, every length checked.
struct SSHWire {
    private var position = 0

    /// Whether all of `bytes` were read.
    func isAtEnd(of bytes: Span<UInt8>) -> Bool { position == bytes.count }

    /// The next number of 32 bits, or nil when there is none.
    mutating func number(in bytes: Span<UInt8>) -> Int? {
        guard bytes.count - position >= 4 else { return nil }
        var value = 0
        for index in position..<position + 4 { value = value << 8 | Int(bytes[index]) }
        position += 4
        return value
    }

    /// Where the next string stands, or nil when it would end beyond the bytes.
    mutating func string(in bytes: Span<UInt8>) -> Range<Int>? {
        guard let count = number(in: bytes), count <= bytes.count - position else { return nil }
        position += count
        return position - count..<position
    }

    /// Where the next positive number of any length stands, without the zero that keeps its sign; nil for another one.
    mutating func positive(in bytes: Span<UInt8>) -> Range<Int>? {
        guard let range = string(in: bytes), let first = range.first, bytes[first] & 0x80 == 0 else {
            return nil
        }
        return bytes[first] == 0 ? first + 1..<range.upperBound : range
    }
}
