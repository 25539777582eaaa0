/// Finds telephone numbers.
enum PhoneNumber {
    private static let separators = ByteClass(" .()-")

    /// The number whose `+` stands at `start`: 8 to 15 digits (E.164) with single separators.
    static func international(in bytes: Span<UInt8>, at start: Int) -> Range<Int>? {
        guard isLeftBoundary(bytes, start), start == 0 || bytes[start - 1] != UInt8(ascii: "+") else {
            return nil
        }
        var digits = 0
        var separated = 0
        var run = 0
        var end = start + 1
        var index = start + 1
        while index < bytes.count, index - start < 32 {
            if ByteClass.digits.contains(bytes[index]) {
                digits += 1
                run = 0
                end = index + 1
            } else if separators.contains(bytes[index]), run < 2 {
                if run == 0 { separated += 1 }
                run += 1
            } else {
                break
            }
            index += 1
        }
        guard (8...15).contains(digits), isFree(bytes, behind: end) else { return nil }
        // A line that a diff adds may be a number.
        if separated < 1, start == 0 || isLineBreak(bytes, before: start) { return nil }
        return start..<end
    }

    /// The number of which `ddd-dddd` stands at `tail..<end`, with its area: `555-123-4567`, `(555) 123-4567`.
    static func american(in bytes: Span<UInt8>, at tail: Int, _ end: Int) -> Range<Int>? {
        guard isFree(bytes, behind: end), tail >= 4 else { return nil }
        var start = tail - 1
        switch bytes[start] {
        case UInt8(ascii: "-"), UInt8(ascii: "."):
            // The same sign twice, else it is a range of something.
            guard bytes[tail + 3] == bytes[start] else { return nil }
        case UInt8(ascii: " "), UInt8(ascii: ")"): break
        default: return nil
        }
        if bytes[start] == UInt8(ascii: " ") { start -= 1 }
        let isBracketed = bytes[start] == UInt8(ascii: ")")
        if isBracketed { start -= 1 } else if bytes[tail - 1] == UInt8(ascii: " ") { return nil }
        if !isBracketed { start = tail - 2 }
        guard start >= 2, (0..<3).allSatisfy({ ByteClass.digits.contains(bytes[start - $0]) }) else {
            return nil
        }
        start -= 2
        if isBracketed {
            guard start > 0, bytes[start - 1] == UInt8(ascii: "(") else { return nil }
            start -= 1
        }
        let first = bytes[isBracketed ? start + 1 : start]
        // No area begins with 0 or 1 (North American Numbering Plan), and 555-01xx is for fiction.
        guard first >= UInt8(ascii: "2") else { return nil }
        let isFiction =
            bytes[tail] == UInt8(ascii: "5") && bytes[tail + 1] == UInt8(ascii: "5")
            && bytes[tail + 2] == UInt8(ascii: "5")
            && bytes[tail + 4] == UInt8(ascii: "0") && bytes[tail + 5] == UInt8(ascii: "1")
        guard !isFiction, start == 0 || isLeftBoundary(bytes, start) else { return nil }
        if start > 0, !isBracketed,
            bytes[start - 1] == UInt8(ascii: "-") || bytes[start - 1] == UInt8(ascii: ".")
        {
            return nil
        }
        return start..<end
    }

    private static func isFree(_ bytes: Span<UInt8>, behind end: Int) -> Bool {
        guard end < bytes.count else { return true }
        if ByteClass.word.contains(bytes[end]) { return false }
        guard bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: ".") else { return true }
        return end + 1 == bytes.count || !ByteClass.base62.contains(bytes[end + 1])
    }

    private static func isLineBreak(_ bytes: Span<UInt8>, before start: Int) -> Bool {
        bytes[start - 1] == 0x0a || bytes[start - 1] == UInt8(ascii: "\"")
            || bytes[start - 1] == UInt8(ascii: "n") && start >= 2 && bytes[start - 2] == UInt8(ascii: "\\")
    }
}
