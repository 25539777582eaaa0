/// What a parameter takes or a function gives.
public indirect enum HostType: Sendable, Hashable {
    /// Any value.
    case any
    /// `true` or `false`.
    case boolean
    /// A whole number.
    case integer
    /// A whole number from 1 on, or the word `all`.
    case count
    /// Any number.
    case number
    /// A text in UTF-8.
    case string
    /// Any bytes.
    case bytes
    /// Seconds as a number, or a text such as `500ms`, `30s`, `15m`.
    case duration
    /// A session, or a text that selects one.
    case session
    /// A text, or a document that an export made.
    case content
    /// One of a few words.
    case choice([String])
    /// A list of values of one type.
    case list(HostType)
    /// A table with texts as keys.
    case map(HostType)
    /// A table with the fields of a named record.
    case record(String)
    /// A function of a script.
    case function
    /// An object that a script holds, by the name of its ``HostHandle``.
    case handle(String)
    /// What a `for … in` loop goes through, with the type of its values.
    case iterator(HostType)
    /// A text, or a secret that scripts cannot look into.
    case sensitive

    /// What messages call the type.
    public var name: String {
        switch self {
        case .any: "any value"
        case .boolean: "boolean"
        case .integer: "integer"
        case .count: "integer or 'all'"
        case .number: "number"
        case .string: "string"
        case .bytes: "string"
        case .duration: "duration such as 30s"
        case .session: "session"
        case .content: "string or document"
        case .choice(let words): "one of " + words.map { "'\($0)'" }.joined(separator: ", ")
        case .list(let element): "list of \(element.name)"
        case .map(let value): "table of \(value.name)"
        case .record(let name): name
        case .function: "function"
        case .handle(let name): name
        case .iterator(let element): "iterator of \(element.name)"
        case .sensitive: "string or secret"
        }
    }
}
