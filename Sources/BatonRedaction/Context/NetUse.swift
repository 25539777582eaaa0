/// Finds the password of Windows' `net use Z: \\host\share password /user:name`, in either order.
enum NetUse {
    static let finder = Finder.located([Head("/user:", caseless: true)], isSpecific: false) { bytes, start, end in
        guard LineContext.holds(["net use", "NET USE", "runas", "wmic"], bytes, before: start, limit: 160) else { return nil }
        var reader = TextReader(at: end)
        guard reader.word(bytes, atMost: 64) != nil else { return nil }
        reader.skipSpaces(bytes)
        if let word = reader.word(bytes, atMost: 80), let range = judged(bytes, word) { return range }
        var high = start
        while high > 0, bytes[high - 1] == UInt8(ascii: " ") { high -= 1 }
        var low = high
        while low > 0, high - low < 80, bytes[low - 1] > 0x20, bytes[low - 1] != UInt8(ascii: "\\") { low -= 1 }
        return low > 0 && bytes[low - 1] != UInt8(ascii: "\\") ? judged(bytes, low..<high) : nil
    }

    private static func judged(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard range.count >= 6, bytes[range.lowerBound] != UInt8(ascii: "/") else { return nil }
        let value = Value(bytes, range)
        guard value.looksChosen(isText: true) || value.isNumbered || value.isPassphrase, !value.isPlaceholder else { return nil }
        return range
    }
}
