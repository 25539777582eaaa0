internal import Platform

/// The streams of a recipe that runs from a hook: nothing to read, and all that is said goes where git shows it.
struct HookConsole: Console {
    private let real: (any Console)?

    /// Streams that end at `real`; without one all is thrown away.
    init(_ real: (any Console)? = nil) { self.real = real }

    // Some hooks' standard output is read by git itself, so the answer goes to standard error, too.
    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {
        let text = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
        real?.writeError(text)
    }
    func writeError(_ text: String) { real?.writeError(text) }
    func readInput(limit: Int) throws(PlatformError) -> [UInt8] { [] }
    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? { nil }
    func isTerminal(_ stream: ConsoleStream) -> Bool { stream == .error && real?.isTerminal(.error) ?? false }
    var size: (columns: Int, rows: Int)? { real?.size }
}
