/// One finding about a place in a source file, ready to be printed or encoded.
public struct Diagnostic: Sendable, Hashable {
    /// How bad a finding is.
    public enum Severity: String, Sendable, Hashable, CaseIterable {
        /// The file cannot be used.
        case error
        /// The file can be used, but probably does not say what its author meant.
        case warning
        /// A place that explains the finding before it.
        case note
    }

    /// The file's name as the reader of the message knows it.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The column, in Unicode scalars, from 1.
    public let column: Int
    /// How many Unicode scalars of the line are meant, at least 1.
    public let length: Int
    /// How bad it is.
    public let severity: Severity
    /// What is wrong: one sentence in lower case, without a full stop.
    public let message: String
    /// What to do about it, printed in parentheses after the message.
    public let hint: String?

    /// Makes a finding.
    ///
    /// - Precondition: `line`, `column` and `length` are at least 1.
    public init(
        file: String,
        line: Int,
        column: Int,
        length: Int = 1,
        severity: Severity = .error,
        message: String,
        hint: String? = nil
    ) {
        precondition(line >= 1 && column >= 1 && length >= 1, "positions count from 1")
        self.file = file
        self.line = line
        self.column = column
        self.length = length
        self.severity = severity
        self.message = message
        self.hint = hint
    }
}
