/// What joins a name and its value.
extension Assignment {
    static func joint(
        _ bytes: Span<UInt8>,
        _ reader: inout Reader,
        nameEnd: Int,
        end: Int,
        quoted: Bool,
        kind: Keyword.Kind
    ) -> Joint? {
        if reader.skip("%3d", bytes) { return .equals }
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
            if reader.byte(bytes) == UInt8(ascii: "=") { reader.index += 1 }
            return skipType(bytes, &reader) ? .equals : .colon
        case UInt8(ascii: "|"):
            reader.index += 1
            return .cell
        case UInt8(ascii: ","):
            guard quoted else { return nil }
            reader.index += 1
            reader.skipSpaces(bytes)
            // `"--password", "x"`, or `"name": "DB_PASSWORD", "value": "x"`.
            var ahead = reader
            if ahead.openQuote(bytes) != nil, ahead.skip("value", bytes), ahead.skipClosers(bytes),
                ahead.byte(bytes) == UInt8(ascii: ":")
            {
                ahead.index += 1
                reader = ahead
                return .colon
            }
            return isFlag(bytes, end) ? .comma : nil
        case UInt8(ascii: ">"):
            guard isElement(bytes, end) else { return nil }
            reader.index += 1
            return .element
        default: break
        }
        guard reader.index > nameEnd else { return nil }
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
        guard kind == .password || kind == .secret else { return nil }
        if !quoted || kind == .secret {
            if reader.skip("is ", bytes) || reader.skip("was ", bytes) {
                if reader.skip("now ", bytes) || reader.skip("set to ", bytes)
                    || reader.byte(bytes) == UInt8(ascii: ":")
                {
                    if reader.byte(bytes) == UInt8(ascii: ":") { reader.index += 1 }
                }
                return .words
            }
            if reader.skip("is: ", bytes) { return .words }
        }
        // `PASSWORD 'x'` in SQL, `password x` in a netrc line.
        if !quoted, kind == .password, !isVerb(bytes, end), reader.quote(bytes) != nil { return .words }
        if !quoted, kind == .password, isNetrc(bytes, end) { return .flag }
        // `aws configure set aws_secret_access_key x`
        if !quoted, kind == .secret, isIdentifier(bytes, nameEnd) { return .argument }
        return nil
    }

    /// Skips `string = ` of `password: string = "x"`.
    static func skipType(_ bytes: Span<UInt8>, _ reader: inout Reader) -> Bool {
        var ahead = reader
        ahead.skipSpaces(bytes)
        let start = ahead.index
        ahead.index = ByteClass.word.end(in: bytes, from: start, limit: start + 32)
        guard ahead.index > start else { return false }
        while ahead.byte(bytes) == UInt8(ascii: "?") || ahead.byte(bytes) == UInt8(ascii: " ") {
            ahead.index += 1
        }
        guard ahead.byte(bytes) == UInt8(ascii: "="), ahead.byte(bytes, 1) != UInt8(ascii: "=") else {
            return false
        }
        ahead.index += 1
        reader = ahead
        return true
    }
}
