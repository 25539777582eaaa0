/// Says in our words why libyaml could not go on.
///
/// The problem texts are those of libyaml 0.2.5, `src/scanner.c` and `src/parser.c`; a text that is not known
/// here (from another release) still gets a place and a general sentence.
struct SyntaxTranslator {
    let source: SourceMap
    /// The lists and mappings around the problem, outermost first.
    let open: [TreeBuilder.Open]
    /// The lists and mappings that ended just before the problem, innermost first.
    let closed: [TreeBuilder.Open]
    let lastScalar: YAMLNode?

    /// Returns the reason with the place that a person should look at, which is often not libyaml's.
    func translate(_ failure: EventParser.Failure) -> YAMLError {
        let here = source.mark(character: failure.problemAt)
        let context = source.mark(character: failure.contextAt)

        // What libyaml was reading says more than the problem it found there.
        switch failure.context {
        case "while scanning an anchor", "while scanning an alias":
            return syntax("a value that starts with * or & must be quoted", at: context)
        case "while scanning a tag", "while parsing a tag", "while scanning a tag directive":
            return syntax("a value that starts with ! must be quoted", hint: "tags are not supported", at: context)
        case "while scanning a directive", "while scanning a %YAML directive", "while scanning a %TAG directive":
            return syntax("a text line cannot start with %", hint: "quote the value", at: context)
        default:
            break
        }

        switch failure.problem {
        case "found character that cannot start any token":
            return badStart(here)
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return tab(here)
        case "mapping values are not allowed in this context":
            return unexpectedColon(here)
        case "could not find expected ':'":
            return missingColon(context)
        case "block sequence entries are not allowed in this context":
            return unexpectedDash(here)
        case "mapping keys are not allowed in this context":
            return syntax("a value that starts with '? ' must be quoted", at: here)
        case "did not find expected key", "did not find expected '-' indicator":
            return brokenBlock(here, inMapping: failure.problem == "did not find expected key")
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            return brokenFlow(here, opened: context)
        case "did not find expected node content":
            return missingValue(here)
        case "found unexpected end of stream", "found unexpected document indicator":
            return syntax("this quote is never closed", at: context)
        case "found unknown escape character":
            return syntax(
                "unknown escape after \\ in double quotes",
                hint: "write \\\\ for a backslash, or use single quotes",
                at: here
            )
        case "did not find expected hexdecimal number":
            return syntax("\\x, \\u and \\U need 2, 4 or 8 hexadecimal digits", at: here)
        case "found invalid Unicode character escape code":
            return syntax("this escape is not a Unicode character", at: here)
        case "did not find expected comment or line break":
            return syntax("the text of '|' or '>' must start on the next line", at: here)
        case "found an indentation indicator equal to 0":
            return syntax("the number behind '|' or '>' must be from 1 to 9", at: here)
        case "did not find expected <document start>":
            return syntax("the line '---' must follow a '%' line", at: here)
        case "found undefined tag handle":
            return syntax("a value that starts with ! must be quoted", hint: "tags are not supported", at: here)
        default:
            return syntax("this is not valid YAML", at: here)
        }
    }

    private func syntax(
        _ message: String,
        hint: String? = nil,
        at mark: YAMLMark,
        related: YAMLError.Related? = nil
    ) -> YAMLError {
        YAMLError(.syntax, message, hint: hint, at: mark, related: related)
    }

    // MARK: Characters

