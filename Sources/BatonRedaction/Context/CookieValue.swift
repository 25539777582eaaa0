/// Finds the value of a cookie that stands for a login, by its name; settings such as a theme or a language stay.
enum CookieValue {
    /// What the names of such cookies end with.
    private static let names = [
        "session", "sessionid", "session_id", "session-id", "sessid", "sess", "sid", "ssid", "auth", "_sso", "token",
        "jwt", "credential", "remember_web", "logged_in", "user_session",
    ]

    static let finder = Finder.located(
        names.map { Head(expression: $0 + #"[="'\\]"#, length: $0.utf8.count + 1, caseless: true) }
            + [Head("wordpress_logged_in_"), Head("wordpress_sec_")],
        isSpecific: false
    ) { bytes, start, end in
        var reader = TextReader(at: end - 1)
        if bytes[reader.index] == UInt8(ascii: "_") { _ = reader.run(.word, bytes, atMost: 48) }
        _ = reader.skipClosers(bytes)
        if reader.byte(bytes) == UInt8(ascii: ",") {
            // `"name": "sid", "value": "x"`
            reader.index += 1
            _ = reader.skipSpacing(bytes)
            guard reader.openQuote(bytes) != nil, reader.skip("value", bytes), reader.skipClosers(bytes) else { return nil }
        }
        guard reader.byte(bytes) == UInt8(ascii: "=") || reader.byte(bytes) == UInt8(ascii: ":") else { return nil }
        reader.index += 1
        reader.skipSpaces(bytes)
        _ = reader.openQuote(bytes)
        let range = reader.run(characters, bytes, atMost: 4096)
        guard range.count >= 12 else { return nil }
        let value = Value(bytes, range.prefix(256))
        guard value.looksRandom || (value.count >= 16 && value.digits >= 4 && value.turns >= 6 && !value.isDate),
            !value.isPlaceholder, isCookie(bytes, start)
        else { return nil }
        return range
    }

    private static let characters = ByteClass("A-Za-z0-9%._~+/=:|!*-")

    /// Whether the line speaks of cookies.
    private static func isCookie(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        LineContext.holds(["ookie", "COOKIE", " -b "], bytes, before: start, limit: 600)
    }
}
