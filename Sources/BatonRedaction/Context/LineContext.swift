/// What stands on the same line before a place, looked at within a bound.
enum LineContext {
    /// Where the line that holds `end` begins, at most `limit` bytes before; an escaped new line ends it too.
    static func start(_ bytes: Span<UInt8>, before end: Int, limit: Int) -> Int {
        var start = end
        let low = max(0, end - limit)
        while start > low, bytes[start - 1] >= 0x20 {
            if bytes[start - 1] == UInt8(ascii: "\\"), start < bytes.count, bytes[start] == UInt8(ascii: "n") {
                return start + 1
            }
            start -= 1
        }
        return start
    }

    /// Where the last occurrence of `text` in a range begins.
    static func last(_ text: StaticString, _ bytes: Span<UInt8>, in range: Range<Int>) -> Int? {
        let count = text.utf8CodeUnitCount
        guard range.count >= count else { return nil }
        return text.withUTF8Buffer { text in
            var index = range.upperBound - count
            while index >= range.lowerBound {
                var length = 0
                while length < count, unsafe bytes[index + length] == text[length] { length += 1 }
                if length == count { return index }
                index -= 1
            }
            return nil
        }
    }

    /// Whether one of the texts is on the line before `end`.
    static func holds(_ texts: [StaticString], _ bytes: Span<UInt8>, before end: Int, limit: Int) -> Bool {
        let start = start(bytes, before: end, limit: limit)
        guard start < end else { return false }
        let line = bytes.extracting(start..<end)
        return texts.contains { contains(line, $0) }
    }
}
