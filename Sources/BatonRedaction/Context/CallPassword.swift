/// Finds the password among the arguments of a call that names none: `HTTPBasicAuth('admin', 'x')`, `auth=("me", "x")`.
enum CallPassword {
    private static let calls = [
        "set_password(", "networkcredential(", "httpbasicauth(", "httpdigestauth(", "basicauth(",
        "basic_auth(",
        "auth=(", "usernamepasswordcredentials(", "passwordauthentication(", "passwordcredential(", "login(",
        "authenticate(", "httpbasic(", "wifi.begin(", "drivermanager.getconnection(",
    ]

    static let finder = Finder.located(calls.map { Head($0, caseless: true) }, isSpecific: false) {
        bytes,
        start,
        end in
        var reader = TextReader(at: end)
        var last: Range<Int>?
        var count = 0
        for _ in 0..<4 {
            _ = reader.skipSpacing(bytes)
            if reader.quote(bytes) != nil {
                guard let word = reader.word(bytes) else { return nil }
                last = word
                _ = reader.skipClosers(bytes)
            } else {
                // A variable.
                guard !reader.run(.dotted, bytes, atMost: 64).isEmpty else { return nil }
                last = nil
            }
            count += 1
            _ = reader.skipSpacing(bytes)
            guard reader.byte(bytes) == UInt8(ascii: ",") else { break }
            reader.index += 1
        }
        guard count > 1, let last, last.count >= 6, reader.byte(bytes) == UInt8(ascii: ")") else {
            return nil
        }
        let value = Value(bytes, last)
        guard value.looksChosen(isText: true) || value.isPassphrase, !value.isPlaceholder, !value.isPath,
            !value.hasVariable,
            !value.text.contains(UInt8(ascii: " "))
        else { return nil }
        return last
    }
}
