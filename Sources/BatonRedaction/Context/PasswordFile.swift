/// Finds passwords in lines of files whose fields have no names: `.pgpass`, data source names of Go and Oracle,
/// `sasl_passwd`, key files that hold nothing but a key.
enum PasswordFile {
    /// Lines of `.pgpass`: `host:port:database:user:password` (PostgreSQL documentation, "The Password File").
    static let fields = Finder.located(
        [Head(":5432:"), Head(":5433:"), Head(":6432:"), Head(":*:*:")],
        isSpecific: false
    ) { bytes, start, end in
        var reader = TextReader(at: end)
        for _ in 0..<(bytes[start + 1] == UInt8(ascii: "*") ? 1 : 2) {
            guard !reader.run(field, bytes, atMost: 64).isEmpty, reader.byte(bytes) == UInt8(ascii: ":") else { return nil }
            reader.index += 1
        }
        guard let word = reader.word(bytes, atMost: 128) else { return nil }
        return judged(bytes, word)
    }

    /// `user:password@tcp(host)` and `thin:user/password@host`.
    static let sources = Finder.located(
        [Head("@tcp("), Head("@unix("), Head("thin:")],
        isSpecific: false
    ) { bytes, start, end in
        if bytes[start] == UInt8(ascii: "@") {
            var low = start
            while low > 0, start - low < 128, bytes[low - 1] > 0x20, !isQuote(bytes[low - 1]) { low -= 1 }
            guard let colon = (low..<start).first(where: { bytes[$0] == UInt8(ascii: ":") }) else { return nil }
            return judged(bytes, colon + 1..<start)
        }
        var reader = TextReader(at: end)
        guard !reader.run(field, bytes, atMost: 64).isEmpty, reader.byte(bytes) == UInt8(ascii: "/") else { return nil }
        let low = reader.index + 1
        let limit = min(bytes.count, low + 128)
        guard let at = (low..<max(low, limit)).first(where: { bytes[$0] == UInt8(ascii: "@") || bytes[$0] <= 0x20 }),
            bytes[at] == UInt8(ascii: "@")
        else { return nil }
        return judged(bytes, low..<at)
    }

    /// A key alone on the line behind the name of its file.
    static let lines = Finder.located(
        [Head("master.key"), Head(".vault-token"), Head("secret key"), Head("secret_key_base.txt")],
        isSpecific: false
    ) { bytes, _, end in
        var reader = TextReader(at: end)
        _ = reader.skipClosers(bytes)
        guard reader.skipSpacing(bytes) else { return nil }
        // The number of the line, as tools show it.
        var ahead = reader
        if !ahead.run(.digits, bytes, atMost: 4).isEmpty, ahead.skip("→", bytes) || ahead.skip("\t", bytes) { reader = ahead }
        let range = reader.run(.anyBase64, bytes, atMost: 256)
        guard range.count >= 20, Value(bytes, range).looksRandom else { return nil }
        return range
    }

    private static let field = ByteClass("A-Za-z0-9_.*$@-")

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
            || byte == UInt8(ascii: "\\")
    }

    private static func judged(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard range.count >= 5 else { return nil }
        let value = Value(bytes, range)
        guard value.looksChosen(isText: true) || value.isNumbered || value.isPassphrase, !value.isPlaceholder, !value.hasVariable else {
            return nil
        }
        return range
    }
}
