import BatonCLI
import Platform
import Synchronization

/// The program without a process of its own, for tests that run it hundreds of times.
struct InProcess {
    /// How a run ended.
    struct Result {
        let status: Int32
        let output: [UInt8]
        let error: String
    }

    private let room: Room
    /// The home of who runs it.
    let home: String

    init(_ room: Room, home: String) {
        self.room = room
        self.home = Paths.join(room.root, home)
    }

    /// Configures a store at a plain http address.
    func addStore(_ url: String) throws {
        try Files.makeDirectory(Paths.join(home, ".config/baton"))
        try Files.create(
            Array("default_store: lan\nstores:\n  lan: {type: x0, url: '\(url)', allow_http: true}\n".utf8),
            at: Paths.join(home, ".config/baton/config.yml")
        )
    }

    /// Runs the program; `answers` are lines that a person types on a terminal, `nil` when there is none.
    func run(_ arguments: String..., input: String = "", answers: [String]? = nil) throws -> Result {
        let console = Recorder(input: Array(input.utf8), answers: answers)
        let context = Context(
            environment: [
                "XDG_CACHE_HOME": Paths.join(room.root, "cache"), "SOURCE_DATE_EPOCH": "1772323200",
            ],
            workingDirectory: room.directory,
            homeDirectory: home,
            now: { Timestamp(milliseconds: 1_772_323_200_000) },
            console: console,
            programs: NoPrograms()
        )
        let status = CommandLineProgram.run(arguments, in: context)
        return Result(status: status, output: console.output, error: console.error)
    }
}

/// A console that keeps what is written and gives what it was made with.
private final class Recorder: Console {
    private struct State {
        var output: [UInt8] = []
        var error = ""
        var answers: [String]
    }

    private let state: Mutex<State>
    private let input: [UInt8]
    private let isInteractiveHere: Bool

    init(input: [UInt8], answers: [String]?) {
        self.input = input
        isInteractiveHere = answers != nil
        state = Mutex(State(answers: answers ?? []))
    }

    var output: [UInt8] { state.withLock { $0.output } }
    var error: String { state.withLock { $0.error } }

    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {
        let copy = bytes.withUnsafeBufferPointer { Array($0) }
        state.withLock { $0.output += copy }
    }
    func writeError(_ text: String) { state.withLock { $0.error += text } }
    func readInput(limit: Int) throws(PlatformError) -> [UInt8] { input }
    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? {
        state.withLock { state in
            state.error += prompt
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
    }
    func isTerminal(_ stream: ConsoleStream) -> Bool { isInteractiveHere && stream != .output }
    var size: (columns: Int, rows: Int)? { nil }
}

/// No program runs in these tests.
private struct NoPrograms: ProgramRunner {
    func run(_ program: Program) throws(PlatformError) -> Platform.ProgramResult {
        throw .programNotFound(name: program.name)
    }
    func find(_ name: String) -> String? { nil }
    func startDetached(_ program: Program) throws(PlatformError) {
        throw .programNotFound(name: program.name)
    }
}
