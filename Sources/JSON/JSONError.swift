/// Why bytes are not a JSON value that can be read.
public enum JSONError: Error, Sendable, Equatable {
    /// The bytes do not follow the grammar.
    case invalid
    /// There is no value.
    case empty
    /// Values are nested deeper than 1,024 levels.
    case tooDeep
    /// The value does not fit in memory.
    case outOfMemory
    /// Invalid UTF-8 or an escaped lone surrogate; ``JSONRepair`` makes such bytes readable.
    case badText
    /// A number too large for 64 bits or a double; ``JSONRepair`` makes such bytes readable.
    case badNumber
}

extension JSONError: CustomStringConvertible {
    /// What is wrong, in a few words.
    public var description: String {
        switch self {
        case .invalid: "not valid JSON"
        case .empty: "empty"
        case .tooDeep: "nested deeper than 1,024 levels"
        case .outOfMemory: "too large for the memory"
        case .badText: "not valid UTF-8"
        case .badNumber: "a number is too large"
        }
    }
}
