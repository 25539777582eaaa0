/// What joins a name and its value.
extension Assignment {
    static func joint(
        _ bytes: Span<UInt8>,
        _ reader: inout TextReader,
        nameEnd: Int,
        end: Int,
        quoted: Bool,
        kind: Keyword.Kind
    ) -> Joint? {
        switch reader.byte(bytes) {
        case UInt8(ascii: "%"):
            if reader.skip("%3d", bytes) { return .equals }
            if reader.skipAny(["%3a%20", "%3a+", "%3a"], bytes) { return .colon }
        case UInt8(ascii: "&"):
            if reader.skipAny(["&#61;", "&#x3d;", "&equals;"], bytes) { return .equals }
            if reader.skipAny(["&#58;", "&colon;"], bytes) { return .colon }
        default: break
        }
        switch reader.byte(bytes) {
        case UInt8(ascii: "="):
            while reader.byte(bytes) == UInt8(ascii: "=") || reader.byte(bytes) == UInt8(ascii: ">")
                || reader.byte(bytes) == UInt8(ascii: "~")
            {
                reader.index += 1
            }
            return .equals
        case UInt8(ascii: ":"):
            reader.index += 1
            if reader.byte(bytes) == UInt8(ascii: ":") { return nil }
            if reader.byte(bytes) == UInt8(ascii: "=") { reader.index += 1 }
            if skipInnerValue(bytes, &reader) { return .colon }
            return skipType(bytes, &reader) ? .equals : .colon
        case UInt8(ascii: "|") where reader.byte(bytes, 1) == UInt8(ascii: "|"),
            UInt8(ascii: "?") where reader.byte(bytes, 1) == UInt8(ascii: "?"):
            reader.index += 2
            return .call
        case UInt8(ascii: "|"):
            guard isCell(bytes, end) else { return nil }
            reader.index += 1
            return .cell
        case UInt8(ascii: "-") where reader.byte(bytes, 1) == UInt8(ascii: ">"):
            reader.index += 2
            return .words
        case UInt8(ascii: ","):
            return quoted ? afterComma(bytes, &reader, end) : nil
        case UInt8(ascii: ">"):
            guard isElement(bytes, end, quoted: quoted) else { return nil }
            reader.index += 1
            return .element
        case UInt8(ascii: "("):
            return parenthesis(bytes, &reader, nameEnd: nameEnd, quoted: quoted)
        case UInt8(ascii: ")"):
            return quoted && skipTyping(bytes, &reader) ? .call : nil
        case UInt8(ascii: "{"):
            if quoted { return skipDefault(bytes, &reader) ? .equals : nil }
            // A property of C# with its first value.
            guard
                reader.skipAny(
                    ["{ get; set; } =", "{ get; init; } =", "{ get; } =", "{ get; private set; } ="],
                    bytes
                )
            else { return nil }
            return .equals
        case UInt8(ascii: "<") where reader.byte(bytes, 1) == UInt8(ascii: "-"):
            // An assignment of R.
            reader.index += 2
            return .equals
        case UInt8(ascii: "<"):
            // `<key>Password</key> <string>x</string>` of a property list.
            guard reader.skip("</key>", bytes) else { return nil }
            _ = reader.skipSpacing(bytes)
            return reader.skip("<string>", bytes) ? .element : nil
        case UInt8(ascii: "\\"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            if skipNextValue(bytes, &reader) { return .colon }
        case 0xE2...0xEF:
            if reader.skip("：", bytes) { return .colon }
            if reader.skip("→", bytes) { return .words }
        default: break
        }
        return spaced(bytes, &reader, nameEnd: nameEnd, end: end, quoted: quoted, kind: kind)
    }

    /// What may join a name and a value with no sign between them.
    private static func spaced(
        _ bytes: Span<UInt8>,
        _ reader: inout TextReader,
        nameEnd: Int,
        end: Int,
        quoted: Bool,
        kind: Keyword.Kind
    ) -> Joint? {
        if kind != .key, reader.byte(bytes) >= 0x80 || reader.index > nameEnd {
            if kind == .password, !isVerb(bytes, end), !quoted, skipClause(bytes, &reader) { return .words }
            // `密码是 x`: no space stands before the verb.
            if reader.skipAny(verbs, bytes) || (!isVerb(bytes, end) && reader.skip("to ", bytes)) {
                reader.skipSpaces(bytes)
                _ = reader.skipAny(fillers, bytes)
                if reader.byte(bytes) == UInt8(ascii: ":") { reader.index += 1 }
                return .words
            }
        }
        guard reader.index > nameEnd else { return nil }
        // Basic: `Const DB_PASSWORD As String = "x"`.
        if !quoted, reader.skipAny(["as string = ", "as string * "], bytes) { return .equals }
        // `<add key="Password" value="x"/>`
        if quoted {
            var ahead = reader
            if ahead.skip("value", bytes), ahead.byte(bytes) == UInt8(ascii: "=") {
                ahead.index += 1
                reader = ahead
                return .comma
            }
        }
        if isFlag(bytes, end), !quoted, reader.byte(bytes) != UInt8(ascii: "-") { return .flag }
        if kind == .password, !quoted, isConfigured(bytes, end) { return .flag }
        if !quoted, isUpper(bytes, before: end), isSet(bytes, end) { return .flag }
        guard kind != .key, !quoted else { return nil }
        if kind == .number { return .bare }
        if kind == .password {
            // `PASSWORD 'x'` in SQL, `password x` in a netrc line.
            if !isVerb(bytes, end), reader.quote(bytes) != nil {
                // `#define WIFI_PASSWORD "x"`
                return isUpper(bytes, before: end) ? .flag : .words
            }
            if isNetrc(bytes, end) || isDirective(bytes, end) { return .flag }
            return isVerb(bytes, end) ? nil : .bare
        }
        // `aws configure set aws_secret_access_key x`
        if kind == .secret { return isIdentifier(bytes, nameEnd) ? .argument : .bare }
        return nil
    }

    /// Skips words up to `is`, `to` or a colon: `password for the admin user is x`, `generated for root@localhost: x`.
    private static func skipClause(_ bytes: Span<UInt8>, _ reader: inout TextReader) -> Bool {
        var ahead = reader
        guard
            ahead.skipAny(
                ["for ", "of ", "changed ", "has been ", "is generated ", "was generated ", "from "],
                bytes
            )
        else { return false }
        for _ in 0..<6 {
            if ahead.skipAny(["is ", "to ", "= "], bytes) {
                reader = ahead
                return true
            }
            guard !ahead.run(clause, bytes, atMost: 40).isEmpty else { return false }
            if ahead.byte(bytes) == UInt8(ascii: ":") {
                ahead.index += 1
                reader = ahead
                return ahead.byte(bytes) == UInt8(ascii: " ")
            }
            guard ahead.byte(bytes) == UInt8(ascii: " ") else { return false }
            ahead.index += 1
        }
        return false
    }

    private static let clause = ByteClass("A-Za-z0-9_.@'-")

    /// `is` in the languages of the keywords.
    private static let verbs: [StaticString] = [
        "is ", "is: ", "is now ", "was ", "will be ", "should be ", "must be ", "has to be ", "set to ",
        "changed to ", "being ", "to be ", "es ", "est ", "ist ", "lautet ", "é ", "è ",
        "是", "为", "為", "は", "는 ", "은 ",
    ]
    private static let fillers: [StaticString] = ["now ", "set to ", "changed to ", "still ", "just "]

    /// `"--password", "x"`, `"name": "DB_PASSWORD", "value": "x"`, `set("password", "x")`.
    private static func afterComma(
        _ bytes: Span<UInt8>,
        _ reader: inout TextReader,
        _ end: Int
    ) -> Joint? {
        reader.index += 1
        reader.skipSpaces(bytes)
        var ahead = reader
        for _ in 0..<2 {
            _ = ahead.skipSpacing(bytes)
            guard ahead.openQuote(bytes) != nil else { break }
            let isValue = ahead.skip("value", bytes)
            if !isValue { _ = ahead.run(.word, bytes, atMost: 16) }
            guard ahead.skipClosers(bytes), ahead.byte(bytes) == UInt8(ascii: ":") else { break }
            ahead.index += 1
            if isValue {
                reader = ahead
                return .colon
            }
            // Another property of the object, such as its type.
            ahead.skipSpaces(bytes)
            _ = ahead.openQuote(bytes)
            _ = ahead.run(.word, bytes, atMost: 24)
            _ = ahead.skipClosers(bytes)
            guard ahead.byte(bytes) == UInt8(ascii: ",") else { break }
            ahead.index += 1
        }
        if isFlag(bytes, end) { return .comma }
        return isFirstArgument(bytes, end) ? .call : nil
    }

    /// `.password("x")` in a program, `the password (x)` in prose.
    private static func parenthesis(
        _ bytes: Span<UInt8>,
        _ reader: inout TextReader,
        nameEnd: Int,
        quoted: Bool
    ) -> Joint? {
        reader.index += 1
        if reader.index == nameEnd + 1 { return .call }
        return quoted ? nil : .bare
    }

    /// `'#password').type('x')`: what a test types into a field.
    private static func skipTyping(_ bytes: Span<UInt8>, _ reader: inout TextReader) -> Bool {
        var ahead = reader
        ahead.index += 1
        guard ahead.skipAny([".type(", ".fill(", ".send_keys(", ".sendkeys(", ".setvalue("], bytes) else {
            return false
        }
        reader = ahead
        return true
    }

    /// Skips to the value of `variable "db_password" { type = string default = "x" }`.
    private static func skipDefault(_ bytes: Span<UInt8>, _ reader: inout TextReader) -> Bool {
        let limit = min(bytes.count, reader.index + 160)
        var ahead = reader
        while ahead.index < limit, ahead.byte(bytes) != UInt8(ascii: "}") {
            if ahead.skip("default", bytes) {
                ahead.skipSpaces(bytes)
                guard ahead.byte(bytes) == UInt8(ascii: "=") else { return false }
                ahead.index += 1
                reader = ahead
                return true
            }
            ahead.index += 1
        }
        return false
    }

    /// `{ "value": "x" }` behind `"adminPassword":`, as in templates of Azure and state of Terraform.
    private static func skipInnerValue(_ bytes: Span<UInt8>, _ reader: inout TextReader) -> Bool {
        var ahead = reader
        ahead.skipSpaces(bytes)
        guard ahead.byte(bytes) == UInt8(ascii: "{") else { return false }
        ahead.index += 1
        _ = ahead.skipSpacing(bytes)
        guard ahead.openQuote(bytes) != nil, ahead.skip("value", bytes), ahead.skipClosers(bytes),
            ahead.byte(bytes) == UInt8(ascii: ":")
        else { return false }
        ahead.index += 1
        reader = ahead
        return true
    }

    /// A `value: x` on the line behind `name: DB_PASSWORD`.
    private static func skipNextValue(_ bytes: Span<UInt8>, _ reader: inout TextReader) -> Bool {
        var ahead = reader
        guard ahead.skipSpacing(bytes), ahead.skip("value:", bytes) else { return false }
        reader = ahead
        return true
    }

    private static let type = ByteClass("A-Za-z0-9_<>.")

    /// Skips `string = ` of `password: string = "x"`.
    private static func skipType(_ bytes: Span<UInt8>, _ reader: inout TextReader) -> Bool {
        var ahead = reader
        ahead.skipSpaces(bytes)
        _ = ahead.skipAny(["&'static ", "&", "*const ", "[]const "], bytes)
        let word = ahead.run(type, bytes, atMost: 32)
        guard !word.isEmpty else { return false }
        while ahead.byte(bytes) == UInt8(ascii: "?") || ahead.byte(bytes) == UInt8(ascii: " ") {
            ahead.index += 1
        }
        guard ahead.byte(bytes) == UInt8(ascii: "="), ahead.byte(bytes, 1) != UInt8(ascii: "=") else {
            return false
        }
        ahead.index += 1
        // The padding of base64 is none.
        guard
            ahead.byte(bytes) > 0x20 && ahead.quote(bytes) == nil
                ? ByteClass.word.contains(ahead.byte(bytes)) : true,
            bytes[ahead.index - 2] == UInt8(ascii: " ") || ahead.byte(bytes) == UInt8(ascii: " ")
                || ahead.quote(bytes) != nil
        else { return false }
        reader = ahead
        return true
    }
}
