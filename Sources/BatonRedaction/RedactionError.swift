/// Why redaction could not be done; never holds any of the text.
public enum RedactionError: Error, Hashable {
    /// A rule's pattern does not compile; `message` is the engine's own.
    case invalidRule(id: String, message: String)
    /// Two rules have the same identifier.
    case duplicateRule(id: String)
    /// A rule's pattern needed more steps than allowed on some input, so the input cannot be called clean.
    case ruleTooCostly(id: String)
    /// One record or text is longer than can be searched (bytes).
    case inputTooLong(limit: Int)
    /// The pattern engine failed with this message.
    case engine(message: String)
}

extension RedactionError: CustomStringConvertible {
    /// A sentence for a person.
    public var description: String {
        switch self {
        case .invalidRule(let id, let message): "the pattern of redaction rule \"\(id)\" is wrong: \(message)"
        case .duplicateRule(let id): "there are two redaction rules \"\(id)\""
        case .ruleTooCostly(let id):
            "redaction rule \"\(id)\" takes too long on this input; make its pattern simpler"
        case .inputTooLong(let limit): "the input has a line of more than \(limit) bytes"
        case .engine(let message): "redaction failed: \(message)"
        }
    }
}