    private func badStart(_ mark: YAMLMark) -> YAMLError {
        switch source.byte(mark.offset) {
        case UInt8(ascii: "\t"):
            return tab(mark)
        case UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "%"):
            return syntax("values that start with @, ` or % must be quoted", at: mark)
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return syntax("'|' and '>' cannot stand inside { } or [ ]", at: mark)
        default:
            return syntax("no value can start with this character", hint: "quote the value", at: mark)
        }
    }

    private func tab(_ mark: YAMLMark) -> YAMLError {
        let isIndent = source.lineBefore(mark).allSatisfy(isBlank)
        return syntax(
            isIndent
                ? "tabs cannot be used for indentation; use spaces" : "a tab cannot stand here; use a space",
            at: mark
        )
    }

    // MARK: Blocks

    private func unexpectedColon(_ mark: YAMLMark) -> YAMLError {
        let before = source.lineBefore(mark)
        if open.last?.isFlow != true, hasColon(before) {
            return syntax(
                "text with ': ' must be quoted",
                hint: "put the whole value in single quotes",
                at: mark
            )
        }
        let first = source.firstText(line: mark.line)
        if let error = wrongIndent(first) { return error }
        if mark.line > 1, hasTightColon(source.lineAfter(source.firstText(line: mark.line - 1))) {
            return syntax("a space is missing after ':'", at: source.firstText(line: mark.line - 1))
        }
        return syntax("a key cannot stand here, because the text above is a value", at: first)
    }

    private func missingColon(_ mark: YAMLMark) -> YAMLError {
        if hasTightColon(source.lineAfter(mark)) { return syntax("a space is missing after ':'", at: mark) }
        return syntax("a ':' is missing behind this key", at: mark)
    }

    private func unexpectedDash(_ mark: YAMLMark) -> YAMLError {
        if open.last?.isFlow == true {
            return syntax("'- ' cannot stand inside { } or [ ]", hint: "separate items with ','", at: mark)
        }
        if source.lineBefore(mark).allSatisfy(isBlank) {
            return wrongIndent(mark) ?? syntax("a list item cannot stand here", at: mark)
        }
        return syntax("a list cannot start on the line of its key; put '- ' on the next line", at: mark)
    }

    private func brokenBlock(_ mark: YAMLMark, inMapping: Bool) -> YAMLError {
        guard source.lineBefore(mark).allSatisfy(isBlank) else { return textBehindValue(mark) }
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

    /// Whether a `:` ends a key in a piece of a line, text in quotes left out.
    private func hasColon(_ line: ArraySlice<UInt8>) -> Bool {
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

    private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    // MARK: Flow

    private func brokenFlow(_ mark: YAMLMark, opened: YAMLMark) -> YAMLError {
        if source.byte(mark.offset) == UInt8(ascii: "{"), source.byte(mark.offset - 1) == UInt8(ascii: "$") {
            let start = YAMLMark(line: mark.line, column: mark.column - 1, offset: mark.offset - 1)
            return syntax(
                "quote ${{ … }} inside { } or [ ], or use one key per line",
                at: start
            )
        }
        let bracket = source.byte(opened.offset) == UInt8(ascii: "{") ? "{" : "["
        switch closing(of: opened) {
        case nil:
            return syntax("this '\(bracket)' is never closed", at: opened)
        case .some(let other) where other.bracket != (bracket == "{" ? "}" : "]"):
            return syntax(
                "this '\(other.bracket)' does not close the '\(bracket)' before it",
                at: source.mark(offset: other.offset),
                related: YAMLError.Related(mark: opened, message: "opened here")
            )
        default:
            return syntax("a ',' is missing before this", hint: "quote text with spaces and marks", at: mark)
        }
    }

    private func missingValue(_ mark: YAMLMark) -> YAMLError {
        switch source.byte(mark.offset) {
        case UInt8(ascii: "]") where open.last?.isFlow != true:
            syntax("this ']' closes nothing", hint: "quote text that starts with a bracket", at: mark)
        case UInt8(ascii: "}") where open.last?.isFlow != true:
            syntax("this '}' closes nothing", hint: "quote text that starts with a bracket", at: mark)
        case UInt8(ascii: ",") where open.last?.isFlow != true:
            syntax("a value that starts with ',' must be quoted", at: mark)
        case UInt8(ascii: ","):
            syntax("a value is missing before this ','", at: mark)
        default:
            syntax("a value is missing here", at: mark)
        }
    }

    /// The bracket that closes the one at a place, quotes and comments left out; nil when the text ends first.
    private func closing(of mark: YAMLMark) -> (bracket: Character, offset: Int)? {
        var stack = 0
        var quote: UInt8?
        var isComment = false
        var previous = UInt8(ascii: " ")
        var offset = mark.offset
        while let byte = source.byte(offset) {
            defer {
                previous = byte
                offset += 1
            }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                isComment = false
            } else if isComment {
                continue
            } else if let open = quote {
                if open == UInt8(ascii: "\""), byte == UInt8(ascii: "\\") {
                    offset += 1
                } else if byte == open {
                    quote = nil
                }
            } else {
                switch byte {
                case UInt8(ascii: "#") where previous <= UInt8(ascii: " "):
                    isComment = true
                case UInt8(ascii: "\""), UInt8(ascii: "'"):
                    // An apostrophe inside a word opens nothing.
                    if previous <= UInt8(ascii: " ") || ",:[{".utf8.contains(previous) { quote = byte }
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    stack += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    stack -= 1
                    if stack == 0 { return (Character(Unicode.Scalar(byte)), offset) }
                default:
                    break
                }
            }
        }
        return nil
    }
}
