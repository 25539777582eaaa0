/// Finds the value that is given to a name such as `DB_PASSWORD`, in any of the ways people and programs write it.
enum Assignment {
    /// No name and no value is longer than this (bytes).
    static let longestName = 64
    static let longestValue = 320

    /// How the value is joined to the name.
    enum Joint {
        /// `name = value`, `name: type = value`
        case equals
        /// `name: value`
        case colon
        /// `"--name", "value"`, `name="…" value="…"`
        case comma
        /// `--name value`, and other places where only a text can stand.
        case flag
        /// `the name is value`
        case words
        /// `name value`, in prose
        case bare
        /// `<name>value</name>`
        case element
        /// `| name | value |`
        case cell
        /// `configure set name value`
        case argument
        /// `.name("value")`, `set("name", "value")`, `name || "value"`: only a quoted value counts.
        case call
    }

    /// Whether the keyword counts something, as in `"input_tokens":123,`: every answer of a model has a row of these.
    static func isCount(_ bytes: Span<UInt8>, _ end: Int) -> Bool {
        guard end + 4 < bytes.count, bytes[end] == UInt8(ascii: "s") else { return false }
        var index = end + 1
        while index < bytes.count, bytes[index] == UInt8(ascii: "\\") || bytes[index] == UInt8(ascii: "\"") {
            index += 1
        }
        guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: ":") else { return false }
        index += bytes[index + 1] == UInt8(ascii: " ") ? 2 : 1
        let number = ByteClass.digits.end(in: bytes, from: index, limit: index + 16)
        return number > index && number < bytes.count
            && (bytes[number] == UInt8(ascii: ",") || bytes[number] == UInt8(ascii: "}"))
    }

    /// The range of the value, if the keyword that ends at `end` names one.
    static func extent(in bytes: Span<UInt8>, keywordEnd end: Int, kind: Keyword.Kind) -> Range<Int>? {
        var nameEnd = end
        while nameEnd < bytes.count, nameEnd - end < longestName, isName(bytes[nameEnd]) { nameEnd += 1 }
        guard nameEnd < bytes.count else { return nil }
        // `pass` is a password, `passing` is not.
        if kind == .password, isVerb(bytes, end), nameEnd > end, ByteClass.letters.contains(bytes[end]) {
            return nil
        }
        if nameEnd > end, rejects(bytes.extracting(end..<nameEnd)) { return nil }

        // A short word at the beginning of a longer name says nothing, as in `psk_client` or `object_keys`.
        let isWhole = nameEnd == end || ByteClass.digits.contains(bytes[end])
        if kind == .key || kind == .password && isShort(bytes, end), !isWhole { return nil }

        var reader = TextReader(at: nameEnd)
        let quoted = reader.skipClosers(bytes)
        guard let joint = joint(bytes, &reader, nameEnd: nameEnd, end: end, quoted: quoted, kind: kind) else {
            return nil
        }
        switch joint {
        case .call, .bare, .argument: guard isWhole else { return nil }
        case .colon: if isInside(bytes, end) { return nil }
        default: break
        }
        reader.skipSpaces(bytes)
        if joint == .colon { skipBlockMark(bytes, &reader) }
        let isWrapped = joint == .equals || joint == .colon ? skipWrapper(bytes, &reader) : false
        let quote = reader.openQuote(bytes)
        guard quote != nil || (joint != .call && !isWrapped) else { return nil }
        let isEnvironment = joint == .equals && reader.index <= nameEnd + 2 && isUpper(bytes, before: end)
        if kind == .key { _ = reader.skip("base64:", bytes) }
        guard
            var range = valueRange(
                bytes,
                from: reader.index,
                quote: quote,
                isEnvironment: isEnvironment,
                kind: kind
            )
        else { return nil }
        guard range.count >= 5 else { return nil }
        let place = Place(
            joint: joint,
            kind: kind,
            isQuoted: quote != nil,
            // Quoted or in an environment file the value is a text; else it may be an expression of a program.
            isText: (quote != nil && joint != .call)
                || isEnvironment || joint == .flag || joint == .element || joint == .comma,
            isLed: joint == .bare && isLed(bytes, end)
        )
        // The name again, as prose has it: no value is worth a look without a digit, a sign or a capital.
        guard !isPlainWord(bytes, range) else { return nil }
        let value = Value(bytes, range)
        guard accepts(value, place), !isCode(bytes, range, value, place), !value.isPlaceholder,
            !value.hasVariable, !names(bytes, end: end, value)
        else { return nil }
        if quote == nil {
            while isLoud(bytes, range.upperBound) { range = range.lowerBound..<range.upperBound + 1 }
        }
        return range
    }

    /// Whether there are small letters only.
    private static func isPlainWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.allSatisfy { bytes[$0] >= UInt8(ascii: "a") && bytes[$0] <= UInt8(ascii: "z") }
    }

    /// Whether the sign that often ends a password stands here, and nothing that continues an expression.
    private static func isLoud(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        guard index < bytes.count else { return false }
        return bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "?")
    }
}
