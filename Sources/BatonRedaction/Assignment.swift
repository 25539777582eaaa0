/// Finds the value that is given to a name such as `DB_PASSWORD`, in any of the ways people and programs write it.
enum Assignment {
    private static let longestName = 64
    private static let longestValue = 320

    /// How the value is joined to the name.
    private enum Joint { case equals, colon, comma, flag, words, element, cell, argument }

    /// The range of the value, if the keyword that ends at `end` names one.
    static func extent(in bytes: Span<UInt8>, keywordEnd end: Int, kind: Keyword.Kind) -> Range<Int>? {
        var nameEnd = end
        while nameEnd < bytes.count, nameEnd - end < longestName, isName(bytes[nameEnd]) { nameEnd += 1 }
        guard nameEnd < bytes.count else { return nil }
        // `pass` is a password, `passing` is not.
        if kind == .password, isVerb(bytes, end), nameEnd > end, ByteClass.letters.contains(bytes[end]) {
            return nil
        }
        if nameEnd > end, rejects((end..<nameEnd).map { asciiLower(bytes[$0]) }) { return nil }

        var reader = Reader(bytes: nameEnd)
        let quoted = reader.skipClosers(bytes)
        guard let joint = joint(bytes, &reader, nameEnd: nameEnd, end: end, quoted: quoted, kind: kind) else {
            return nil
        }
        reader.skipSpaces(bytes)
        let quote = reader.openQuote(bytes)
        let isEnvironment = joint == .equals && reader.touched(nameEnd) && isUpper(bytes, before: end)
        guard
            let range = valueRange(
                bytes,
                from: reader.index,
                quote: quote,
                isEnvironment: isEnvironment,
                joint: joint
            )
        else { return nil }
        guard range.count >= 6 else { return nil }
        let value = Value(bytes, range)
        // Quoted or in an environment file the value is a text; else it may be an expression of a program.
        let isText = quote != nil || isEnvironment || joint == .flag || joint == .element || joint == .comma
        guard accepts(value, kind: kind, isText: isText, joint: joint),
            !isCode(bytes, range, value, isQuoted: quote != nil, isText: isText), !value.isPlaceholder,
            !value.hasVariable,
            !names(bytes, end: end, value)
        else { return nil }
        return range
    }

    // MARK: The name

