/// Finds the value that is given to a name such as `DB_PASSWORD`, in any of the ways people and programs write it.
enum Assignment {
    static let longestName = 64
    static let longestValue = 320

    /// How the value is joined to the name.
    enum Joint { case equals, colon, comma, flag, words, element, cell, argument }

    /// The range of the value, if the keyword that ends at `end` names one.
    static func extent(in bytes: Span<UInt8>, keywordEnd end: Int, kind: Keyword.Kind) -> Range<Int>? {
        var nameEnd = end
        while nameEnd < bytes.count, nameEnd - end < longestName, isName(bytes[nameEnd]) { nameEnd += 1 }
        guard nameEnd < bytes.count else { return nil }
        // `pass` is a password, `passing` is not.
        if kind == .password, isVerb(bytes, end), nameEnd > end, ByteClass.letters.contains(bytes[end]) {
            return nil
        }
        if nameEnd > end, rejects((end..<nameEnd).map { asciiLower(bytes[$0]) }) { return nil }

        var reader = Reader(bytes: nameEnd)
        let quoted = reader.skipClosers(bytes)
        guard let joint = joint(bytes, &reader, nameEnd: nameEnd, end: end, quoted: quoted, kind: kind) else {
            return nil
        }
        reader.skipSpaces(bytes)
        let quote = reader.openQuote(bytes)
        let isEnvironment = joint == .equals && reader.touched(nameEnd) && isUpper(bytes, before: end)
        guard
            let range = valueRange(
                bytes,
                from: reader.index,
                quote: quote,
                isEnvironment: isEnvironment,
                joint: joint
            )
        else { return nil }
        guard range.count >= 6 else { return nil }
        let value = Value(bytes, range)
        // Quoted or in an environment file the value is a text; else it may be an expression of a program.
        let isText = quote != nil || isEnvironment || joint == .flag || joint == .element || joint == .comma
        guard accepts(value, kind: kind, isText: isText, joint: joint),
            !isCode(bytes, range, value, isQuoted: quote != nil, isText: isText), !value.isPlaceholder,
            !value.hasVariable,
            !names(bytes, end: end, value)
        else { return nil }
        return range
    }
}
