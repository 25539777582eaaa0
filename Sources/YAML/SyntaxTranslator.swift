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
            return syntax(
                "a value that starts with ! must be quoted",
                hint: "tags are not supported",
                at: context
            )
        case "while scanning a directive", "while scanning a %YAML directive",
            "while scanning a %TAG directive":
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
            return syntax(
                "a value that starts with ! must be quoted",
                hint: "tags are not supported",
                at: here
            )
        default:
            return syntax("this is not valid YAML", at: here)
        }
    }

    func syntax(
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

    func tab(_ mark: YAMLMark) -> YAMLError {
        let isIndent = source.lineBefore(mark).allSatisfy(isBlank)
        return syntax(
            isIndent
                ? "tabs cannot be used for indentation; use spaces" : "a tab cannot stand here; use a space",
            at: mark
        )
    }

    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
