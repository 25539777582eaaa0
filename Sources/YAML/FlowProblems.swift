/// What can be wrong inside `[ ]` and `{ }`.
extension SyntaxTranslator {
    func brokenFlow(_ mark: YAMLMark, opened: YAMLMark) -> YAMLError {
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
        case .some where source.byte(mark.offset) == UInt8(ascii: ":"):
            if hasColon(source.lineBefore(mark)) {
                return bracket == "{"
                    ? syntax("a ',' is missing before this key, or text with ': ' is not quoted", at: mark)
                    : colonInText(mark)
            }
            return syntax(
                "a ',' is missing at the end of the line above",
                at: source.firstText(line: mark.line)
            )
        default:
            return syntax("a ',' is missing before this", at: mark)
        }
    }

    func dashInFlow(_ mark: YAMLMark) -> YAMLError {
        syntax("'- ' cannot stand inside { } or [ ]", hint: "separate items with ','", at: mark)
    }

    func missingValue(_ mark: YAMLMark) -> YAMLError {
        if let flow = open.last, flow.isFlow, closing(of: flow.start) == nil {
            let bracket = flow.isMapping ? "{" : "["
            return syntax("this '\(bracket)' is never closed", at: flow.start)
        }
        return switch source.byte(mark.offset) {
        case UInt8(ascii: "]") where open.last?.isFlow != true:
            syntax("this ']' closes nothing", hint: "quote text that starts with a bracket", at: mark)
        case UInt8(ascii: "}") where open.last?.isFlow != true:
            syntax("this '}' closes nothing", hint: "quote text that starts with a bracket", at: mark)
        case UInt8(ascii: ",") where open.last?.isFlow != true:
            syntax("a value that starts with ',' must be quoted", at: mark)
        case UInt8(ascii: ","):
            syntax("a value is missing before this ','", at: mark)
        case UInt8(ascii: "-") where open.last?.isFlow == true:
            dashInFlow(mark)
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
