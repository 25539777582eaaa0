/// Finds the credential of an `Authorization` field whatever its scheme: `ApiKey x`, `Digest … response="x"`, `x` alone.
enum AuthorizationField {
    static let finder = Finder.located([Head("uthorization", caseless: true)], isSpecific: false) { bytes, _, end in
        var reader = TextReader(at: end)
        let closing = reader.quote(bytes)
        _ = reader.skipClosers(bytes)
        if reader.byte(bytes) == UInt8(ascii: ",") {
            // Two arguments of a call, quoted alike; not two lines of a patch.
            reader.index += 1
            reader.skipSpaces(bytes)
            guard let closing, let opening = reader.quote(bytes), opening.depth == closing.depth,
                closing.end == reader.index - 1 || bytes[closing.end] == UInt8(ascii: ",")
            else { return nil }
        } else {
            guard reader.byte(bytes) == UInt8(ascii: ":") || reader.byte(bytes) == UInt8(ascii: "=") else { return nil }
            reader.index += 1
        }
        reader.skipSpaces(bytes)
        _ = reader.openQuote(bytes)
        var ahead = reader
        let scheme = ahead.run(.base64URL, bytes, atMost: 24)
        if scheme.count > 1, ahead.byte(bytes) == UInt8(ascii: " ") || ahead.skip("%20", bytes) {
            ahead.skipSpaces(bytes)
            var name = TextReader(at: scheme.lowerBound)
            if name.skip("digest", bytes) { return parameter("response=", bytes, from: ahead.index) }
            if name.skip("aws4", bytes) { return parameter("Signature=", bytes, from: ahead.index) }
            reader = ahead
        }
        return judged(bytes, reader.run(.bearer, bytes, atMost: 4096))
    }

    /// The value of a parameter of the field.
    private static func parameter(_ name: StaticString, _ bytes: Span<UInt8>, from start: Int) -> Range<Int>? {
        let limit = min(bytes.count, start + 600)
        var reader = TextReader(at: start)
        while reader.index < limit, reader.byte(bytes) >= 0x20 {
            if reader.skip(name, bytes) {
                _ = reader.openQuote(bytes)
                return judged(bytes, reader.run(.bearer, bytes, atMost: 256))
            }
            reader.index += 1
        }
        return nil
    }

    private static func judged(_ bytes: Span<UInt8>, _ run: Range<Int>) -> Range<Int>? {
        var range = run
        while let last = range.last, bytes[last] == UInt8(ascii: ".") || bytes[last] == UInt8(ascii: ":") {
            range.removeLast()
        }
        guard range.count >= 12, range.upperBound == bytes.count || bytes[range.upperBound] != UInt8(ascii: "(") else {
            return nil
        }
        let value = Value(bytes, range.prefix(512))
        return value.looksRandom && !value.isPlaceholder && !value.isMember && !value.isDate ? range : nil
    }
}
