/// What the program's exit status says.
enum ExitStatus: Int32, Sendable {
    /// Done.
    case done = 0
    /// The answer is no: nothing was found, or a check found something.
    case no = 1
    /// It failed.
    case failed = 2
    /// A recipe or script is not trusted.
    case notTrusted = 3
    /// A limit was reached.
    case limit = 4
    /// The command was called wrongly.
    case usage = 64
    /// The person pressed Ctrl-C.
    case interrupted = 130
}
