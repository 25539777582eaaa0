/// Where the value that is given to a name ends.
extension Assignment {
    static func valueRange(
        _ bytes: Span<UInt8>,
        from start: Int,
        quote: (character: UInt8, depth: Int)?,
        isEnvironment: Bool,
        joint: Joint
    ) -> Range<Int>? {
        let limit = min(bytes.count, start + longestValue)
        var index = start
        if let quote {
            while index < limit {
                let byte = bytes[index]
                if byte == UInt8(ascii: "\\") {
                    var run = index
                    while run < limit, bytes[run] == UInt8(ascii: "\\") { run += 1 }
                    guard run < limit else { break }
                    if bytes[run] == quote.character, run - index <= quote.depth { break }
                    switch bytes[run] {
                    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return start..<index
                    default: index = run + 1
                    }
                    continue
                }
                if byte == UInt8(ascii: "\"") || byte < 0x20 { break }
                if byte == quote.character, quote.depth == 0 { break }
                index += 1
            }
            return start < index ? start..<index : nil
        }
        scan: while index < limit {
            switch bytes[index] {
            case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"),
                UInt8(ascii: ";"), UInt8(ascii: "<"):
                break scan
            case UInt8(ascii: "&"), UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "}"),
                UInt8(ascii: "]"),
                UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "|"), UInt8(ascii: ">"):
                if isEnvironment, index > start, !beginsParameter(bytes, index) { break }
                break scan
            default: break
            }
            index += 1
        }
        // So long a run is no value; reading on at each of its keywords would cost quadratic time.
        guard index < start + longestValue else { return nil }
        // The end of a sentence is not the end of the secret.
        while index > start, !isEnvironment, endsSentence(bytes[index - 1]) { index -= 1 }
        return start < index ? start..<index : nil
    }

    /// Whether the next parameter of a query begins here, as in `&page=2`.
    static func beginsParameter(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        guard bytes[index] == UInt8(ascii: "&") else { return false }
        let end = ByteClass.word.end(in: bytes, from: index + 1, limit: index + 32)
        return end > index + 1 && end < bytes.count && bytes[end] == UInt8(ascii: "=")
    }

    static func endsSentence(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"):
            true
        default: false
        }
    }
}
