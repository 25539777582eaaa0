/// Finds the recovery codes of a second factor: one behind a name, or a list of them.
enum RecoveryCodes {
    /// No service gives out more of them at once.
    private static let most = 24

    static let finder = Finder.located(
        ["recovery code", "recovery_code", "backup code", "backup_code", "recovery-code"]
            .map { Head($0, caseless: true) },
        isSpecific: false
    ) { bytes, _, end in
        var reader = TextReader(at: end)
        _ = reader.skip("s", bytes)
        _ = reader.skipClosers(bytes)
        guard reader.byte(bytes) == UInt8(ascii: ":") || reader.byte(bytes) == UInt8(ascii: "=") || reader.skip("is ", bytes)
        else { return nil }
        if reader.byte(bytes) != UInt8(ascii: " ") { reader.index += 1 }
        var first: Int?
        var last = end
        for _ in 0..<most {
            skipMarks(bytes, &reader)
            let code = reader.run(characters, bytes, atMost: 40)
            guard isCode(bytes, code) else { break }
            if first == nil { first = code.lowerBound }
            last = code.upperBound
        }
        return first.map { $0..<last }
    }

    private static let characters = ByteClass("A-Za-z0-9-")

    /// Skips what stands between the codes of a list.
    private static func skipMarks(_ bytes: Span<UInt8>, _ reader: inout TextReader) {
        let limit = reader.index + 24
        while reader.index < limit {
            let before = reader.index
            _ = reader.skipSpacing(bytes)
            if let quote = reader.quote(bytes) { reader.index = quote.end }
            switch reader.byte(bytes) {
            case UInt8(ascii: ","), UInt8(ascii: "*"), UInt8(ascii: "["): reader.index += 1
            case UInt8(ascii: "-") where reader.byte(bytes, 1) == UInt8(ascii: " "): reader.index += 2
            default: break
            }
            // The number of an item.
            var ahead = reader
            if !ahead.run(.digits, bytes, atMost: 2).isEmpty, ahead.byte(bytes) == UInt8(ascii: "."),
                ahead.byte(bytes, 1) == UInt8(ascii: " ")
            {
                reader.index = ahead.index + 2
            }
            if reader.index == before { return }
        }
    }

    /// Whether it is 8 to 24 digits, or groups of letters and digits.
    private static func isCode(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard (8...32).contains(range.count) else { return false }
        let value = Value(bytes, range)
        guard !value.isDate, !value.isPlaceholder, !value.isWords || value.digits == value.count else { return false }
        let groups = value.text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard groups.allSatisfy({ (3...12).contains($0.count) || groups.count == 1 }) else { return false }
        return value.digits > 0 || groups.count > 1
    }
}
