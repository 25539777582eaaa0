/// Whether a value that is given to a name is a secret.
extension Assignment {
    /// Where the value stands.
    struct Place {
        let joint: Joint
        let kind: Keyword.Kind
        let isQuoted: Bool
        /// Whether only a text can stand there, and not an expression of a program.
        let isText: Bool
        /// Whether a word such as `with` stands before the name.
        let isLed: Bool
    }

    /// Whether the value is an expression of a program, or prose, and not a text that someone chose.
    static func isCode(_ bytes: Span<UInt8>, _ range: Range<Int>, _ value: Value, _ place: Place) -> Bool {
        if place.kind == .number { return false }
        // A pointer of C, and a text put together from variables.
        if value.first == UInt8(ascii: "*"), Value(Array(value.text.dropFirst())).isWords { return true }
        if value.namesVariable, contains(value.text, ":$") { return true }
        if place.isQuoted {
            // A text that names a text: `auth.form.password`.
            if value.isMember, value.text.filter({ $0 == UInt8(ascii: ".") }).count >= 2 { return true }
            return value.text.contains(UInt8(ascii: " "))
                || (value.text.contains(UInt8(ascii: "(")) && value.text.last == UInt8(ascii: ")"))
        }
        if range.upperBound + 1 < bytes.count {
            switch bytes[range.upperBound] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return true
            case UInt8(ascii: "<"): if bytes[range.upperBound + 1] != UInt8(ascii: "/") { return true }
            default: break
            }
        }
        return !place.isText
            && (value.namesVariable || value.isMember
                || (value.isWords && !value.isNumbered && !value.isPassphrase && !value.isDatedWord))
    }

    static func accepts(_ value: Value, _ place: Place) -> Bool {
        if value.isPath || value.isDate || value.isColor { return false }
        if place.kind == .key, value.text.contains(where: { !token.contains($0) }) { return false }
        if place.kind == .secret, value.text.contains(where: { brackets.contains($0) }) { return false }
        switch (place.kind, place.joint) {
        case (.key, _):
            // Signs in a row are those of a formula or of a text.
            if contains(value.text, "++") || contains(value.text, "--") { return false }
            return value.count >= 20 && !value.isUUID && value.looksRandom && value.entropy >= 3.2
        case (.number, _): return value.isSocialSecurityNumber
        case (.seed, _): return value.isSeed
        case (.secret, .argument):
            return value.count >= 20 && value.digits > 2 && value.looksRandom
        case (.secret, .bare): return value.count >= 20 && value.digits > 2 && value.looksRandom
        case (.secret, _):
            // `secret: 'Harbor31@'` is a password that someone chose.
            if place.isQuoted, place.joint != .words, place.joint != .call,
                value.symbols > 0 || value.turns > 3,
                value.looksStrong
            {
                return true
            }
            return value.looksRandom && (place.joint != .words || value.digits > 0)
        case (.password, .bare):
            return value.looksStrong || value.isPassphrase
                || (place.isLed && value.digits > 0 && value.looksChosen(isText: false))
        case (.password, _):
            return value.looksChosen(isText: place.isText) || (value.isNumbered && value.count >= 8)
                || value.isPassphrase
        }
    }

    private static let token = ByteClass("A-Za-z0-9_.~+/=%:-")
    private static let brackets = ByteClass("()[]{}<>")
}
