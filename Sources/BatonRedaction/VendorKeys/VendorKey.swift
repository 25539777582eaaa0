/// A credential that has no form of its own and is known by its vendor's name before it on the same line, as in
/// `DATADOG_API_KEY=…`, `datadog: {"api_key": "…"}`, `X-Algolia-API-Key: …` or "the Heroku API key is …".
///
/// Three things must come together: the vendor's name, a name of a credential directly before the value, and the
/// exact shape. So a plain UUID or digest is never taken for one, and the account id beside the key is not either.
struct VendorKey: Sendable {
    /// How the vendor is named, in any case.
    let names: [String]
    /// Names of headers and variables that name vendor and credential at once.
    let fullNames: [String]
    let shapes: [ValueShape]

    /// So far behind the vendor's name a value may begin (bytes).
    private static let window = 120
    /// So many words may stand between.
    private static let mostWords = 12
    /// So many names of credentials may stand between.
    private static let mostNames = 3

    private static let name = ByteClass("A-Za-z0-9_.-")

    /// Words between a name and its value.
    private static let fillers: [StaticString] = [
        "is", "was", "value", "bearer", "token", "basic", "str", "string", "now", "to", "set", "default",
        "const",
        "text", "be", "t", "sso-key", "key", "apikey",
    ]

    /// The heads for the first stage.
    ///
    /// A full name in which no credential is named must be looked for everywhere.
    var heads: [Head] {
        names.map { Head($0, caseless: true) }
            + fullNames.map { name in
                Head(name, caseless: true, saysItself: !CredentialMention.isIn(name))
            }
    }

    /// The range of the value, if the name of the vendor in `start..<end` leads to one.
    func extent(in bytes: Span<UInt8>, start: Int, end: Int) -> Range<Int>? {
        guard Self.isWordStart(bytes, start) else { return nil }
        let limit = min(bytes.count, end + Self.window)
        // Most mentions of a vendor end here.
        let isFull = isFull(bytes, start, end)
        guard isFull || Self.mentionsCredential(bytes, max(0, start - 24)..<limit) else { return nil }
        var index = Self.name.end(in: bytes, from: end, limit: min(limit, end + CredentialName.longest))
        var isNamed = Self.isNamed(bytes, start, end, index, isFull: isFull)
        var lines = 1
        var named = isNamed ? 1 : 0
        for _ in 0..<Self.mostWords {
            guard Self.skipSeparators(bytes, &index, limit) else {
                // `- name: DATADOG_API_KEY` and `value: …` on the next line
                guard isNamed, lines == 1, Self.skipLineEnd(bytes, &index, limit) else { return nil }
                lines = 2
                let end = Self.name.end(in: bytes, from: index, limit: index + 8)
                guard Self.isFiller(bytes, index..<end) else { return nil }
                index = end
                continue
            }
            let word = index
            if isNamed {
                for shape in shapes {
                    if let end = shape.end(in: bytes, from: word) { return word..<end }
                }
            }
            index = Self.name.end(
                in: bytes,
                from: word,
                limit: min(bytes.count, word + CredentialName.longest)
            )
            guard index > word else {
                index = word + 1
                continue
            }
            if isNamed, Self.isFiller(bytes, word..<index) { continue }
            isNamed = CredentialName.isOne(bytes, word..<index)
            if isNamed { named += 1 }
            // A list of names has no values.
            guard named <= Self.mostNames else { return nil }
        }
        return nil
    }

    /// Whether there is anything like `key`, `token`, `secret`, `pass`, `auth` or `cred`, the vendor's own name included.
    private static func mentionsCredential(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index + 2 < range.upperBound {
            let second = bytes[index + 1] | 0x20
            let third = bytes[index + 2] | 0x20
            switch bytes[index] | 0x20 {
            case UInt8(ascii: "k"): if second == UInt8(ascii: "e"), third == UInt8(ascii: "y") { return true }
            case UInt8(ascii: "t"): if second == UInt8(ascii: "o"), third == UInt8(ascii: "k") { return true }
            case UInt8(ascii: "s"): if second == UInt8(ascii: "e"), third == UInt8(ascii: "c") { return true }
            case UInt8(ascii: "a"): if second == UInt8(ascii: "u"), third == UInt8(ascii: "t") { return true }
            case UInt8(ascii: "b"): if second == UInt8(ascii: "e"), third == UInt8(ascii: "a") { return true }
            case UInt8(ascii: "c"):
                if second == UInt8(ascii: "r"), third == UInt8(ascii: "e") { return true }
                if second == UInt8(ascii: "o"), third == UInt8(ascii: "o") { return true }
            case UInt8(ascii: "p"):
                if second == UInt8(ascii: "a") || third == UInt8(ascii: "d") || third == UInt8(ascii: "k") {
                    return true
                }
            default: break
            }
            index += 1
        }
        return false
    }

