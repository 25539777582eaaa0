extension Rule {
    /// How a secret of this rule looks, in words for documentation; empty where no short text tells it.
    public var form: String {
        if let writtenForm { return writtenForm }
        if let vendorKey { return vendorKey.form }
        return finder.form
    }
}

extension Finder {
    /// The form in words, as far as it follows from the finder.
    fileprivate var form: String {
        switch self {
        case .prefixed(let prefixes, let bytes, let least):
            "\(Self.list(prefixes)) and \(least) or more of `\(bytes.text)`"
        case .exact(let prefixes, let bytes, let count) where count.count == 1:
            "\(Self.list(prefixes)) and \(count.lowerBound) of `\(bytes.text)`"
        case .exact(let prefixes, let bytes, let count):
            "\(Self.list(prefixes)) and \(count.lowerBound) to \(count.upperBound) of `\(bytes.text)`"
        case .assignment(let keywords):
            "a value behind a name such as \(Self.list(keywords.compactMap(\.plainText)))"
        case .privateKey: "`-----BEGIN … PRIVATE KEY-----` and the lines that follow"
        case .urlPassword: "what is between `:` and `@` in `scheme://user:password@host`"
        case .authorization: "what follows `Bearer`, `Basic` or `token` in a request header"
        case .account: "a country code, two check digits and the account (modulo 97)"
        case .card: "13 to 19 digits of a card scheme with a right check digit (Luhn)"
        case .search(let expression, _): "`\(expression)`"
        case .shaped, .run, .located, .named: ""
        }
    }

    /// Texts as code, joined by commas and "or".
    private static func list(_ texts: [String]) -> String {
        let codes = texts.map { "`\($0)`" }
        guard let last = codes.last, codes.count > 1 else { return codes.first ?? "" }
        return codes.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension Keyword {
    /// The word, if the expression is nothing but one.
    fileprivate var plainText: String? {
        expression.utf8.allSatisfy { ByteClass.word.contains($0) } ? expression : nil
    }
}

extension VendorKey {
    /// The form in words.
    fileprivate var form: String {
        let names = (names + fullNames).map { "`\($0)`" }.joined(separator: ", ")
        let shapes = shapes.map(\.text).joined(separator: "; or ")
        return "\(shapes), behind a name of a credential with \(names) before it on the line"
    }
}