    private static func isName(_ byte: UInt8) -> Bool {
        ByteClass.base62.contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    /// Whether the keyword ends with an `s`, and so is `pass`.
    private static func isVerb(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        asciiLower(bytes[end - 1]) == UInt8(ascii: "s")
    }

    /// Names that go on like this are about a secret and hold none.
    private static func rejects(_ tail: [UInt8]) -> Bool {
        endings.contains { ends(tail, $0) }
    }

    private static let endings: [StaticString] = [
        "name", "id", "ids", "type", "url", "uri", "path", "file", "dir", "count", "limit", "length",
        "len", "size",
        "field", "label", "policy", "error", "hash", "regex", "pattern", "input", "izer", "ized", "ize",
        "less",
        "usage", "budget", "endpoint", "expiry", "expires", "expiration", "at", "arn", "ref", "prefix",
        "version",
        "rotation", "stdin", "env", "var", "hint", "format", "algorithm", "provider", "manager", "store",
        "index",
    ]

    /// Whether the whole name says that the value is public, or the value is the name again.
    private static func names(_ bytes: Span<UInt8>, end: Int, _ value: Value) -> Bool {
        var start = end
        while start > 0, end - start < longestName, isName(bytes[start - 1]) { start -= 1 }
        let name = Value(bytes, start..<end).lowercased
        return publicNames.contains { contains(name, $0) } || value.lowercased == name
    }

    private static let publicNames: [StaticString] = [
        "public", "primary", "foreign", "cache", "idempotency", "publishable", "max_", "sort_", "partition",
    ]

    private static func isUpper(_ bytes: Span<UInt8>, before end: Int) -> Bool {
        ByteClass.upper.contains(bytes[end - 1])
    }

    // MARK: The operator

    /// Reads what is between a name and its value.
    private struct Reader {
        var index: Int

        init(bytes index: Int) { self.index = index }

        func byte(_ bytes: Span<UInt8>, _ offset: Int = 0) -> UInt8 {
            index + offset < bytes.count ? bytes[index + offset] : 0
        }

        func touched(_ nameEnd: Int) -> Bool { index <= nameEnd + 2 }

        mutating func skipSpaces(_ bytes: Span<UInt8>, atMost limit: Int = 8) {
            let start = index
            while index - start < limit {
                switch byte(bytes) {
                case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
                case UInt8(ascii: "*") where byte(bytes, 1) == UInt8(ascii: "*"): index += 2
                default: return
                }
            }
        }

        /// Skips closing quotes at any depth of escaping, brackets and spaces; tells whether there was a quote.
        mutating func skipClosers(_ bytes: Span<UInt8>) -> Bool {
            var quoted = false
            var spaced = false
            for _ in 0..<6 {
                // Behind a space a quote opens.
                if !spaced, let quote = quote(bytes) {
                    quoted = true
                    index = quote.end
                    continue
                }
                switch byte(bytes) {
                case UInt8(ascii: " "), UInt8(ascii: "\t"):
                    spaced = true
                    index += 1
                case UInt8(ascii: "]"), UInt8(ascii: "?"), UInt8(ascii: "*"): index += 1
                default: return quoted
                }
            }
            return quoted
        }

        /// A quote with the backslashes before it.
        func quote(_ bytes: Span<UInt8>) -> (character: UInt8, depth: Int, end: Int)? {
            var end = index
            while end < bytes.count, bytes[end] == UInt8(ascii: "\\"), end - index < 32 { end += 1 }
            guard end < bytes.count else { return nil }
            switch bytes[end] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
                return (bytes[end], end - index, end + 1)
            default: return nil
            }
        }

        mutating func openQuote(_ bytes: Span<UInt8>) -> (character: UInt8, depth: Int)? {
            // The string prefixes of Python and Rust.
            switch byte(bytes) {
            case UInt8(ascii: "b"), UInt8(ascii: "r"), UInt8(ascii: "f"), UInt8(ascii: "u"),
                UInt8(ascii: "@"):
                var next = self
                next.index += 1
                if next.quote(bytes) != nil { self = next }
            default: break
            }
            guard let quote = quote(bytes) else { return nil }
            index = quote.end
            return (quote.character, quote.depth)
        }

        mutating func skip(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
            let text = text.description.utf8
            guard index + text.count <= bytes.count else { return false }
            for (offset, expected) in text.enumerated() where bytes[index + offset] | 0x20 != expected | 0x20
            {
                return false
            }
            index += text.count
            return true
        }
    }

    private static func joint(
        _ bytes: Span<UInt8>,
        _ reader: inout Reader,
        nameEnd: Int,
        end: Int,
        quoted: Bool,
        kind: Keyword.Kind
    ) -> Joint? {
        if reader.skip("%3d", bytes) { return .equals }
        switch reader.byte(bytes) {
        case UInt8(ascii: "="):
            while reader.byte(bytes) == UInt8(ascii: "=") || reader.byte(bytes) == UInt8(ascii: ">")
                || reader.byte(bytes) == UInt8(ascii: "~")
            {
                reader.index += 1
            }
            return .equals
        case UInt8(ascii: ":"):
            reader.index += 1
            if reader.byte(bytes) == UInt8(ascii: "=") { reader.index += 1 }
            return skipType(bytes, &reader) ? .equals : .colon
        case UInt8(ascii: "|"):
            reader.index += 1
            return .cell
        case UInt8(ascii: ","):
            guard quoted else { return nil }
            reader.index += 1
            reader.skipSpaces(bytes)
            // `"--password", "x"`, or `"name": "DB_PASSWORD", "value": "x"`.
            var ahead = reader
            if ahead.openQuote(bytes) != nil, ahead.skip("value", bytes), ahead.skipClosers(bytes),
                ahead.byte(bytes) == UInt8(ascii: ":")
            {
                ahead.index += 1
                reader = ahead
                return .colon
            }
            return isFlag(bytes, end) ? .comma : nil
        case UInt8(ascii: ">"):
            guard isElement(bytes, end) else { return nil }
            reader.index += 1
            return .element
        default: break
        }
        guard reader.index > nameEnd else { return nil }
        // `<add key="Password" value="x"/>`
        if quoted {
            var ahead = reader
            if ahead.skip("value", bytes), ahead.byte(bytes) == UInt8(ascii: "=") {
                ahead.index += 1
                reader = ahead
                return .comma
            }
        }
        if isFlag(bytes, end), !quoted, reader.byte(bytes) != UInt8(ascii: "-") { return .flag }
        guard kind == .password || kind == .secret else { return nil }
        if !quoted || kind == .secret {
            if reader.skip("is ", bytes) || reader.skip("was ", bytes) {
                if reader.skip("now ", bytes) || reader.skip("set to ", bytes)
                    || reader.byte(bytes) == UInt8(ascii: ":")
                {
                    if reader.byte(bytes) == UInt8(ascii: ":") { reader.index += 1 }
                }
                return .words
            }
            if reader.skip("is: ", bytes) { return .words }
        }
        // `PASSWORD 'x'` in SQL, `password x` in a netrc line.
        if !quoted, kind == .password, !isVerb(bytes, end), reader.quote(bytes) != nil { return .words }
        if !quoted, kind == .password, isNetrc(bytes, end) { return .flag }
        // `aws configure set aws_secret_access_key x`
        if !quoted, kind == .secret, isIdentifier(bytes, nameEnd) { return .argument }
        return nil
    }

