/// Where the value that is given to a name begins and ends.
extension Assignment {
    /// Skips what is written around a text to make it a value of a type: `Some("…")`, `String::from("…")`.
    static func skipWrapper(_ bytes: Span<UInt8>, _ reader: inout TextReader) -> Bool {
        var ahead = reader
        let word = ahead.run(callee, bytes, atMost: 40)
        guard word.count >= 2, ahead.byte(bytes) == UInt8(ascii: "(") else { return false }
        ahead.index += 1
        let name = bytes.extracting(word)
        if wrappers.contains(where: { ends(name, $0) }) {
            reader = ahead
            return true
        }
        // `env('NAME', '…')`: the second argument stands in for the first.
        guard lookups.contains(where: { ends(name, $0) }), ahead.openQuote(bytes) != nil else { return false }
        _ = ahead.run(callee, bytes, atMost: 60)
        guard ahead.skipClosers(bytes), ahead.byte(bytes) == UInt8(ascii: ",") else { return false }
        ahead.index += 1
        ahead.skipSpaces(bytes)
        guard ahead.quote(bytes) != nil else { return false }
        reader = ahead
        return true
    }

    private static let callee = ByteClass("A-Za-z0-9_.:")
    private static let wrappers: [StaticString] = [
        "some", "string::from", "string", "secretstring::new", "secret::new", "secret", "secretstr", "just",
        "ok", "bytes", "buffer.from", "password", "optional.of", "[]byte", "securestring", "pulumi.secret",
        "tostring", "str", "box::from", "arc::from", "into",
    ]
    private static let lookups: [StaticString] = [
        "getenv", "env", "environ.get", "env.fetch", "env.get", "config", "get", "fetch", "getproperty",
    ]

    /// Skips the mark of a YAML block scalar and the new line behind it: `password: |`, `>-`.
    static func skipBlockMark(_ bytes: Span<UInt8>, _ reader: inout TextReader) {
        guard reader.byte(bytes) == UInt8(ascii: "|") || reader.byte(bytes) == UInt8(ascii: ">") else { return }
        var ahead = reader
        ahead.index += 1
        if ahead.byte(bytes) == UInt8(ascii: "-") || ahead.byte(bytes) == UInt8(ascii: "+") { ahead.index += 1 }
        if ahead.skipSpacing(bytes) { reader = ahead }
    }

    static func valueRange(
        _ bytes: Span<UInt8>,
        from start: Int,
        quote: (character: UInt8, depth: Int)?,
        isEnvironment: Bool,
        kind: Keyword.Kind
    ) -> Range<Int>? {
        if let quote {
            let end = TextReader.quotedEnd(bytes, from: start, quote: quote, limit: longestValue)
            return start < end ? start..<end : nil
        }
        let limit = min(bytes.count, start + longestValue)
        var index = start
        scan: while index < limit {
            switch bytes[index] {
            case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"),
                UInt8(ascii: ";"), UInt8(ascii: "<"):
                break scan
            case UInt8(ascii: "&"):
                // Only people put the sign into a value.
                if kind == .password, index > start, !beginsParameter(bytes, index) { break }
                break scan
            case UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "}"),
                UInt8(ascii: "]"),
                UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "|"), UInt8(ascii: ">"):
                if isEnvironment, index > start { break }
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

    /// Whether the next parameter of a query begins here, as in `&page=2`, or the next command, as in `&& ls`.
    private static func beginsParameter(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "&") { return true }
        let end = ByteClass.base64URL.end(in: bytes, from: index + 1, limit: index + 32)
        // An entity of HTML ends a value too.
        return end > index + 1 && end < bytes.count
            && (bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: ";"))
    }

    private static func endsSentence(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"):
            true
        default: false
        }
    }
}
