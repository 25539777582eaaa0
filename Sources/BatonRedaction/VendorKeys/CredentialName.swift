/// Tells whether a name such as `api_key`, `authToken` or `SECRET_PROD` names a credential.
enum CredentialName {
    /// Names are shorter (bytes).
    static let longest = 64

    /// How such names end.
    private static let endings: [StaticString] = [
        "key", "keys", "token", "tokens", "secret", "secrets", "password", "passwd", "passphrase", "pass",
        "pwd",
        "pat", "auth", "authorization", "credential", "credentials", "creds", "apikey", "bearer", "cookie",
        "psk",
    ]

    /// What may stand behind the ending, and says which of several it is.
    private static let suffixes: [StaticString] = [
        "prod", "production", "dev", "development", "staging", "stage", "stg", "test", "testing", "live",
        "sandbox",
        "primary", "secondary", "main", "new", "old", "value", "header", "raw", "local", "default", "eu",
        "us",
    ]

    /// Parts that say that it is public, or a name of something else.
    private static let others: [StaticString] = ["public", "publish", "pub_", "pub-", "idempotency", "cache"]

    /// Whether the bytes in the range name a credential.
    static func isOne(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count >= 3, range.count <= longest else { return false }
        var name = trimmed(bytes, range)
        var isOne = endings.contains { ends(bytes, name, $0) }
        for _ in 0..<2 where !isOne {
            guard let suffix = suffixes.first(where: { isLastPart(bytes, name, $0) }) else { return false }
            name = trimmed(bytes, name.lowerBound..<name.upperBound - suffix.utf8CodeUnitCount)
            isOne = endings.contains { ends(bytes, name, $0) }
        }
        guard isOne else { return false }
        let lowercased = range.map { asciiLower(bytes[$0]) }
        return !others.contains { contains(lowercased, $0) }
    }

    /// The range without digits and joints at its end.
    private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, ByteClass.digits.contains(bytes[end - 1]) || isJoint(bytes[end - 1]) {
            end -= 1
        }
        return range.lowerBound..<end
    }

    private static func isJoint(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func ends(_ bytes: Span<UInt8>, _ range: Range<Int>, _ ending: StaticString) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard range.count >= count else { return false }
        return ending.withUTF8Buffer { text in
            var offset = 1
            while offset <= count, unsafe asciiLower(bytes[range.upperBound - offset]) == text[count - offset]
            {
                offset += 1
            }
            return offset > count
        }
    }

    /// Whether the suffix stands there behind a joint.
    private static func isLastPart(_ bytes: Span<UInt8>, _ range: Range<Int>, _ suffix: StaticString) -> Bool
    {
        let start = range.upperBound - suffix.utf8CodeUnitCount
        return start > range.lowerBound && isJoint(bytes[start - 1]) && ends(bytes, range, suffix)
    }
}
