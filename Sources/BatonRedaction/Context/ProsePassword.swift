/// Finds passwords that a sentence tells in another order than name and value: `use x as the password`,
/// `log in with admin / x`.
enum ProsePassword {
    private static let behind = [
        " as the password", " as password", " as my password", " as your password", " as its password",
    ]
    private static let before = [
        "credentials", "creds", "login", "log in", "logged in", "sign in", "log into", "username", "account",
    ]

    static let finder = Finder.located(
        (behind + before).map { Head($0, caseless: true) },
        isSpecific: false
    ) { bytes, start, end in
        bytes[start] == UInt8(ascii: " ") ? backward(bytes, start) : forward(bytes, end)
    }

    /// The word that ends at `end`.
    private static func backward(_ bytes: Span<UInt8>, _ end: Int) -> Range<Int>? {
        var high = end
        var isQuoted = false
        while high > 0, end - high < 8, isQuote(bytes[high - 1]) || bytes[high - 1] == UInt8(ascii: "\\") {
            isQuoted = true
            high -= 1
        }
        var low = high
        while low > 0, high - low < 80, bytes[low - 1] > 0x20, !isQuote(bytes[low - 1]),
            bytes[low - 1] != UInt8(ascii: "\\")
        {
            low -= 1
        }
        // The letter of an escaped new line is none of the word.
        if low > 0, bytes[low - 1] == UInt8(ascii: "\\"), !isQuoted, low < high { low += 1 }
        return judged(bytes, low..<max(low, high), isCertain: isQuoted)
    }

    /// The password of `with admin / x`, `: admin:x`, `as bob with x`.
    private static func forward(_ bytes: Span<UInt8>, _ end: Int) -> Range<Int>? {
        var reader = TextReader(at: end)
        for _ in 0..<5 {
            reader.skipSpaces(bytes)
            if reader.byte(bytes) == UInt8(ascii: ":") || reader.byte(bytes) == UInt8(ascii: "=") {
                reader.index += 1
                continue
            }
            if reader.skipAny(fillers, bytes) { continue }
            break
        }
        guard reader.index > end else { return nil }
        _ = reader.openQuote(bytes)
        let user = reader.run(account, bytes, atMost: 64)
        guard !user.isEmpty else { return nil }
        _ = reader.skipClosers(bytes)
        let isSpaced = bytes[reader.index - 1] == UInt8(ascii: " ")
        var isCertain = false
        if reader.byte(bytes) == UInt8(ascii: "/") || reader.byte(bytes) == UInt8(ascii: ":") {
            // Behind a host and its port there is a path.
            let isPath = !isSpaced
            reader.index += 1
            if reader.byte(bytes) == UInt8(ascii: "/") { return nil }
            if isPath, reader.holdsSlash(bytes) { return nil }
            isCertain = isSpaced
        } else if !reader.skipAny(["with password ", "and password ", "with ", "password "], bytes) {
            return nil
        }
        reader.skipSpaces(bytes)
        if reader.quote(bytes) != nil { isCertain = true }
        guard var word = reader.word(bytes, atMost: 80) else { return nil }
        while let last = word.last, trailing.contains(bytes[last]) { word.removeLast() }
        return judged(bytes, word, isCertain: isCertain)
    }

    private static let fillers: [StaticString] = [
        "are ", "is ", "with ", "as ", "using ", "in ", "to ", "for ", "the ", "user ", "username ", "name ",
        "it ",
    ]
    private static let account = ByteClass("A-Za-z0-9_.@+-")
    private static let trailing = ByteClass(".,:)")

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
    }

    private static func judged(_ bytes: Span<UInt8>, _ range: Range<Int>, isCertain: Bool) -> Range<Int>? {
        guard range.count >= 6, range.count <= 64,
            range.contains(where: { ByteClass.digits.contains(bytes[$0]) || bytes[$0] == UInt8(ascii: "-") })
        else { return nil }
        let value = Value(bytes, range)
        if value.isDatedWord { return range }
        guard value.isPassphrase || (value.digits > 0 && value.letters > 0), !value.isPlaceholder,
            !value.hasVariable, !value.isPath,
            !value.isMember, !value.isDate, !value.text.contains(UInt8(ascii: "(")),
            value.looksStrong || (isCertain && value.looksChosen(isText: false)) || value.isNumbered
                || value.isPassphrase
        else { return nil }
        return range
    }
}

extension TextReader {
    /// Whether the word that begins here has a slash in it, as the rest of a path has.
    fileprivate func holdsSlash(_ bytes: Span<UInt8>) -> Bool {
        var ahead = self
        return ahead.word(bytes, atMost: 80)?.contains { bytes[$0] == UInt8(ascii: "/") } ?? false
    }
}
