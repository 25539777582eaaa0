public import Platform
import Synchronization

/// A console that keeps what is written to it and answers prompts from a list.
public final class FakeConsole: Console {
    private struct State {
        var output: [UInt8] = []
        var error = ""
        var prompts: [String] = []
        var answers: [String]
    }

    private let state: Mutex<State>
    private let input: [UInt8]
    private let terminals: Set<ConsoleStream>

    /// A console; without `terminals` no stream is one.
    ///
    /// `answers` are what ``readLine(prompt:echo:)`` gives, one after another, and then the end of input.
    public convenience init(input: String = "", answers: [String] = [], terminals: Set<ConsoleStream> = []) {
        let size = terminals.isEmpty ? nil : (columns: 80, rows: 24)
        self.init(input: input, answers: answers, terminals: terminals, size: size)
    }

    /// A console in a window of `size`.
    public init(
        input: String = "",
        answers: [String] = [],
        terminals: Set<ConsoleStream> = [],
        size: (columns: Int, rows: Int)?
    ) {
        self.size = size
        self.input = Array(input.utf8)
        self.terminals = terminals
        state = Mutex(State(answers: answers))
    }

    /// All that was written to standard output.
    public var output: String { state.withLock { String(decoding: $0.output, as: UTF8.self) } }
    /// The bytes that were written to standard output.
    public var outputBytes: [UInt8] { state.withLock { $0.output } }
    /// All that was written to standard error.
    public var error: String { state.withLock { $0.error } }
    /// What was asked.
    public var prompts: [String] { state.withLock { $0.prompts } }

    /// Keeps the bytes.
    public func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {
        let copy = bytes.withUnsafeBufferPointer { Array($0) }
        state.withLock { $0.output += copy }
    }

    /// Keeps the text.
    public func writeError(_ text: String) { state.withLock { $0.error += text } }

    /// The whole input.
    public func readInput(limit: Int) throws(PlatformError) -> [UInt8] {
        guard input.count <= limit else { throw .tooLarge(path: "standard input", limit: limit) }
        return input
    }

    /// The next answer.
    public func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? {
        state.withLock { state in
            state.prompts.append(prompt)
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
    }

    /// Whether the stream is one of the terminals.
    public func isTerminal(_ stream: ConsoleStream) -> Bool { terminals.contains(stream) }

    /// As it was given; 80 by 24 unless told otherwise when there is a terminal.
    public let size: (columns: Int, rows: Int)?
}
