/// Why a pattern could not be compiled, loaded or run.
public enum PatternsError: Error, Hashable {
    /// The pattern with this index in the list does not compile; `message` is the engine's own.
    case invalidPattern(index: Int, message: String)
    /// A stored database is damaged, or was made by another engine version or for another processor.
    case unusableDatabase
    /// The input is longer than the engine can take in one call (bytes).
    case inputTooLong(limit: Int)
    /// A match needed more steps than it was given.
    case limitReached
    /// The engine failed with this code of its own.
    case engine(code: Int)
}

extension PatternsError: CustomStringConvertible {
    /// A sentence for a person.
    public var description: String {
        switch self {
        case .invalidPattern(let index, let message): "pattern \(index + 1) does not compile: \(message)"
        case .unusableDatabase: "the stored pattern database does not fit this engine"
        case .inputTooLong(let limit): "the input is longer than \(limit) bytes"
        case .limitReached: "the pattern needed more steps than allowed"
        case .engine(let code): "the pattern engine failed with code \(code)"
        }
    }
}
