/// Finds the private members of a JSON web key (RFC 7518, sections 6.2.2, 6.3.2 and 6.4.1).
enum JSONWebKey {
    static let finder = Finder.located(
        // Patterns with classes so short are slow.
        ["d", "p", "q", "k", "dp", "dq", "qi"].flatMap { name in
            [#""\#(name)""#, #""\#(name)\"#, "'\(name)'"].map { Head($0) }
        },
        isSpecific: false
    ) { bytes, start, end in
        var reader = TextReader(at: end - 1)
        guard reader.skipClosers(bytes), reader.byte(bytes) == UInt8(ascii: ":") else { return nil }
        reader.index += 1
        reader.skipSpaces(bytes)
        guard reader.openQuote(bytes) != nil else { return nil }
        let range = reader.run(.base64URL, bytes, atMost: 1400)
        guard range.count >= 40, reader.quote(bytes) != nil, Value(bytes, range.prefix(64)).looksRandom else {
            return nil
        }
        let around = bytes.extracting(max(0, start - 1500)..<min(bytes.count, range.upperBound + 1500))
        return contains(around, "kty") ? range : nil
    }
}
