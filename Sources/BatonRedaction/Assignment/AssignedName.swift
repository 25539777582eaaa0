/// What the name says that a value is given to.
extension Assignment {
    static func isName(_ byte: UInt8) -> Bool {
        ByteClass.base62.contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    /// Whether the keyword ends with an `s`, and so is `pass`.
    static func isVerb(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        asciiLower(bytes[end - 1]) == UInt8(ascii: "s")
            && !ends(bytes.extracting(max(0, end - 11)..<end), "requirepass")
    }

    /// Names that go on like this are about a secret and hold none.
    static func rejects(_ tail: Span<UInt8>) -> Bool {
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
        "index", "class", "selector", "placeholder", "page", "route", "schema", "event", "status", "ttl",
        "spec", "bytes", "mgr", "material", "origin", "digest", "fingerprint", "checksum", "address", "mint",
    ]

    /// Whether the whole name says that the value is public, or the value is the name again.
    static func names(_ bytes: Span<UInt8>, end: Int, _ value: Value) -> Bool {
        let name = Value(bytes, nameStart(bytes, end)..<end).lowercased
        // The key of a table of digests.
        if value.isHex, value.count == 32 || value.count == 40 || value.count == 64,
            digestNames.contains(where: { contains(name, $0) })
        {
            return true
        }
        return publicNames.contains { contains(name, $0) } || value.lowercased == name
    }

    private static let digestNames: [StaticString] = [
        "hash_key", "hashkey", "content_key", "lookup_key", "etag_key", "blob_key", "digest_key", "file_key",
        "asset_key",
    ]

    private static let publicNames: [StaticString] = [
        "public", "primary", "foreign", "cache", "idempotency", "publishable", "max_", "sort_", "partition",
        "nextpage", "next_page", "nexttoken", "next_token", "next-token", "pagetoken", "page_token",
        "requesttoken", "changetoken", "clienttoken", "client_token", "actiontoken",
        "continuation", "synctoken", "sync_token", "cancellation", "eos_", "bos_", "pad_", "mask_", "unk_",
        "site_key", "sitekey", "translation", "i18n", "object_key", "s3_key", "row_key", "dedup", "query_key",
    ]

    /// Whether the name is written in capitals, as those of an environment are.
    static func isUpper(_ bytes: Span<UInt8>, before end: Int) -> Bool {
        ByteClass.upper.contains(bytes[end - 1])
    }

    /// Whether the keyword is too short to mean the same in a longer name: `pw`, `psk`, `pwd`, `pass`.
    static func isShort(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let last = bytes.extracting(max(0, end - 4)..<end)
        return ends(last, "pw") || ends(last, "psk") || ends(last, "pass")
    }

    /// Whether the name is the middle of something joined by colons: `arn:…:secret:name`, `AWS::IAM::AccessKey`.
    static func isInside(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        return start > 1 && bytes[start - 1] == UInt8(ascii: ":")
            && !ByteClass.letters.contains(bytes[start - 2])
    }

    /// Whether a word that leads to a password stands before the name: `with password x`.
    static func isLed(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        let before = bytes.extracting(max(0, start - 10)..<start)
        let leads: [StaticString] = [
            "with ", "with the ", "and ", "using ", "new ", "my ", "old ", "user ", "root ",
        ]
        if leads.contains(where: { ends(before, $0) }) { return true }
        // `user ann, password x`
        guard ends(before, ", ") else { return false }
        let clause = bytes.extracting(max(0, start - 48)..<start)
        return clause.indices.contains { index in
            index > 4 && ends(clause.extracting(0..<index), "user ")
                || index > 5 && ends(clause.extracting(0..<index), "login ")
        }
    }

    /// Whether the name stands in a cell of a table.
    static func isCell(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        var index = nameStart(bytes, end)
        let limit = max(0, index - 24)
        while index > limit {
            switch bytes[index - 1] {
            case UInt8(ascii: "|"): return true
            case UInt8(ascii: " "), UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "\t"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                index -= 1
            default: return false
            }
        }
        return false
    }

    static func nameStart(_ bytes: Span<UInt8>, _ end: Int) -> Int {
        var start = end
        while start > 0, end - start < longestName, isName(bytes[start - 1]) { start -= 1 }
        return start
    }

    /// Whether the name is one of a program and not a word of prose.
    static func isIdentifier(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        (nameStart(bytes, end)..<end).contains {
            bytes[$0] == UInt8(ascii: "_") || bytes[$0] == UInt8(ascii: "-")
        }
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

    /// Whether the name is that of an element, or an attribute's value in its opening tag.
    static func isElement(_ bytes: Span<UInt8>, _ end: Int, quoted: Bool) -> Bool {
        let start = nameStart(bytes, end)
        guard start > 0 else { return false }
        if bytes[start - 1] == UInt8(ascii: "<") || bytes[start - 1] == UInt8(ascii: ":") { return true }
        guard quoted else { return false }
        let limit = max(0, start - 48)
        var index = start
        while index > limit {
            index -= 1
            if bytes[index] == UInt8(ascii: "<") { return true }
            if bytes[index] == UInt8(ascii: ">") { return false }
        }
        return false
    }

    /// Whether the name is a directive of a configuration that nothing but a password follows.
    static func isDirective(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let name = bytes.extracting(nameStart(bytes, end)..<end)
        return ends(name, "requirepass") || ends(name, "masterauth") || ends(name, "bindpw")
    }

    static func isNetrc(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        let line = Value(bytes, max(0, start - 128)..<start).lowercased
        return contains(line, "login ") && (contains(line, "machine ") || contains(line, "default "))
    }

    /// Whether a command that takes a name and a value stands before the name: `ENV NAME value`, `setenv NAME value`.
    static func isSet(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        let before = bytes.extracting(max(0, start - 8)..<start)
        return setters.contains { ends(before, $0) }
    }

    /// Whether a command that sets what is named in any case stands before the name: `configure set name value`.
    static func isConfigured(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        let start = nameStart(bytes, end)
        let before = bytes.extracting(max(0, start - 14)..<start)
        return ends(before, "configure set ") || ends(before, "config set ") || ends(before, " -gx ")
            || ends(before, " -ux ")
    }

    private static let setters: [StaticString] = [
        "env ", "arg ", "setenv ", "setx ", " -gx ", " -ux ", " -x ", "-xg ",
    ]

    /// Whether the name is the first argument of a call: `define('DB_PASSWORD', …)`.
    static func isFirstArgument(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        var index = nameStart(bytes, end)
        // The rest of a dotted name or a selector: `"db.password"`, `'#password'`, `'input[name="password"]'`.
        let limit = max(0, index - 40)
        while index > limit {
            switch bytes[index - 1] {
            case UInt8(ascii: "("): return true
            case UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "{"), 0..<0x20:
                return false
            default: index -= 1
            }
        }
        return false
    }
}