    private func isFull(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        fullNames.contains { name in
            name.utf8.count == end - start
                && zip(start..<end, name.utf8).allSatisfy { asciiLower(bytes[$0]) == asciiLower($1) }
        }
    }

    /// Whether the vendor's name begins a word here: `MY_DATADOG`, `myDatadog`, not `predatadog`.
    private static func isWordStart(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        guard start > 0, ByteClass.letters.contains(bytes[start - 1]) else { return true }
        let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[start])
        let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[start - 1])
        return (isCapital && isSmall) || isEscapeTail(bytes, before: start)
    }

    /// Whether the word around the vendor's name names a credential: `datadog_api_key`, `API_KEY_DATADOG`.
    private static func isNamed(
        _ bytes: Span<UInt8>,
        _ start: Int,
        _ end: Int,
        _ wordEnd: Int,
        isFull: Bool
    ) -> Bool {
        if wordEnd > end, !isFull { return CredentialName.isOne(bytes, end..<wordEnd) }
        if isFull { return wordEnd == end || CredentialName.isOne(bytes, start..<wordEnd) }
        var wordStart = start
        while wordStart > 0, start - wordStart < 24, name.contains(bytes[wordStart - 1]) { wordStart -= 1 }
        return CredentialName.isOne(bytes, wordStart..<start)
    }

    private static func isFiller(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        fillers.contains { filler in
            filler.utf8CodeUnitCount == range.count
                && filler.withUTF8Buffer { text in
                    range.allSatisfy { unsafe asciiLower(bytes[$0]) == text[$0 - range.lowerBound] }
                }
        }
    }

    /// Moves over the end of a line, at any depth of escaping, to its first word; false when there is none.
    private static func skipLineEnd(_ bytes: Span<UInt8>, _ index: inout Int, _ limit: Int) -> Bool {
        guard index < limit, let end = LineEnd.end(in: bytes, at: index) else { return false }
        index = end
        while index < limit {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "<"), UInt8(ascii: "\""),
                UInt8(ascii: "\\"):
                index += 1
            case let byte: return name.contains(byte)
            }
        }
        return false
    }

    /// Moves to the next word of the line; false at its end, or when there is none before `limit`.
    private static func skipSeparators(_ bytes: Span<UInt8>, _ index: inout Int, _ limit: Int) -> Bool {
        while index < limit {
            switch bytes[index] {
            case 0x0A, 0x0D: return false
            case UInt8(ascii: "\\"):
                // Quotes are escaped, and the ends of lines.
                let start = index
                while index < limit, bytes[index] == UInt8(ascii: "\\") { index += 1 }
                guard index < limit else { return false }
                switch bytes[index] {
                case UInt8(ascii: "n"), UInt8(ascii: "r"):
                    index = start
                    return false
                case UInt8(ascii: "t"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): index += 1
                default: break
                }
            case UInt8(ascii: "%") where index + 2 < limit && bytes[index + 1] == UInt8(ascii: "3"):
                // `%3D` and `%3A`
                index += 3
            case UInt8(ascii: "-") where index + 1 < limit && bytes[index + 1] == UInt8(ascii: "-"):
                index += 1
            case let byte where name.contains(byte): return true
            // Base64 may begin so.
            case UInt8(ascii: "/"), UInt8(ascii: "+"): return true
            case 0x80...: return false
            default: index += 1
            }
        }
        return false
    }
}

extension Rule {
    /// A rule for a credential that is known by its vendor's name before it.
    ///
    /// `names` are the vendor's; `fullNames` also say that a credential follows.
    static func vendorKey(
        _ id: String,
        _ about: String,
        _ names: [String],
        fullNames: [String] = [],
        checksum: Checksum? = nil,
        _ shapes: ValueShape...
    ) -> Rule {
        let key = VendorKey(names: names, fullNames: fullNames, shapes: shapes)
        return Rule(
            id,
            about,
            .named(key.heads) { bytes, start, end in
                key.extent(in: bytes, start: start, end: end)
            },
            kind: .context,
            checksum: checksum,
            vendorKey: key
        )
    }
}
