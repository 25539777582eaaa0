/// Finds payment card numbers: 13 to 19 digits of a known scheme with a right check digit.
///
/// A pattern of digits alone would halve the speed of the pattern engine, so numbers are looked for where seven bytes in
/// a row are digits or separators: no card has less.
struct PaymentCards {
    /// Where what was looked at ends.
    private var done = 0

    /// The groups in which people write cards.
    private static let groupings: [[Int]] = [
        [4, 4, 4, 4], [4, 6, 5], [4, 6, 4], [4, 4, 4, 4, 3], [4, 4, 5],
    ]

    /// Calls `body` with the range of every card number that has digits in `block`.
    ///
    /// An IBAN is seen on the same way, by its digits: `account` gets its range.
    mutating func look(
        _ bytes: Span<UInt8>,
        in block: Range<Int>,
        account: (Range<Int>) -> Void = { _ in },
        _ body: (Range<Int>) -> Void
    ) {
        var index = max(block.lowerBound, done)
        while index < block.upperBound {
            guard Self.isPart(bytes, index) else {
                index += 1
                continue
            }
            var low = index
            while low > done, Self.isPart(bytes, low - 1) { low -= 1 }
            var high = index + 1
            while high < bytes.count, Self.isPart(bytes, high) { high += 1 }
            if high - low >= 13 {
                if let range = IBAN.extent(in: bytes, around: low..<high) {
                    account(range)
                    high = max(high, range.upperBound)
                } else {
                    Self.searchRun(bytes, low..<high, body)
                }
            }
            done = high
            index = high + 1
        }
    }

    /// Whether the byte is a digit, or a separator between two digits.
    private static func isPart(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        let byte = bytes[index]
        if isDigit(byte) { return true }
        guard byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") else { return false }
        return index > 0 && index + 1 < bytes.count && isDigit(bytes[index - 1]) && isDigit(bytes[index + 1])
    }

    private static func searchRun(_ bytes: Span<UInt8>, _ run: Range<Int>, _ body: (Range<Int>) -> Void) {
        var groups: [Range<Int>] = []
        var start = run.lowerBound
        for index in run.lowerBound...run.upperBound
        where index == run.upperBound || !isDigit(bytes[index]) {
            if start < index { groups.append(start..<index) }
            start = index + 1
        }
        var index = 0
        while index < groups.count {
            if let last = cardEnd(bytes, groups, from: index, run: run) {
                body(groups[index].lowerBound..<groups[last].upperBound)
                index = last
            }
            index += 1
        }
    }

    /// The last group of the card that begins with the group `first`.
    private static func cardEnd(
        _ bytes: Span<UInt8>,
        _ groups: [Range<Int>],
        from first: Int,
        run: Range<Int>
    ) -> Int? {
        if (13...19).contains(groups[first].count) {
            return isCard(bytes, groups[first]) && stands(bytes, groups[first], alone: true) ? first : nil
        }
        for grouping in groupings.reversed() where first + grouping.count <= groups.count {
            let last = first + grouping.count - 1
            guard zip(grouping, groups[first...last]).allSatisfy({ $0 == $1.count }) else { continue }
            let range = groups[first].lowerBound..<groups[last].upperBound
            let separator = bytes[groups[first].upperBound]
            guard (first..<last).allSatisfy({ bytes[groups[$0].upperBound] == separator }),
                isCard(bytes, range), stands(bytes, range, alone: false)
            else {
                continue
            }
            if !isRow(bytes, groups, first...last, run: run) { return last }
        }
        return nil
    }

    /// Whether the groups are some of a longer row of fours, as in a table of code points.
    private static func isRow(
        _ bytes: Span<UInt8>,
        _ groups: [Range<Int>],
        _ card: ClosedRange<Int>,
        run: Range<Int>
    ) -> Bool {
        guard groups[card.lowerBound].count == groups[card.upperBound].count else { return false }
        let low = groups[card.lowerBound].lowerBound
        let high = groups[card.upperBound].upperBound
        let before = low > 0 && bytes[low - 1] == bytes[high - 5] && isCodePoint(bytes, endingAt: low - 1)
        let after = high < bytes.count && bytes[high] == bytes[high - 5] && isCodePoint(bytes, from: high + 1)
        guard before || after else { return false }
        // Several cards in a row are cards.
        let count = card.count
        let next = card.upperBound + 1
        if after, next + count <= groups.count {
            return !isCard(bytes, groups[next].lowerBound..<groups[next + count - 1].upperBound)
        }
        let last = card.lowerBound - count
        if before, last >= 0 {
            return !isCard(bytes, groups[last].lowerBound..<groups[card.lowerBound - 1].upperBound)
        }
        return true
    }

