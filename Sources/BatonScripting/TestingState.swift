internal import BatonHost
internal import HTTP
internal import Lua
internal import Platform
internal import Synchronization

/// What a test gives to the code it tests, and what it finds out about it.
///
/// Functions of `baton.testing` change it; the fake world reads it, on whatever thread.
final class TestingState: Sendable {
    /// A test with its body.
    struct Test: Sendable {
        let name: String
        let body: LuaFunction
    }

    /// An address with the answers it gives, one after another; the last one stays.
    struct Route: Sendable {
        let method: String?
        let pattern: String
        var answers: [HTTPSubstitute.Answer]
    }

    /// What a program writes and how it ends.
    struct FakeProgram: Sendable {
        let name: String
        var results: [ProgramResult]
    }

    /// All of it, so that it can be put back.
    struct Values: Sendable {
        var tests: [Test] = []
        var now = Timestamp(seconds: 1_772_274_600)
        var routes: [Route] = []
        var requests: [HTTPSubstitute.Request] = []
        var uploads: [HostValue] = []
        var log: [String] = []
        var output: [UInt8] = []
        var answers: [String] = []
        var isInteractive = false
        var asked: [String] = []
        var programs: [FakeProgram] = []
        var ran: [[String]] = []
        var sessions = 0
        /// Whether the file was read to its end, and its tests run.
        var isRunning = false
        /// What the world did not have when it was asked for it.
        var missing: [String] = []
    }

    private let values = Mutex(Values())

    /// The values as they are now.
    var now: Values {
        get { values.withLock { $0 } }
        set { values.withLock { $0 = newValue } }
    }

    /// Changes the values.
    func change<Result: Sendable>(_ body: (inout sending Values) -> Result) -> Result {
        values.withLock { body(&$0) }
    }

    /// The answer to a request, which is noted.
    func answer(_ request: HTTPSubstitute.Request) throws -> HTTPSubstitute.Answer {
        let found = change { values -> HTTPSubstitute.Answer? in
            values.requests.append(request)
            // Of several routes that match, the one that was given last counts.
            let index = values.routes.lastIndex {
                ($0.method == nil || $0.method == request.method) && Self.matches(request.url, $0.pattern)
            }
            guard let index, let answer = values.routes[index].answers.first else { return nil }
            if values.routes[index].answers.count > 1 { values.routes[index].answers.removeFirst() }
            return answer
        }
        guard let found else {
            throw HostError(
                "testing.no_answer",
                "the test has no answer to \(request.method) \(Self.withoutQuery(request.url))",
                hint: "give one with baton.testing.http"
            )
        }
        return found
    }

    /// Whether a text is as a pattern says, in which `*` stands for any characters.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map { Array($0.utf8) }
        let bytes = Array(text.utf8)
        guard let first = parts.first, let last = parts.last else { return false }
        if parts.count == 1 { return bytes == first }
        guard bytes.starts(with: first) else { return false }
        var place = first.count
        for part in parts.dropFirst().dropLast() {
            guard let found = find(part, in: bytes, from: place) else { return false }
            place = found + part.count
        }
        return bytes.count - place >= last.count && bytes.suffix(last.count).elementsEqual(last)
    }

    private static func find(_ part: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place + part.count <= bytes.count {
            if bytes[place...].starts(with: part) { return place }
            place += 1
        }
        return nil
    }

    private static func withoutQuery(_ url: String) -> String {
        String(url.prefix { $0 != "?" && $0 != "#" })
    }
}

/// The console of a test: it keeps what is written and answers questions from a list.
struct TestingConsole: Console {
    let state: TestingState

    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in bytes.indices { copy.append(bytes[index]) }
        state.change { $0.output += copy }
    }

    func writeError(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        state.change { $0.log += lines }
    }

    func readInput(limit: Int) throws(PlatformError) -> [UInt8] { [] }

    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? {
        state.change { values in
            values.asked.append(prompt)
            return values.answers.isEmpty ? nil : values.answers.removeFirst()
        }
    }

    func isTerminal(_ stream: ConsoleStream) -> Bool { stream != .output && state.now.isInteractive }

    var size: (columns: Int, rows: Int)? { nil }
}

/// The programs of a test: none but those it gave results for.
struct TestingPrograms: ProgramRunner {
    let state: TestingState

    func run(_ program: Program) throws(PlatformError) -> ProgramResult {
        let name = Paths.name(program.name)
        let result = state.change { values -> ProgramResult? in
            values.ran.append([name] + program.arguments)
            guard let index = values.programs.lastIndex(where: { $0.name == name }) else { return nil }
            let result = values.programs[index].results.first
            if values.programs[index].results.count > 1 { values.programs[index].results.removeFirst() }
            return result
        }
        guard let result else { throw .programNotFound(name: name) }
        return result
    }

    func find(_ name: String) -> String? {
        state.now.programs.contains { $0.name == name } ? "/usr/bin/" + name : nil
    }

    func startDetached(_ program: Program) throws(PlatformError) { _ = try run(program) }
}
