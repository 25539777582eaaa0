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
        let name = range.map { asciiLower(bytes[$0]) }
        guard !others.contains(where: { contains(name, $0) }) else { return false }
        var end = trimmed(name, name.count)
        for _ in 0..<2 {
            guard let suffix = suffixes.first(where: { ends(name[..<end], $0, isPart: true) }) else { break }
            end = trimmed(name, end - suffix.utf8CodeUnitCount)
        }
        return endings.contains { ends(name[..<end], $0, isPart: false) }
    }

    /// The end without digits and joints.
    private static func trimmed(_ name: [UInt8], _ end: Int) -> Int {
        var end = end
        while end > 0, ByteClass.digits.contains(name[end - 1]) || isJoint(name[end - 1]) { end -= 1 }
        return end
    }

    private static func isJoint(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func ends(_ name: ArraySlice<UInt8>, _ ending: StaticString, isPart: Bool) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard name.count >= count else { return false }
        let start = name.endIndex - count
        let isThere = ending.withUTF8Buffer { text in
            (0..<count).allSatisfy { unsafe name[start + $0] == text[$0] }
        }
        return isThere && (!isPart || (start > 0 && isJoint(name[start - 1])))
    }
}
