/// Words that are looked for as they are, where they stand by themselves.
enum WordList {
    /// The head that is a word.
    static func head(_ word: String, caseless: Bool) -> Head {
        var expression = ""
        for byte in word.utf8 {
            let digits = String(byte, radix: 16)
            expression += #"\x"# + (digits.count < 2 ? "0" : "") + digits
        }
        return Head(expression: expression, length: word.utf8.count, caseless: caseless)
    }

    /// The range of a word, unless it is a part of a longer one.
    static func extent(in bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        if ByteClass.base62.contains(bytes[range.lowerBound]), !isLeftBoundary(bytes, range.lowerBound) {
            return nil
        }
        if range.upperBound < bytes.count, ByteClass.base62.contains(bytes[range.upperBound]),
            ByteClass.base62.contains(bytes[range.upperBound - 1])
        {
            return nil
        }
        return range
    }
}
