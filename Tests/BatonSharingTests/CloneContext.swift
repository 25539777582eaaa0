import BatonSessions
import BatonSharing
import Platform
import Synchronization
import TestSupport

/// A place to clone in: an empty home, a project directory, and a clock that stands still until it is moved.
struct CloneHome: Sendable {
    let root: String
    let clock: Clock

    final class Clock: Sendable {
        let milliseconds = Atomic<Int64>(1_780_000_000_000)
    }

    var home: String { Paths.join(root, "home") }
    var project: String { Paths.join(root, "work") }
    var projects: String { Paths.join(home, ".claude/projects") }
    var state: String { Paths.join(home, ".local/state/baton/clones") }
    var folder: String { Paths.join(projects, ProjectFolder.name(of: project)) }

    var context: Context {
        let clock = clock
        return Context(
            environment: [:],
            workingDirectory: project,
            homeDirectory: home,
            now: { Timestamp(milliseconds: clock.milliseconds.load(ordering: .relaxed)) },
            console: NoConsole(),
            programs: NoPrograms()
        )
    }

    func advance(milliseconds: Int64) { clock.milliseconds.add(milliseconds, ordering: .relaxed) }

    var cloner: Cloner { Cloner(context, hash: testHash) }

    /// Reads, plans and installs.
    func clone(_ bytes: [UInt8], _ options: CloneOptions = CloneOptions()) throws -> ClonedSession {
        let cloner = cloner
        return try cloner.install(cloner.plan(Bundle.read(bytes), options))
    }

    /// Every path under `directory` with its content.
    func tree(_ directory: String? = nil) throws -> [String: [UInt8]] {
        var result: [String: [UInt8]] = [:]
        func walk(_ path: String) throws {
            for name in try Files.names(in: path) {
                let child = Paths.join(path, name)
                if Files.linkStatus(child)?.kind == .directory {
                    result[child + "/"] = []
                    try walk(child)
                } else {
                    result[child] = try Files.read(child)
                }
            }
        }
        try walk(directory ?? Paths.join(home, ".claude"))
        return result
    }
}

/// Runs `body` in a new home, which is removed afterwards.
func withCloneHome<Result>(_ body: (CloneHome) throws -> Result) throws -> Result {
    try withTemporaryDirectory { root in
        let home = CloneHome(root: root, clock: CloneHome.Clock())
        try Files.makeDirectory(home.home)
        try Files.makeDirectory(home.project)
        return try body(home)
    }
}

/// A hash that is the same within one process, which is as long as a test runs.
let testHash: @Sendable ([UInt8]) -> String = { bytes in
    var hasher = Hasher()
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    return String(UInt(bitPattern: hasher.finalize()), radix: 16)
}

private struct NoConsole: Console {
    func writeOutput(_ bytes: Span<UInt8>) throws(PlatformError) {
        preconditionFailure("nothing prints here")
    }
    func writeError(_ text: String) { preconditionFailure("nothing prints here") }
    func readInput(limit: Int) throws(PlatformError) -> [UInt8] { preconditionFailure("nothing reads here") }
    func readLine(prompt: String, echo: Bool) throws(PlatformError) -> String? {
        preconditionFailure("nothing asks here")
    }
    func isTerminal(_ stream: ConsoleStream) -> Bool { false }
    var size: (columns: Int, rows: Int)? { nil }
}

private struct NoPrograms: ProgramRunner {
    func run(_ program: Program) throws(PlatformError) -> Platform.ProgramResult {
        preconditionFailure("nothing runs here")
    }
    func find(_ name: String) -> String? { nil }
    func startDetached(_ program: Program) throws(PlatformError) { preconditionFailure("nothing runs here") }
}
