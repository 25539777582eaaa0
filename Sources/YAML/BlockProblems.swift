/// What can be wrong with lines, their keys and their indentation.
extension SyntaxTranslator {
    /// libyaml looks so many characters ahead for the ':' of a key, as YAML 1.2.2 section 7.4.2 says.
    private static let longestKey = 1024

    private func longKey(_ mark: YAMLMark) -> YAMLError {
        syntax("a key can have at most \(Self.longestKey) characters", at: mark)
    }

    func unexpectedColon(_ mark: YAMLMark) -> YAMLError {
        let before = source.lineBefore(mark)
        if open.last?.isFlow != true, hasColon(before) {
            return colonInText(mark)
        }
        if before.count > Self.longestKey { return longKey(source.firstText(line: mark.line)) }
        let first = source.firstText(line: mark.line)
        if closed.isEmpty, let above = open.last, !above.isMapping, above.start.column < first.column {
            return syntax("a key cannot stand here, because the list item above is text", at: first)
        }
        if let error = wrongIndent(first) { return error }
        if mark.line > 1, hasTightColon(source.lineAfter(source.firstText(line: mark.line - 1))) {
            return syntax("a space is missing after ':'", at: source.firstText(line: mark.line - 1))
        }
        return syntax("a key cannot stand here, because the text above is a value", at: first)
    }

    func colonInText(_ mark: YAMLMark) -> YAMLError {
        syntax("text with ': ' must be quoted", hint: "put the whole value in single quotes", at: mark)
    }

    func missingColon(_ mark: YAMLMark) -> YAMLError {
        let line = source.lineAfter(mark)
        if line.count > Self.longestKey, line.contains(UInt8(ascii: ":")) { return longKey(mark) }
        if hasTightColon(line) { return syntax("a space is missing after ':'", at: mark) }
        return syntax("a ':' is missing behind this key", at: mark)
    }

    func unexpectedDash(_ mark: YAMLMark) -> YAMLError {
        if open.last?.isFlow == true {
            return dashInFlow(mark)
        }
        if source.lineBefore(mark).allSatisfy(isBlank) {
            return wrongIndent(mark) ?? syntax("a list item cannot stand here", at: mark)
        }
        return syntax("a list cannot start on the line of its key; put '- ' on the next line", at: mark)
    }

    func brokenBlock(_ mark: YAMLMark, inMapping: Bool) -> YAMLError {
        guard source.lineBefore(mark).allSatisfy(isBlank) else { return textBehindValue(mark) }
        if source.byte(mark.offset) == UInt8(ascii: ":") {
            return syntax("a key is missing before this ':'", at: mark)
        }
        if let error = wrongIndent(mark) { return error }
        guard inMapping else {
            return syntax("a list item is expected here, and it starts with '- '", at: mark)
        }
        if source.byte(mark.offset) == UInt8(ascii: "-") {
            return syntax("a list item cannot stand between keys", at: mark)
        }
        return syntax("a 'key: value' line is expected here", at: mark)
    }

    private func textBehindValue(_ mark: YAMLMark) -> YAMLError {
        guard let scalar = lastScalar, scalar.end.line == mark.line,
            scalar.style == .singleQuoted || scalar.style == .doubleQuoted
        else {
            return syntax("unexpected text behind the value", hint: "put the whole value in quotes", at: mark)
        }
        if scalar.start.line < scalar.end.line {
            return syntax(
                "unexpected text behind the quoted value",
                hint: "the quote of line \(scalar.start.line) may lack its end",
                at: mark,
                related: YAMLError.Related(mark: scalar.start, message: "the quoted value starts here")
            )
        }
        return syntax(
            "unexpected text behind the quoted value",
            hint: scalar.style == .singleQuoted
                ? "write '' for a quote inside single quotes" : "write \\\" for a quote inside double quotes",
            at: mark
        )
    }

    /// The reason when a line is not in line with the block above; its first character is at `mark`.
    private func wrongIndent(_ mark: YAMLMark) -> YAMLError? {
        if closed.isEmpty, let error = wrongTextIndent(mark) { return error }
        let isItem = source.byte(mark.offset) == UInt8(ascii: "-")
        let above =
            closed.first { !$0.isFlow && $0.isMapping != isItem } ?? closed.first { !$0.isFlow }
            ?? open.last { !$0.isFlow }
        guard let above, above.start.line < mark.line, above.start.column != mark.column else { return nil }
        return syntax(
            "this line is indented by \(mark.column - 1), the block above by \(above.start.column - 1)",
            at: mark,
            related: YAMLError.Related(mark: above.start, message: "the block above starts here")
        )
    }

    /// The reason when a line should belong to the text of `|` or `>` above.
    private func wrongTextIndent(_ mark: YAMLMark) -> YAMLError? {
        guard let text = lastScalar, text.style == .literal || text.style == .folded,
            let around = open.last, mark.column > around.start.column, text.start.line < mark.line
        else { return nil }
        for line in (text.start.line + 1)..<max(mark.line, text.start.line + 1) {
            let first = source.firstText(line: line)
            if source.lineAfter(first).isEmpty { continue }
            guard first.column > mark.column else { return nil }
            return syntax(
                "this line is indented by \(mark.column - 1), the text above by \(first.column - 1)",
                at: mark,
                related: YAMLError.Related(mark: first, message: "the text above starts here")
            )
        }
        return nil
    }

    /// Whether a `:` ends a key in a piece of a line, text in quotes left out.
    func hasColon(_ line: ArraySlice<UInt8>) -> Bool {
        var quote: UInt8?
        var afterColon = false
        for byte in line {
            if afterColon, isBlank(byte) { return true }
            afterColon = quote == nil && byte == UInt8(ascii: ":")
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
        }
        return false
    }

    /// Whether a line looks like `key:value`: its first `:` has text behind it, and none has a space.
    private func hasTightColon(_ line: ArraySlice<UInt8>) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
        return colon + 1 < line.endIndex && !isBlank(line[colon + 1]) && !hasColon(line)
    }
}