    /// Whether a word of four to six hexadecimal digits begins at `start`.
    private static func isCodePoint(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        let end = ByteClass.hex.end(in: bytes, from: start, limit: start + 7)
        return (4...6).contains(end - start) && (end == bytes.count || !ByteClass.base62.contains(bytes[end]))
    }

    /// Whether a word of four to six hexadecimal digits ends at `end`.
    private static func isCodePoint(_ bytes: Span<UInt8>, endingAt end: Int) -> Bool {
        var start = end
        while start > 0, end - start < 7, ByteClass.hex.contains(bytes[start - 1]) { start -= 1 }
        return (4...6).contains(end - start) && (start == 0 || !ByteClass.base62.contains(bytes[start - 1]))
    }

    /// Whether the number is not a part of an identifier, a decimal, a path or a hexadecimal word.
    private static func stands(_ bytes: Span<UInt8>, _ range: Range<Int>, alone: Bool) -> Bool {
        if range.lowerBound > 0 {
            let before = bytes[range.lowerBound - 1]
            if ByteClass.base62.contains(before), !isEscapeTail(bytes, before: range.lowerBound) {
                return false
            }
            if before == UInt8(ascii: "_") || before == UInt8(ascii: ".") || before == UInt8(ascii: "$")
                || before == UInt8(ascii: "#")
            {
                return false
            }
            if alone, before == UInt8(ascii: "-") || before == UInt8(ascii: "/") { return false }
            if before == UInt8(ascii: "-"), range.lowerBound > 1,
                ByteClass.base62.contains(bytes[range.lowerBound - 2])
            {
                return false
            }
        }
        guard range.upperBound < bytes.count else { return true }
        let after = bytes[range.upperBound]
        if ByteClass.word.contains(after) { return false }
        guard range.upperBound + 1 < bytes.count else { return true }
        let next = bytes[range.upperBound + 1]
        switch after {
        case UInt8(ascii: "."): return !isDigit(next)
        case UInt8(ascii: "-"): return !ByteClass.base62.contains(next)
        default: return true
        }
    }

    /// Whether the digits have the length and the beginning of a scheme and pass the Luhn check.
    private static func isCard(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var count = 0
        var four = 0
        var kinds: UInt16 = 0
        for index in range where isDigit(bytes[index]) {
            let digit = Int(bytes[index] - UInt8(ascii: "0"))
            if count < 4 { four = four * 10 + digit }
            kinds |= 1 << UInt16(digit)
            count += 1
        }
        guard let lengths = lengths(beginning: four), lengths.contains(count) else { return false }
        if (4000...4999).contains(four), ![13, 16, 19].contains(count) { return false }
        // 4000 0000 0000 0000 and its like are round numbers.
        guard kinds.nonzeroBitCount > 2 || four == 4111 || four == 4242 || four == 5555 else { return false }
        return passesLuhn(bytes, range)
    }

    /// How many digits the numbers of a scheme have, told by their first four.
    private static func lengths(beginning four: Int) -> ClosedRange<Int>? {
        switch four {
        case 4000...4999: 13...19
        case 5100...5599, 2221...2720: 16...16
        case 3400...3499, 3700...3799: 15...15
        case 6011, 6440...6599, 6200...6299: 16...19
        case 3528...3589, 2200...2204: 16...19
        case 3000...3059, 3600...3699, 3800...3999: 14...19
        case 5018, 5020, 5038, 5893, 6304, 6759, 6761...6763: 13...19
        default: nil
        }
    }

    private static func passesLuhn(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var sum = 0
        var doubles = false
        for index in range.reversed() where isDigit(bytes[index]) {
            let digit = Int(bytes[index] - UInt8(ascii: "0"))
            let value = doubles ? digit * 2 : digit
            sum += value > 9 ? value - 9 : value
            doubles.toggle()
        }
        return sum.isMultiple(of: 10)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