    /// Skips `string = ` of `password: string = "x"`.
    private static func skipType(_ bytes: Span<UInt8>, _ reader: inout Reader) -> Bool {
        var ahead = reader
        ahead.skipSpaces(bytes)
        let start = ahead.index
        ahead.index = ByteClass.word.end(in: bytes, from: start, limit: start + 32)
        guard ahead.index > start else { return false }
        while ahead.byte(bytes) == UInt8(ascii: "?") || ahead.byte(bytes) == UInt8(ascii: " ") {
            ahead.index += 1
        }
        guard ahead.byte(bytes) == UInt8(ascii: "="), ahead.byte(bytes, 1) != UInt8(ascii: "=") else {
            return false
        }
        ahead.index += 1
        reader = ahead
        return true
    }

    private static func nameStart(_ bytes: Span<UInt8>, _ end: Int) -> Int {
        var start = end
        while start > 0, end - start < longestName, isName(bytes[start - 1]) { start -= 1 }
        return start
    }

    /// Whether the name is one of a program and not a word of prose.
    private static func isIdentifier(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        (nameStart(bytes, end)..<end).contains { bytes[$0] == UInt8(ascii: "_") }
    }

    private static func isFlag(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        guard start < end else { return false }
        // Two dashes begin a flag also where something is glued before them.
        return bytes[start] == UInt8(ascii: "-")
            || (start..<end - 1).contains {
                bytes[$0] == UInt8(ascii: "-") && bytes[$0 + 1] == UInt8(ascii: "-")
            }
    }

    private static func isElement(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        return start > 0 && (bytes[start - 1] == UInt8(ascii: "<") || bytes[start - 1] == UInt8(ascii: ":"))
    }

    private static func isNetrc(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        let line = Value(bytes, max(0, start - 96)..<start).lowercased
        return contains(line, "login ") && contains(line, "machine ")
    }

    // MARK: The value

    private static func valueRange(
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
    private static func beginsParameter(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        guard bytes[index] == UInt8(ascii: "&") else { return false }
        let end = ByteClass.word.end(in: bytes, from: index + 1, limit: index + 32)
        return end > index + 1 && end < bytes.count && bytes[end] == UInt8(ascii: "=")
    }

    private static func endsSentence(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "*"):
            true
        default: false
        }
    }

    /// Whether the value is an expression of a program, or prose, and not a text that someone chose.
    private static func isCode(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ value: Value,
        isQuoted: Bool,
        isText: Bool
    ) -> Bool {
        if isQuoted {
            return value.text.contains(UInt8(ascii: " ")) || value.text.contains(UInt8(ascii: "("))
        }
        if range.upperBound + 1 < bytes.count {
            switch bytes[range.upperBound] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return true
            case UInt8(ascii: "<"): if bytes[range.upperBound + 1] != UInt8(ascii: "/") { return true }
            default: break
            }
        }
        return !isText && value.isWords
    }

    private static func accepts(_ value: Value, kind: Keyword.Kind, isText: Bool, joint: Joint) -> Bool {
        if value.isPath || value.isDate || value.isColor { return false }
        switch kind {
        case .key: return value.count >= 20 && !value.isUUID && value.looksRandom && value.entropy >= 3.2
        case .secret where joint == .argument:
            return value.count >= 20 && value.digits > 2 && value.looksRandom
        case .secret: return value.looksRandom && (joint != .words || value.digits > 0)
        case .password: return value.looksChosen(isText: isText)
        }
    }
}
