/// What the name says that a value is given to.
extension Assignment {
    static func isName(_ byte: UInt8) -> Bool {
        ByteClass.base62.contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    /// Whether the keyword ends with an `s`, and so is `pass`.
    static func isVerb(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        asciiLower(bytes[end - 1]) == UInt8(ascii: "s")
    }

    /// Names that go on like this are about a secret and hold none.
    static func rejects(_ tail: [UInt8]) -> Bool {
        endings.contains { ends(tail, $0) }
    }

    static let endings: [StaticString] = [
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
    static func names(_ bytes: Span<UInt8>, end: Int, _ value: Value) -> Bool {
        var start = end
        while start > 0, end - start < longestName, isName(bytes[start - 1]) { start -= 1 }
        let name = Value(bytes, start..<end).lowercased
        return publicNames.contains { contains(name, $0) } || value.lowercased == name
    }

    static let publicNames: [StaticString] = [
        "public", "primary", "foreign", "cache", "idempotency", "publishable", "max_", "sort_", "partition",
    ]

    static func isUpper(_ bytes: Span<UInt8>, before end: Int) -> Bool {
        ByteClass.upper.contains(bytes[end - 1])
    }

    static func nameStart(_ bytes: Span<UInt8>, _ end: Int) -> Int {
        var start = end
        while start > 0, end - start < longestName, isName(bytes[start - 1]) { start -= 1 }
        return start
    }

    /// Whether the name is one of a program and not a word of prose.
    static func isIdentifier(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        (nameStart(bytes, end)..<end).contains { bytes[$0] == UInt8(ascii: "_") }
    }

    static func isFlag(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        guard start < end else { return false }
        // Two dashes begin a flag also where something is glued before them.
        return bytes[start] == UInt8(ascii: "-")
            || (start..<end - 1).contains {
                bytes[$0] == UInt8(ascii: "-") && bytes[$0 + 1] == UInt8(ascii: "-")
            }
    }

    static func isElement(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        return start > 0 && (bytes[start - 1] == UInt8(ascii: "<") || bytes[start - 1] == UInt8(ascii: ":"))
    }

    static func isNetrc(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        let line = Value(bytes, max(0, start - 96)..<start).lowercased
        return contains(line, "login ") && contains(line, "machine ")
    }
}
