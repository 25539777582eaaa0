/// The three standard streams and the terminal behind them.
public protocol Console: Sendable {
    /// Writes bytes to standard output, the answer.
    ///
    /// - Throws: ``PlatformError`` when the stream is closed or full.
    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError)
    /// Writes a text to standard error, where all but the answer goes; failures are ignored.
    func writeError(_ text: String)
    /// Reads standard input to its end, at most `limit` bytes.
    func readInput(limit: Int) throws(PlatformError) -> [UInt8]
    /// Reads one line from the terminal, after `prompt` was written to it; `nil` at the end of input.
    ///
    /// Without `echo` what is typed does not show.
    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String?
    /// Reads one line from the terminal that does not show, as bytes that the caller can wipe.
    func readSecret(prompt: String) throws(PlatformError) -> [UInt8]?
    /// Whether a stream is a terminal.
    func isTerminal(_ stream: ConsoleStream) -> Bool
    /// The terminal's size in columns and rows; `nil` when there is none.
    var size: (columns: Int, rows: Int)? { get }
}

/// One of the standard streams.
public enum ConsoleStream: Int32, Sendable {
    /// Standard input.
    case input = 0
    /// Standard output.
    case output = 1
    /// Standard error.
    case error = 2
}

extension Console {
    /// Writes a text to standard output.
    public func writeOutput(_ text: String) throws(PlatformError) {
        let bytes = Array(text.utf8)
        try writeOutput(bytes.span)
    }

    /// Reads a line without an echo.
    public func readSecret(prompt: String) throws(PlatformError) -> [UInt8]? {
        try readLine(prompt: prompt, echo: false).map { Array($0.utf8) }
    }

    /// Whether a person can be asked: standard input and standard error are terminals.
    public var isInteractive: Bool { isTerminal(.input) && isTerminal(.error) }
}
